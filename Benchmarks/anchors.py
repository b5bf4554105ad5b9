#!/usr/bin/env python3
"""How long local anchors take: extraction of a picture of one megapixel, and the search over 100,000 images.

The kernels of Sources/CKernels are compiled by themselves and called in process, on one thread. The 100,000 images are generated
from the anchors of real pictures (pictures.py): each takes anchors of many of them, with bits flipped at random, so that frequent
structures stay frequent. The pictures that are looked up are edited copies of real ones that are among them. What `index search`
does besides, reading 24 records from the database, is not in these figures.

  anchors.py --images 100000 --pictures 1000
"""
import argparse, ctypes as C, glob, os, random, statistics, subprocess, sys, tempfile, time

import numpy as np
from PIL import Image

import edits, pictures

ANCHOR = np.dtype([("x", "f4"), ("y", "f4"), ("radius", "f4"), ("angle", "f4"), ("descriptor", "u8", 4)])
QUERY = np.dtype([("descriptor", "u8", 4), ("radius", "u1"), ("angle", "u1")], align=True)
VOTE = np.dtype([("image", "u4"), ("weight", "f4")])
PLACEMENT = np.dtype([("votes", "i4"), ("rest", "f4", 13)])
LISTED, BANDS, RADIUS, COMMON, CANDIDATES = 128, 10, 56, 256, 24


class Postings(C.Structure):
    _fields_ = [("rows", C.c_void_p), ("owners", C.c_void_p), ("radii", C.c_void_p), ("angles", C.c_void_p), ("count", C.c_uint32),
                ("images", C.c_uint32), ("bands", C.c_int), ("bits", C.c_int), ("offsets", C.c_void_p), ("lists", C.c_void_p)]


def kernels(folder):
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Sources", "CKernels")
    subprocess.run([os.environ.get("CC", "clang"), "-O2", "-shared", "-fPIC", "-I", f"{root}/include", "-o", f"{folder}/kernels.so",
                    *sorted(glob.glob(f"{root}/*.c")), "-lm"], check=True)
    library = C.CDLL(f"{folder}/kernels.so")
    library.signet_mih_permute.argtypes = [C.c_void_p, C.c_void_p, C.c_size_t, C.c_void_p]
    library.signet_postings_vote.argtypes = [C.c_void_p, C.c_void_p, C.c_int, C.c_uint, C.c_uint32, C.c_void_p, C.c_int]
    library.signet_postings_build_band.argtypes = [C.c_void_p, C.c_uint32, C.c_int, C.c_int, C.c_void_p, C.c_void_p]
    return library


def at(array):
    return array.ctypes.data_as(C.c_void_p)


def gray(image, side):
    factor = min(1, side / max(image.size))
    return np.ascontiguousarray(np.asarray(image.convert("L").resize(
        (max(1, round(image.width * factor)), max(1, round(image.height * factor))), Image.BOX)))


def extract(library, plane, limit, mirrored=False):
    anchors = np.zeros(limit, ANCHOR)
    others = np.zeros((limit, 4), "u8") if mirrored else None
    count = library.signet_anchors_extract(at(plane), plane.shape[1], plane.shape[0], at(anchors), at(others) if mirrored else None, limit)
    return anchors[:count]


def quantised(anchors, side):
    radii = np.clip(np.round(8 * np.log2(np.maximum(anchors["radius"], 1e-6) / side * 8192)), 0, 255).astype("u1")
    return radii, (np.floor(anchors["angle"] / (2 * np.pi) % 1 * 256)).astype("u1")


def generate(pool, radii, angles, images, seed):
    """Rows of `images` - images made of the pool's anchors, with 10 to 35 % of their bits flipped."""
    rng = np.random.default_rng(seed)
    for start in range(0, images, 2000):
        count = min(2000, images - start) * LISTED
        take = rng.integers(0, len(pool), count)
        rows, share = pool[take].copy(), rng.uniform(.1, .35, (count, 1))
        rows ^= np.packbits(rng.random((count, 256), dtype="f4") < share, axis=1).view("u8")
        yield rows, radii[take], angles[take]


def timed(work, repeats):
    """Milliseconds of CPU of each call."""
    spent = []
    for _ in range(repeats):
        begun = time.thread_time()
        work()
        spent.append((time.thread_time() - begun) * 1000)
    return spent


def figures(name, spent, goal):
    spent = sorted(spent)
    median = statistics.median(spent)
    print(f"{name:52} median {median:7.1f} ms   95th percentile {spent[int(len(spent) * .95)]:7.1f} ms   goal {goal} ms"
          f"   {'met' if median <= goal else 'MISSED'}", flush=True)
    return median <= goal


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--cache", default=".build/pictures", help="where the packages' pictures are kept")
    p.add_argument("--images", type=int, default=100_000)
    p.add_argument("--pictures", type=int, default=1000, help="how many real pictures the anchors come from")
    p.add_argument("--queries", type=int, default=60)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    pictures.fetch(a.cache)
    with tempfile.TemporaryDirectory() as folder:
        library = kernels(folder)
    chosen = [image for _, image in pictures.collect(a.cache, a.pictures, a.seed)]
    sets = [extract(library, gray(image, 640), 256) for image in chosen]
    usable = [k for k, s in enumerate(sets) if len(s) >= 64][:a.queries * 2]
    # One megapixel, at the pictures' own shapes.
    def megapixel(image):
        factor = (1_000_000 / (image.width * image.height)) ** .5
        return np.ascontiguousarray(np.asarray(image.convert("L").resize((round(image.width * factor), round(image.height * factor)), Image.LANCZOS)))
    planes = [megapixel(chosen[k]) for k in usable[:12]]
    met = figures("extraction for the index, 1 MP (at 640 pixels)", [t for plane in planes for t in timed(
        lambda: extract(library, gray(Image.fromarray(plane), 640), 256), 3)], 60)
    met &= figures("extraction of a query, 1 MP, with mirrored anchors", [t for plane in planes for t in timed(
        lambda: extract(library, plane, 1024, True), 3)], 60)

    # The real pictures are the first images; generated ones follow.
    listed = [s[np.arange(min(LISTED, len(s))) * len(s) // max(1, min(LISTED, len(s)))] for s in sets]
    pool = np.concatenate([s["descriptor"] for s in listed])
    radii, angles = quantised(np.concatenate(listed), 640)
    generated = max(0, a.images - len(sets))
    blocks = [(pool, radii, angles)] + list(generate(pool, radii, angles, generated, a.seed))
    rows = np.concatenate([b[0] for b in blocks])
    radii, angles = np.concatenate([b[1] for b in blocks]), np.concatenate([b[2] for b in blocks])
    owners = np.concatenate([np.repeat(np.arange(len(listed)), [len(s) for s in listed]),
                             len(listed) + np.arange(generated).repeat(LISTED)]).astype("u4")
    del blocks
    places = np.random.default_rng(9).permutation(256).astype("u1")
    table = np.zeros(32 * 256 * 4, "u8")
    library.signet_mih_prepare_permutation(at(places), at(table))
    permuted = np.zeros_like(rows)
    library.signet_mih_permute(at(table), at(rows), len(rows), at(permuted))
    bits = min(max(len(rows).bit_length() - 1, 8), 22)
    offsets, lists = np.zeros((BANDS, (1 << bits) + 1), "u4"), np.zeros((BANDS, len(rows)), "u4")
    begun = time.thread_time()
    for band in range(BANDS):
        library.signet_postings_build_band(at(permuted), len(rows), bits, band, at(offsets[band]), at(lists[band]))
    size = sum(x.nbytes for x in (permuted, radii, angles, owners, offsets, lists))
    print(f"{a.images:,} images, {len(rows):,} anchors listed in {time.thread_time() - begun:.0f} s of CPU;"
          f" {size / 2**20:,.0f} MiB in all, {size / a.images / 1024:.1f} KiB an image")
    postings = Postings(permuted.ctypes.data, owners.ctypes.data, radii.ctypes.data, angles.ctypes.data, len(rows), a.images, BANDS,
                        bits, offsets.ctypes.data, lists.ctypes.data)
    found, spent = 0, {"vote": [], "place": [], "both": []}
    for k in usable[:a.queries]:
        rng = random.Random(k)
        edited = [edits.phone, edits.desktop, lambda i, r: edits.crop(i, .5, r)][k % 3](chosen[k], rng)
        plane = gray(edited, 1280)
        anchors = extract(library, plane, 1024, True)
        query = np.zeros(len(anchors), QUERY)
        words = np.ascontiguousarray(anchors["descriptor"])
        turned = np.zeros_like(words)
        library.signet_mih_permute(at(table), at(words), len(words), at(turned))
        query["descriptor"] = turned
        query["radius"], query["angle"] = quantised(anchors, max(plane.shape))
        votes = np.zeros(CANDIDATES, VOTE)
        begun = time.thread_time()
        count = library.signet_postings_vote(C.byref(postings), at(query), len(query), RADIUS, COMMON, at(votes), CANDIDATES)
        middle = time.thread_time()
        guesses = np.zeros(9, PLACEMENT)
        for image in votes["image"][:count]:
            # Generated images have no whole set: a real one of the usual size is compared in their place.
            other = sets[image if image < len(sets) else int(image) % len(sets)]
            library.signet_anchors_place(at(anchors), len(anchors), at(other), len(other), at(guesses), 9)
        ended = time.thread_time()
        found += k in votes["image"][:count]
        spent["vote"].append((middle - begun) * 1000)
        spent["place"].append((ended - middle) * 1000)
        spent["both"].append((ended - begun) * 1000)
    print(f"edited copies (screenshots, halves) among the {CANDIDATES} candidates: {found} of {min(len(usable), a.queries)}")
    figures(f"voting over {a.images:,} images", spent["vote"], 30)
    figures(f"placing {CANDIDATES} candidates", spent["place"], 30)
    met &= figures(f"search over {a.images:,} images", spent["both"], 30)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
