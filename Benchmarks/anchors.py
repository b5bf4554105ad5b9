#!/usr/bin/env python3
"""How long local anchors take: reading what is looked up, and the whole look-up in an index of 100,000 images.

The index is one that `signet` can open: real pictures (pictures.py), and images that are made up from the anchors of all of them
(Sources/AnchorBench). Looked up are edited copies of pictures that are in it (screenshots, halves), pictures that are not, and
images made to be slow, each of one megapixel, one after the other in one process. Times are CPU time: `extraction` is reading the
anchors of a decoded image, `look-up` all that `index search` does with them and with the hashes.

  anchors.py --bench Benchmarks/.build/release/AnchorBench --images 100000 --pictures 1000
"""
import argparse, json, math, os, random, subprocess, sys, tempfile

from PIL import Image

import edits, pictures


def megapixel(image):
    factor = (1_000_000 / (image.width * image.height)) ** .5
    return image.resize((round(image.width * factor), round(image.height * factor)), Image.LANCZOS)


def hostile():
    """Noise, patterns of a few sizes, one disc: as many places as there can be, or as ambiguous ones."""
    noise = Image.frombytes("L", (1000, 1000), random.Random(1).randbytes(1_000_000))
    yield noise
    yield noise.resize((250, 250)).resize((1000, 1000), Image.BICUBIC)
    for size in (5, 12, 40):
        tile = Image.new("L", (2 * size, 2 * size), 0)
        tile.paste(255, (0, 0, size, size))
        tile.paste(255, (size, size, 2 * size, 2 * size))
        board = Image.new("L", (1000, 1000))
        for y in range(0, 1000, 2 * size):
            for x in range(0, 1000, 2 * size):
                board.paste(tile, (x, y))
        yield board
    disc = Image.new("L", (1000, 1000), 0)
    disc.paste(255, (400, 400, 600, 600))
    yield disc


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, math.ceil(len(values) * share) - 1)]


def run(argv, names):
    done = subprocess.run(argv, input="".join(f"{n}\n" for n in names), stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"anchors: {argv[1]} ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bench", default="Benchmarks/.build/release/AnchorBench")
    p.add_argument("--cache", default=".build/pictures", help="where the packages' pictures are kept")
    p.add_argument("--images", type=int, default=100_000)
    p.add_argument("--pictures", type=int, default=1000, help="how many real pictures the anchors come from")
    p.add_argument("--queries", type=int, default=90, help="of each kind")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    pictures.fetch(a.cache)
    chosen = pictures.collect(a.cache, a.pictures + a.queries, a.seed)
    inside = [image for _, image in chosen[:len(chosen) - a.queries]]
    with tempfile.TemporaryDirectory() as folder:
        def save(name, image, **options):
            image.save(f"{folder}/{name}", **options)
            return f"{folder}/{name}"
        real = [save(f"{k:05}.png", image, compress_level=1) for k, image in enumerate(inside)]
        made = [edits.phone, edits.desktop, lambda i, r: edits.crop(i, .5, r)]
        shelves = {
            "edited copies": [save(f"copy{k:05}.jpg", megapixel(made[k % 3](inside[k], random.Random(k))), quality=85)
                              for k in range(min(a.queries, len(inside)))],
            "strangers": [save(f"stranger{k:05}.jpg", megapixel(image), quality=85)
                          for k, (_, image) in enumerate(chosen[len(inside):])],
            "made to be slow": [save(f"hostile{k}.png", image) for k, image in enumerate(hostile())]}
        filled = run([a.bench, "fill", f"{folder}/db", str(a.images), str(a.seed)], real)[0]
        size = os.path.getsize(f"{folder}/db/search.anchors")
        print(f"{a.images:,} images, of which {filled['real']} real, with {filled['anchors']:,} anchors; search.anchors has"
              f" {size / 2**20:,.0f} MiB, {size / a.images / 1024:.1f} KiB an image, and with search.hamming is made in"
              f" {filled['build'] / 1000:.0f} s; the index is opened in {filled['open']:.0f} ms of CPU")
        missed = []
        for name, files in shelves.items():
            rows = run([a.bench, "search", f"{folder}/db"], files)
            for what, goal in (("extraction", 60), ("search", 30)):
                values = [row[what] for row in rows]
                middle = percentile(values, .5)
                goal = None if name == "made to be slow" else goal
                print(f"{name:16} {'look-up' if what == 'search' else what:10}  p50 {middle:6.1f} ms  p99 {percentile(values, .99):6.1f} ms"
                      f"  most {max(values):6.1f} ms" + (f"  goal {goal} ms" if goal else ""), flush=True)
                if goal and middle > goal:
                    missed.append(f"{name}, {what}")
            if name == "edited copies":
                found = sum(any(n[:5] == f"{k:05}" for n, _ in row["found"]) for k, row in enumerate(rows))
                print(f"{name:16} {found} of {len(rows)} found")
            else:
                print(f"{name:16} {sum(bool(row['found']) for row in rows)} of {len(rows)} found, as pictures of one package may share artwork")
    for name in missed:
        print(f"MISSED {name}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
