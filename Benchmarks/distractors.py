#!/usr/bin/env python3
"""Whether `signet index search` takes strangers for one of ours: 1,000 pictures are looked up among 10,000 of other packages.

The two sets share no package, so that a match is one of unrelated images unless the same artwork went into both: each match is
listed with its evidence to be judged by eye. Prints the bound that the number of pairs allows (rule of three, 95 %).
Exit code 1: something was matched as `confirmed` or `part` that --same does not name as the same artwork.

  distractors.py --signet .build/release/signet --strangers 1000 --indexed 10000
"""
import argparse, hashlib, os, random, subprocess, sys, tempfile, time

import pictures, robustness


def choose(cache, packages, count, seed):
    """Evenly from all packages as far as they reach; the same file only once."""
    rng, chosen, seen = random.Random(seed), [], set()
    queues = {k: rng.sample(v, len(v)) for k, v in pictures.sizes(cache, packages, 200).items()}
    while len(chosen) < count and any(queues.values()):
        for queue in queues.values():
            while queue and len(chosen) < count:
                path = queue.pop()
                with open(path, "rb") as file:
                    digest = hashlib.sha256(file.read()).digest()
                if digest in seen:
                    continue
                seen.add(digest)
                chosen.append(path)
                break
    return chosen


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--cache", default=".build/pictures", help="where the packages' pictures are kept")
    p.add_argument("--strangers", type=int, default=1000)
    p.add_argument("--indexed", type=int, default=10_000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--same", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "same-artwork.txt"),
                   help="pairs of file names that were looked at and show the same artwork")
    a = p.parse_args()
    a.signet = os.path.abspath(a.signet)
    pictures.fetch(a.cache, pictures.PACKAGES + pictures.CROWD)
    crowd = choose(a.cache, pictures.CROWD, a.indexed, a.seed)
    strangers = choose(a.cache, pictures.PACKAGES, a.strangers, a.seed)
    same = set()
    if os.path.exists(a.same):
        same = {tuple(line.split()[:2]) for line in open(a.same) if line.strip() and not line.startswith("#")}
    with tempfile.TemporaryDirectory() as folder:
        # Names that say where a picture comes from.
        def shelve(paths, shelf):
            os.makedirs(f"{folder}/{shelf}")
            for number, path in enumerate(paths):
                package = os.path.relpath(path, a.cache).split(os.sep)[0]
                os.symlink(os.path.abspath(path), f"{folder}/{shelf}/{number:05}_{package}_{os.path.basename(path)}")
            return sorted(os.path.join(folder, shelf, f) for f in os.listdir(f"{folder}/{shelf}"))
        db, start = f"{folder}/db", time.time()
        files = shelve(crowd, "crowd")
        for k in range(0, len(files), 1000):
            subprocess.run([a.signet, "index", "add", *files[k:k + 1000], "--db", db, "--jobs", "2", "-q"], stdout=subprocess.DEVNULL)
        stats = subprocess.run([a.signet, "index", "stats", "--db", db, "--json"], stdout=subprocess.PIPE, text=True).stdout
        print(f"{len(files)} pictures indexed in {time.time() - start:.0f} s: {stats.strip()[:200]}", flush=True)
        found, pairs, unread, begun = [], 0, 0, time.time()
        for file, answer in robustness.search(a.signet, db, shelve(strangers, "strangers")).items():
            if "error" in answer:
                unread += 1
                continue
            pairs += answer["images"]
            for m in answer["matches"]:
                found.append((m["grade"], file, m["record"]["name"], m.get("votes"), m.get("correlation"), m.get("distance")))
        print(f"{len(strangers) - unread} strangers looked up in {time.time() - begun:.0f} s, {unread} unreadable; {pairs:,} pairs")
    plain = lambda name: name.split("_", 1)[1]
    listed = [f for f in found if (plain(f[1]), plain(f[2])) in same]
    unjudged = [f for f in found if f not in listed]
    for title, rows in (("the same artwork, as judged by eye", listed), ("matched", unjudged)):
        print(f"{title}: {len(rows)}")
        for grade, file, record, votes, correlation, distance in sorted(rows, key=str):
            print(f"    {grade}: {plain(file)} {plain(record)}  votes {votes}, correlation {correlation}, distance {distance}")
    wrong = [f for f in unjudged if f[0] in ("confirmed", "part", "exact")]
    if not wrong and pairs:
        print(f"no unrelated pair was confirmed or part of an image: below {3 / pairs:.1e} of pairs (95 %, rule of three)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
