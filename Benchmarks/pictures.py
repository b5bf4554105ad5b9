"""Pictures that Debian packages ship: wallpapers, photographs, game art, clip art."""
import glob, hashlib, os, random, subprocess, sys, tempfile
from PIL import Image

# Some textures are larger than Pillow takes for safe; only their size is read.
Image.MAX_IMAGE_PIXELS = None

PACKAGES = ["gnome-backgrounds", "plasma-workspace-wallpapers", "desktop-base", "mate-backgrounds", "tuxpaint-stamps-default",
            "supertux-data", "wesnoth-1.16-data", "openclipart-png", "freedroidrpg-data", "ukui-wallpapers", "lxqt-themes",
            "palapeli-data", "python3-skimage", "gcompris-qt-data"]
# Other packages, so that none of their pictures is one of those above: what is indexed beside them, and what strangers are taken from.
CROWD = ["naev-data", "widelands-data", "unknown-horizons", "freeorion-data", "hedgewars-data", "endless-sky-data", "stellarium-data",
         "supertuxkart-data", "warzone2100-data", "megaglest-data", "torcs-data", "trigger-rally-data", "kstars-data", "lincity-ng-data",
         "colobot-common-textures", "ktuberling-data", "freeciv-data", "kdegames-card-data-kf5", "parley-data", "marble-data",
         "debian-edu-artwork-emerald", "debian-edu-artwork-softwaves"]


def fetch(cache, packages=PACKAGES):
    """The packages' files, unpacked below `cache`; needs apt-get and dpkg, but no root."""
    os.makedirs(cache, exist_ok=True)
    for package in packages:
        target = os.path.join(cache, package)
        if os.path.isdir(target):
            continue
        with tempfile.TemporaryDirectory() as folder:
            if subprocess.run(["apt-get", "download", package], cwd=folder, stdout=subprocess.DEVNULL).returncode:
                sys.exit(f"benchmark: {package} cannot be downloaded")
            subprocess.run(["dpkg", "-x", glob.glob(f"{folder}/*.deb")[0], target], check=True)


def pictures(cache, packages=PACKAGES):
    """Paths by package, without copies of the same picture in other sizes."""
    found = {}
    for package in packages:
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
            # JPEGs are decoded at a half or a quarter where that is enough.
            image.draft("RGB", (1600, 1600))
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


def is_held_out(name):
    """Half of the pictures, by name: thresholds were chosen on the other half only."""
    return hashlib.sha256(name.encode()).digest()[0] & 1 == 0


def collect(cache, count, seed, half="both"):
    """`count` different pictures, evenly from all packages."""
    rng, chosen, marks = random.Random(seed), [], []
    queues = {k: rng.sample(v, len(v)) for k, v in pictures(cache).items()}
    while len(chosen) < count and any(queues.values()):
        for package, queue in queues.items():
            while queue:
                path = queue.pop()
                if half != "both" and is_held_out(f"{package}/{os.path.basename(path)}") != (half == "held"):
                    continue
                seen = look(path)
                if seen is None or any(bin(seen[1] ^ m).count("1") < 7 for m in marks):
                    continue
                chosen.append((f"{package}/{os.path.basename(path)}", seen[0]))
                marks.append(seen[1])
                break
            if len(chosen) == count:
                break
    return chosen


def sizes(cache, packages, smallest):
    """Paths of all pictures with both sides of at least `smallest` pixels, by package, without decoding them."""
    found = {}
    for package in packages:
        found[package] = []
        for path in sorted(glob.glob(f"{cache}/{package}/**/*", recursive=True)):
            if not path.lower().endswith((".jpg", ".jpeg", ".png", ".webp")):
                continue
            try:
                with Image.open(path) as image:
                    if min(image.size) >= smallest and max(image.size) <= 4_096:
                        found[package].append(path)
            except Exception:
                continue
    return found
