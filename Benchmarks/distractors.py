#!/usr/bin/env python3
"""Whether `signet index search` takes strangers for one of ours: 1,000 pictures are looked up among 10,000 of other packages.

The two sets share no package, so that a match is one of unrelated images unless the same artwork went into both: each match is
listed with its evidence to be judged by eye. Some of each are drawn (hard.py): screenshots of one program, pages, icons, textures,
gradients, logos, faces, street maps. Prints the bound that the number of pairs allows (rule of three, 95 %).
Pairs of drawn ones are counted apart. Exit code 1: something else was matched as `confirmed` or `part` that --same does not name
as the same artwork.

  distractors.py --signet .build/release/signet --strangers 1000 --indexed 10000
"""
import argparse, hashlib, json, os, random, subprocess, sys, tempfile, time

import hard, pictures, robustness


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


def drawn(folder, count):
    """Pictures that resemble each other (hard.py): every other one for each side."""
    os.makedirs(folder, exist_ok=True)
    kinds, sides = list(hard.KINDS), ([], [])
    for k in range(2 * count):
        path = f"{folder}/{kinds[k // 2 % len(kinds)]}{k:05}.png"
        sides[k & 1].append(path if os.path.exists(path) else hard.draw(folder, kinds[k // 2 % len(kinds)], k))
    return sides


def index(signet, db, files, work):
    """Adds what was not added before."""
    for k in range(0, len(files), 500):
        mark = f"{work}/added{k}"
        if os.path.exists(mark):
            continue
        subprocess.run([signet, "index", "add", *files[k:k + 500], "--db", db, "--jobs", "2", "-q", "--no-thumbnail"], stdout=subprocess.DEVNULL)
        open(mark, "w").close()


def look_up(signet, db, files, path):
    """Answers by file name; those that stand in `path` already are not asked for again."""
    answers = {}
    if os.path.exists(path):
        answers = {os.path.basename(d["file"]): d for d in map(json.loads, open(path))}
    rest = [f for f in files if os.path.basename(f) not in answers]
    for k in range(0, len(rest), 50):
        found = robustness.search(signet, db, rest[k:k + 50])
        with open(path, "a") as file:
            file.writelines(json.dumps(d) + "\n" for d in found.values())
        answers.update(found)
    return answers


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--cache", default=".build/pictures", help="where the packages' pictures are kept")
    p.add_argument("--strangers", type=int, default=1000)
    p.add_argument("--indexed", type=int, default=10_000)
    p.add_argument("--drawn", type=int, default=320, help="how many of each side are drawn, of kinds that resemble each other")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--work", help="a folder that is kept: a run that was interrupted goes on there")
    p.add_argument("--same", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "same-artwork.txt"),
                   help="pairs of file names that were looked at and show the same artwork")
    a = p.parse_args()
    a.signet = os.path.abspath(a.signet)
    pictures.fetch(a.cache, pictures.PACKAGES + pictures.CROWD)
    same = set()
    if os.path.exists(a.same):
        same = {tuple(line.split("\t")[:2]) for line in open(a.same) if line.strip() and not line.startswith("#")}
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.abspath(a.work or folder)
        drawings = drawn(f"{folder}/drawn", a.drawn)

        # Names that say where a picture comes from.
        def shelve(paths, shelf):
            os.makedirs(f"{folder}/{shelf}", exist_ok=True)
            names = []
            for number, path in enumerate(paths):
                package = os.path.relpath(path, a.cache).split(os.sep)[0] if not path.startswith(folder) else "drawn"
                names.append(f"{folder}/{shelf}/{number:05}_{package}_{os.path.basename(path)}")
                if not os.path.lexists(names[-1]):
                    os.symlink(os.path.abspath(path), names[-1])
            return names
        begun, db = time.time(), f"{folder}/db"
        crowd = shelve(drawings[0] + choose(a.cache, pictures.CROWD, a.indexed - a.drawn, a.seed), "crowd")
        strangers = shelve(drawings[1] + choose(a.cache, pictures.PACKAGES, a.strangers - a.drawn, a.seed), "strangers")
        index(a.signet, db, crowd, folder)
        print(f"{len(crowd)} pictures indexed after {time.time() - begun:.0f} s", flush=True)
        found, looked, pairs, unread = [], [], 0, 0
        for file, answer in look_up(a.signet, db, strangers, f"{folder}/answers.jsonl").items():
            if "error" in answer:
                unread += 1
                continue
            pairs += answer["images"]
            looked.append(file)
            for m in answer["matches"]:
                found.append((m["grade"], file, m["record"]["name"], m.get("votes"), m.get("correlation"), m.get("distance")))
        print(f"{len(strangers) - unread} strangers looked up after {time.time() - begun:.0f} s, {unread} unreadable; {pairs:,} pairs")
    plain = lambda name: name.split("_", 1)[1]
    is_drawn = lambda name: plain(name).startswith("drawn_")
    listed = [f for f in found if (plain(f[1]), plain(f[2])) in same]
    alike = [f for f in found if is_drawn(f[1]) and is_drawn(f[2])]
    unjudged = [f for f in found if f not in listed and f not in alike]
    for title, rows in (("the same artwork, as judged by eye", listed), ("drawn by one hand", alike), ("matched", unjudged)):
        print(f"{title}: {len(rows)}")
        for grade, file, record, votes, correlation, distance in sorted(rows, key=str):
            print(f"    {grade}: {plain(file)} {plain(record)}  votes {votes}, correlation {correlation}, distance {distance}")
    sure = ("confirmed", "part", "exact")
    drawn_pairs = sum(is_drawn(f) for f in looked) * a.drawn
    print(f"drawn by one hand: {sum(f[0] in sure for f in alike)} of {drawn_pairs:,} pairs confirmed or part of an image")
    wrong = [f for f in unjudged if f[0] in sure]
    if not wrong and pairs > drawn_pairs:
        print(f"of the other {pairs - drawn_pairs:,} pairs no unrelated one was confirmed or part of an image: below"
              f" {3 / (pairs - drawn_pairs):.1e} (95 %, rule of three)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
