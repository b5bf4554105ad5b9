#!/usr/bin/env python3
"""How much of an edited image `signet index search` still recognises, and whether it ever takes a stranger for one of ours.

Images come from Debian packages (wallpapers, photographs, game art, clip art); every edit is made by Pillow, which shares no
code with signet. Part of the images are indexed, the others are strangers: they are looked up as they are, and each is a pair
with every indexed image. Prints a table and, with --plot, draws it as SVG. Exit code 1: a goal is missed.

  robustness.py --signet .build/release/signet --images 330 --strangers 1000
"""
import argparse, collections, glob, hashlib, io, json, os, random, subprocess, sys, tempfile, time
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

PACKAGES = ["gnome-backgrounds", "plasma-workspace-wallpapers", "desktop-base", "mate-backgrounds", "tuxpaint-stamps-default",
            "supertux-data", "wesnoth-1.16-data", "openclipart-png", "freedroidrpg-data"]


# ---------------------------------------------------------------- pictures
def fetch(cache):
    """The packages' files, unpacked below `cache`; needs apt-get and dpkg, but no root."""
    os.makedirs(cache, exist_ok=True)
    for package in PACKAGES:
        target = os.path.join(cache, package)
        if os.path.isdir(target):
            continue
        with tempfile.TemporaryDirectory() as folder:
            if subprocess.run(["apt-get", "download", package], cwd=folder, stdout=subprocess.DEVNULL).returncode:
                sys.exit(f"robustness: {package} cannot be downloaded")
            subprocess.run(["dpkg", "-x", glob.glob(f"{folder}/*.deb")[0], target], check=True)


def pictures(cache):
    """Paths by package, without copies of the same picture in other sizes."""
    found = {}
    for package in PACKAGES:
        names = sorted(p for p in glob.glob(f"{cache}/{package}/**/*", recursive=True)
                       if p.lower().endswith((".jpg", ".jpeg", ".png", ".webp")) and os.path.getsize(p) > 25_000)
        found[package] = names
    return found


def look(path):
    """An 8 by 8 thumbnail, to leave out pictures that are the same at other sizes; None when a picture is of no use."""
    try:
        with Image.open(path) as image:
            if min(image.size) < 240 or max(image.size) > 12_000:
                return None
            image = flat(image)
    except Exception:
        return None
    image.thumbnail((800, 800), Image.LANCZOS)
    small = image.convert("L").resize((8, 8), Image.BOX)
    values = list(small.getdata())
    # A picture with nothing on it cannot be recognised by anything.
    if max(values) - min(values) < 24:
        return None
    mean = sum(values) / 64
    return image, sum(1 << i for i, v in enumerate(values) if v > mean)


def flat(image):
    """RGB; transparent parts become white, as viewers show them."""
    if image.mode in ("RGBA", "LA", "P", "PA"):
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def collect(cache, count, seed):
    """`count` different pictures, evenly from all packages."""
    rng, chosen, marks = random.Random(seed), [], []
    queues = {k: rng.sample(v, len(v)) for k, v in pictures(cache).items()}
    while len(chosen) < count and any(queues.values()):
        for package, queue in queues.items():
            while queue:
                path = queue.pop()
                seen = look(path)
                if seen is None or any(bin(seen[1] ^ m).count("1") < 7 for m in marks):
                    continue
                chosen.append((f"{package}/{os.path.basename(path)}", seen[0]))
                marks.append(seen[1])
                break
            if len(chosen) == count:
                break
    return chosen


# ---------------------------------------------------------------- edits
def jpeg(image, quality):
    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality)
    return Image.open(io.BytesIO(data.getvalue())).convert("RGB")


def scaled(image, factor):
    return image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))), Image.LANCZOS)


def crop(image, area, rng):
    """Keeps `area` of the image at a random place."""
    side = area ** 0.5
    w, h = round(image.width * side), round(image.height * side)
    x, y = rng.randint(0, image.width - w), rng.randint(0, image.height - h)
    return image.crop((x, y, x + w, y + h))


def font(size):
    return ImageFont.load_default(size)


def words(rng, count):
    return " ".join(rng.choice("the new image of our city at night shows how people work and play with light".split()) for _ in range(count))


def caption(image, rng):
    image = image.copy()
    draw, size = ImageDraw.Draw(image), max(18, image.height // 12)
    for y in (size // 3, image.height - size * 3 // 2):
        draw.text((image.width // 2, y), words(rng, 4).upper(), "white", font(size), anchor="ma", stroke_width=size // 12, stroke_fill="black")
    return image


def phone(image, rng):
    """A chat on a phone: status bar, bubbles, the picture at the width of the screen, a keyboard."""
    screen = Image.new("RGB", (1080, 2340), (236, 229, 221))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 1080, 90), (7, 94, 84))
    draw.text((40, 25), "09:41", "white", font(40))
    draw.rectangle((0, 90, 1080, 240), (18, 140, 126))
    draw.text((160, 135), words(rng, 3), "white", font(48))
    width = rng.randint(700, 1000)
    picture = scaled(image, width / image.width)
    if picture.height > 1400:
        picture = scaled(picture, 1400 / picture.height)
    y = rng.randint(300, 500)
    draw.rounded_rectangle((30, y - 20, 60 + picture.width, y + picture.height + 90), 24, "white")
    screen.paste(picture, (45, y))
    draw.text((60, y + picture.height + 20), words(rng, 6), "black", font(40))
    draw.rounded_rectangle((300, y + picture.height + 130, 1040, y + picture.height + 260), 24, (220, 248, 198))
    draw.text((330, y + picture.height + 165), words(rng, 5), "black", font(40))
    return jpeg(scaled(screen, 0.6), 80)


def desktop(image, rng):
    """A browser window on a desktop."""
    screen = Image.new("RGB", (1920, 1080), (38, 80, 110))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((120, 60, 1800, 1000), "white")
    draw.rectangle((120, 60, 1800, 110), (222, 225, 230))
    draw.text((180, 70), "https://news.example/" + words(rng, 2).replace(" ", "-"), "black", font(28))
    factor = min(rng.uniform(700, 1000) / image.width, 620 / image.height)
    picture = scaled(image, factor)
    x, y = rng.randint(160, 500), rng.randint(220, 300)
    screen.paste(picture, (x, y))
    draw.text((160, 140), words(rng, 8), "black", font(44))
    for line in range(12):
        draw.text((min(x + picture.width + 40, 1500), 240 + line * 50), words(rng, 5), (60, 60, 60), font(24))
    return screen


def collage(image, rng, others):
    sheet = Image.new("RGB", (1024, 1024), "white")
    spot = rng.randrange(4)
    for i in range(4):
        sheet.paste(ImageOps.fit(image if i == spot else rng.choice(others), (504, 504), Image.LANCZOS), (i % 2 * 516 + 2, i // 2 * 516 + 2))
    return sheet


def rotate(image, angle):
    return image.rotate(angle, Image.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def edits(others):
    """Name, group of the goals, function."""
    return [
        ("jpeg q75", "edit", lambda i, r: jpeg(i, 75)), ("jpeg q50", "edit", lambda i, r: jpeg(i, 50)),
        ("jpeg q30", "edit", lambda i, r: jpeg(i, 30)),
        ("resize .5", "edit", lambda i, r: scaled(i, .5)), ("resize .25", "edit", lambda i, r: scaled(i, .25)),
        ("webp q50", "edit", lambda i, r: i), ("gray", "edit", lambda i, r: i.convert("L").convert("RGB")),
        ("brightness +20 %", "edit", lambda i, r: ImageEnhance.Brightness(i).enhance(1.2)),
        ("brightness -30 %", "edit", lambda i, r: ImageEnhance.Brightness(i).enhance(.7)),
        ("rotate 90", "edit", lambda i, r: i.transpose(Image.ROTATE_90)), ("mirror", "edit", lambda i, r: ImageOps.mirror(i)),
        ("crop -10 %", "crop10", lambda i, r: crop(i, .9, r)), ("crop -25 %", "crop25", lambda i, r: crop(i, .75, r)),
        ("crop -50 %", "crop50", lambda i, r: crop(i, .5, r)),
        ("phone screenshot", "heavy", phone), ("desktop screenshot", "heavy", desktop),
        ("collage 2x2", "heavy", lambda i, r: collage(i, r, others)), ("caption", "heavy", caption),
        ("rotate 5", "heavy", lambda i, r: rotate(i, 5)),
        ("border 10 %", "heavy", lambda i, r: ImageOps.expand(i, max(i.size) // 10, "white")),
        ("letterbox 2.4:1", "heavy", lambda i, r: ImageOps.pad(i, (round(i.height * 2.4), i.height), color="black")),
        ("crop -25 %, .5, q50", "more", lambda i, r: jpeg(scaled(crop(i, .75, r), .5), 50)),
        ("mirror, caption, q50", "more", lambda i, r: jpeg(caption(ImageOps.mirror(i), r), 50)),
        ("perspective", "more", lambda i, r: i.transform(i.size, Image.QUAD, (
            i.width * .04, i.height * .02, 0, i.height, i.width, i.height * .97, i.width * .97, 0), Image.BICUBIC)),
    ]


GOALS = {"edit": .98, "crop10": .95, "crop25": .92, "crop50": .85, "heavy": .85}


# ---------------------------------------------------------------- measuring
def search(a, db, folder):
    """Matches by file name of all images of a folder."""
    r = subprocess.run([a.signet, "index", "search", folder, "--db", db, "--json", "--limit", "5"], stdout=subprocess.PIPE)
    if r.returncode not in (0, 30):
        sys.exit(f"robustness: search ended with {r.returncode}")
    return {os.path.basename(d["file"]): d for d in map(json.loads, r.stdout.splitlines())}


def measure(a, folder):
    chosen = collect(a.cache, a.images + a.strangers, a.seed)
    ours, strangers = chosen[:a.images], chosen[a.images:]
    shelves = {name: os.path.join(folder, name) for name in ("ours", "edited", "strangers")}
    for shelf in shelves.values():
        os.makedirs(shelf)
    for i, (_, image) in enumerate(ours):
        image.save(f"{shelves['ours']}/{i:05}.png")
    db = os.path.join(folder, "db")
    start = time.time()
    subprocess.run([a.signet, "index", "add", shelves["ours"], "--db", db, "--jobs", "2", "-q"], check=True)
    print(f"{len(ours)} images indexed in {time.time() - start:.1f} s", file=sys.stderr)
    rows = []
    for name, group, edit in edits([image for _, image in strangers or ours]):
        if a.only and a.only not in name:
            continue
        for file in os.listdir(shelves["edited"]):
            os.unlink(os.path.join(shelves["edited"], file))
        for i, (_, image) in enumerate(ours):
            rng = random.Random(f"{name} {i}")
            result = edit(image, rng)
            if name.startswith("webp"):
                result.save(f"{shelves['edited']}/{i:05}.webp", quality=50)
            elif name.startswith("jpeg"):
                result.save(f"{shelves['edited']}/{i:05}.jpg", quality=int(name.split("q")[1]))
            else:
                result.save(f"{shelves['edited']}/{i:05}.png", compress_level=1)
        answers = search(a, db, shelves["edited"])
        right, wrong, grades, missed = 0, 0, collections.Counter(), []
        for file, answer in answers.items():
            matches = answer.get("matches", [])
            own = [m for m in matches if m["record"]["name"][:5] == file[:5]]
            right += bool(own)
            if own:
                grades[own[0]["grade"]] += 1
            else:
                missed.append(ours[int(file[:5])][0])
            wrong += any(m["record"]["name"][:5] != file[:5] for m in matches)
        rows.append((name, group, right / len(ours), wrong, grades))
        goal = GOALS.get(group)
        print(f"{name:22} {right / len(ours):.3f}  {'goal ' + str(goal) if goal else '':9}"
              f" {dict(grades)}  other images matched: {wrong}", flush=True)
        if a.verbose:
            print("    missed:", ", ".join(missed[:20]))
    false = []
    for i, (name, image) in enumerate(strangers):
        image.save(f"{shelves['strangers']}/{i:05}.png", compress_level=1)
    if strangers:
        for file, answer in search(a, db, shelves["strangers"]).items():
            for m in answer.get("matches", []):
                false.append((strangers[int(file[:5])][0], ours[int(m["record"]["name"][:5])][0], m["grade"], m.get("votes"), m.get("distance")))
        print(f"strangers matched: {len(false)} of {len(strangers)} looked up among {len(ours)} ({len(strangers) * len(ours)} pairs)")
        for line in false:
            print("   ", *line)
    return rows, false


def plot(rows, path):
    """Bars, one for each edit, with the goal as a line."""
    height = 26
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{height * len(rows) + 40}" font-family="sans-serif" font-size="13">',
           '<rect width="100%" height="100%" fill="white"/>']
    for i, (name, group, recall, _, _) in enumerate(rows):
        y = 10 + i * height
        out.append(f'<text x="190" y="{y + 16}" text-anchor="end">{name}</text>'
                   f'<rect x="200" y="{y + 3}" width="{recall * 480:.0f}" height="18" fill="#2a7f9e"/>'
                   f'<text x="{206 + recall * 480:.0f}" y="{y + 16}">{recall:.3f}</text>')
        if group in GOALS:
            x = 200 + GOALS[group] * 480
            out.append(f'<line x1="{x:.0f}" x2="{x:.0f}" y1="{y}" y2="{y + 24}" stroke="#c0392b" stroke-width="2"/>')
    out.append(f'<text x="200" y="{height * len(rows) + 30}" fill="#c0392b">red: the goal</text></svg>')
    with open(path, "w") as f:
        f.write("\n".join(out) + "\n")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--cache", default=".build/pictures", help="where the packages' pictures are kept")
    p.add_argument("--images", type=int, default=330)
    p.add_argument("--strangers", type=int, default=1000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--only", help="only edits whose name contains this")
    p.add_argument("--plot", help="an SVG file to draw")
    p.add_argument("--verbose", action="store_true", help="name what was missed")
    a = p.parse_args()
    a.signet = os.path.abspath(a.signet)
    fetch(a.cache)
    with tempfile.TemporaryDirectory() as folder:
        rows, false = measure(a, folder)
    if a.plot:
        plot(rows, a.plot)
    missed = [name for name, group, recall, _, _ in rows if recall < GOALS.get(group, 0)]
    print("goals missed: " + (", ".join(missed) or "none"))
    return 1 if missed or false else 0


if __name__ == "__main__":
    sys.exit(main())
