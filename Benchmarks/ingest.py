#!/usr/bin/env python3
"""How fast `signet index` takes images and fingerprints in, and whether that stays so as the index grows.

Two parts: JPEGs of one megapixel through `index add` on two cores, every fingerprint made and on the disk; and generated PDQ
hashes through `index import`, up to a million, in equal steps, with lookups, a restart and a check at the end. Times are wall
clock, with CPU seconds beside them: on a busy machine only the latter can be compared.

  ingest.py --signet .build/release/signet --images 400 --records 1000000
"""
import argparse, json, math, os, random, resource, subprocess, sys, tempfile, time
from PIL import Image, ImageDraw, ImageFilter


def picture(path, number):
    """One megapixel with edges, texture and shades, unlike every other."""
    rng = random.Random(number)
    image = Image.new("RGB", (1152, 896), tuple(rng.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(90):
        x, y, r = rng.randrange(1152), rng.randrange(896), rng.randrange(12, 190)
        color = tuple(rng.randrange(256) for _ in range(3))
        shape = rng.choice((draw.ellipse, draw.rectangle))
        shape([x - r, y - r // 2, x + r, y + r // 2], fill=color, outline=tuple(255 - c for c in color))
    noise = Image.effect_noise((1152, 896), 30).convert("RGB")
    Image.blend(image.filter(ImageFilter.GaussianBlur(0.6)), noise, 0.12).save(path, quality=90)


def run(argv, **options):
    """Wall and CPU seconds of a program that has to succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(argv, capture_output=True, text=True, **options)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 30):
        sys.exit(f"ingest: {' '.join(argv)} ended with {done.returncode}\n{done.stderr}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--signet", required=True)
    parser.add_argument("--images", type=int, default=300)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--steps", type=int, default=5)
    options = parser.parse_args()
    signet, missed = options.signet, []
    with tempfile.TemporaryDirectory() as work:
        if options.images:
            os.makedirs(f"{work}/in")
            for number in range(options.images):
                picture(f"{work}/in/{number:05}.jpg", number)
            wall, cpu, _ = run([signet, "index", "add", f"{work}/in", "--db", f"{work}/db", "--jobs", "2", "--quiet"])
            rate, possible = options.images / wall, 2 * options.images / cpu
            print(f"{options.images} JPEGs of 1 MP, two jobs: {rate:.1f} images/s on the clock; {1000 * cpu / options.images:.1f} "
                  f"ms of CPU each, which two free cores make {possible:.1f} images/s (goal 40)")
            if possible < 40:
                missed.append("ingest")
            again, cpu, _ = run([signet, "index", "add", f"{work}/in", "--db", f"{work}/db", "--jobs", "2", "--quiet"])
            print(f"the same once more, nothing new: {again:.1f} s")
        if options.records:
            rng, step = random.Random(7), options.records // options.steps
            times, first = [], None
            for number in range(options.steps):
                with open(f"{work}/list.csv", "w") as file:
                    file.write("hash\n")
                    for _ in range(step):
                        value = f"{rng.getrandbits(256):064x}"
                        first = first or value
                        file.write(value + "\n")
                wall, cpu, _ = run([signet, "index", "import", f"{work}/list.csv", "--db", f"{work}/big"])
                times.append(cpu)
                print(f"records {number * step:>9,} to {(number + 1) * step:>9,}: {wall:6.1f} s, {cpu:6.1f} s of CPU, "
                      f"{1e6 * cpu / step:.0f} us each")
            size = sum(entry.stat().st_size for entry in os.scandir(f"{work}/big"))
            print(f"on the disk: {size / options.records:.0f} bytes a record, search files and audit log included")
            growth = max(times[-1], 1e-9) / max(min(times), 1e-9)
            print(f"the last step took {growth:.2f} times the CPU of the cheapest (goal: linear, at most 2)")
            if growth > 2:
                missed.append("growth")
            open_wall, open_cpu, _ = run([signet, "index", "audit", "--db", f"{work}/big", "--after", "999999999"])
            look_wall, look_cpu, out = run([signet, "index", "search", "--hash", first, "--db", f"{work}/big", "--json"])
            found = json.loads(out)["matches"]
            if not found or found[0]["distance"] != 0:
                missed.append("lookup")
            print(f"start {open_wall * 1000:.0f} ms; start and one lookup {look_wall * 1000:.0f} ms ({look_cpu * 1000:.0f} ms of CPU)")
            wall, cpu, _ = run([signet, "index", "check", "--db", f"{work}/big"])
            print(f"check of every row: {wall:.1f} s, {cpu:.1f} s of CPU")
    for name in missed:
        print(f"MISSED {name}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
