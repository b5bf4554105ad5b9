#!/usr/bin/env python3
"""Random damage: whatever is wrong with a file, signet ends with a code of its table and stays within its limits.

Changes signed and unsigned small pictures (bit flips, bytes set, cuts, parts doubled, lengths that lie, nesting), half of
the time with the PNG checksums repaired, and runs `signet verify --json` and `signet inspect` on each. A mutant depends
only on --seed and its number: `--emit N --to FILE` makes one again. Prints one line per offender and `N passed, N failed`.
With --files, the files of those folders are run as they are, before the mutants.
"""
import argparse, json, os, random, sys, tempfile
import harness
import structure

CPU_SECONDS, MEGABYTES = 2.0, 64
NUMBERS = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]
BOMBS = [b"\x81" * 60_000, b"\xa1\x61a" * 20_000, b"\x9f" * 60_000, b"\0\0\0\0jumb" * 8_000, b"<a>" * 20_000, b"\x9b" + b"\xff" * 8]


def spot(r, data):
    """An offset, half of the time in or near the credentials."""
    at = data.find(b"jumb")
    if at >= 0 and r.random() < 0.5:
        return min(len(data) - 1, at + r.randrange(4096))
    return r.randrange(len(data))


def damaged(r, data):
    data = bytearray(data)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        if len(data) < 16:
            break
        p, how = spot(r, bytes(data)), r.randrange(7)
        if how == 0:
            data[p] ^= 1 << r.randrange(8)
        elif how == 1:
            data[p:p + r.choice([1, 4, 64, 1024])] = bytes([r.choice([0, 255, 0x7f, 0x1b])]) * 4
        elif how == 2:
            del data[p:]
        elif how == 3:
            n = r.choice([1, 12, 100, 4000])
            data[p:p] = data[p:p + n] * r.choice([1, 2, 50])
        elif how == 4:
            del data[p:p + r.choice([1, 12, 300])]
        elif how == 5:
            data[p:p + 4] = r.choice(NUMBERS).to_bytes(4, "big")
        else:
            bomb = r.choice(BOMBS)
            data[p:p + r.choice([0, len(bomb)])] = bomb
    data = bytes(data)
    if r.random() < 0.5 and data.startswith(structure.PNG_MAGIC):
        try:
            data = structure.png(structure.chunks(data))
        except Exception:
            pass
    return data


def offences(signet, path):
    size, wrong = os.path.getsize(path) / (1 << 20), []
    with open(path, "rb") as f:
        before = f.read()
    for argv in ([signet, "verify", path, "--json"], [signet, "inspect", path]):
        r = harness.run(argv)
        text = (r.out + r.err).decode("utf-8", "replace")
        if r.code not in harness.EXIT_CODES or r.code == 1:
            wrong.append(f"{argv[1]} ended with {r.code}: {text[-200:]!r}")
        if r.cpu > CPU_SECONDS:
            wrong.append(f"{argv[1]} took {r.cpu:.2f} CPU seconds")
        if r.rss > MEGABYTES + size:
            wrong.append(f"{argv[1]} took {r.rss:.0f} MB for {size:.1f} MB")
        if harness.CONTROLS.search(text):
            wrong.append(f"{argv[1]} printed control characters")
        if "--json" in argv:
            try:
                json.loads(r.out)
            except ValueError:
                wrong.append("stdout is not JSON")
    with open(path, "rb") as f:
        if f.read() != before:
            wrong.append("the file was changed")
    return wrong


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--count", type=int, default=1000)
    p.add_argument("--seed", default="1")
    p.add_argument("--files", nargs="*", default=[], help="folders whose files are run as they are, and damaged too")
    p.add_argument("--keep", help="a folder to leave the offenders in")
    p.add_argument("--emit", type=int)
    p.add_argument("--to", default="mutant.bin")
    a = p.parse_args()
    passed = failed = 0

    def judge(name, path):
        nonlocal passed, failed
        wrong = offences(a.signet, path)
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f"{name}: {'; '.join(wrong)}", flush=True)
            if a.keep:
                os.makedirs(a.keep, exist_ok=True)
                with open(path, "rb") as f, open(os.path.join(a.keep, os.path.basename(name)), "wb") as g:
                    g.write(f.read())

    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        certs, seeds = os.path.join(folder, "certs"), []
        harness.certificates(a.signet, certs, "es256")
        for source in harness.pictures(folder, harness.FORMATS).values():
            end = os.path.splitext(source)[1]
            first = harness.sign(a.signet, source, os.path.join(folder, "first" + end), certs)
            second = harness.sign(a.signet, first, os.path.join(folder, "second" + end), certs, "es256", "--source", "ai-edit")
            seeds += [source, first, first, second]
        for top in a.files:
            for base, _, names in sorted(os.walk(top)):
                for name in sorted(names):
                    path = os.path.join(base, name)
                    judge(path, path)
                    if 16 <= os.path.getsize(path) <= 1 << 20:
                        seeds.append(path)
        for number in [a.emit] if a.emit is not None else range(a.count):
            r = random.Random(f"{a.seed}:{number}")
            source = seeds[number % len(seeds)]
            with open(source, "rb") as f:
                data = damaged(r, f.read())
            path = os.path.join(folder, "mutant" + os.path.splitext(source)[1]) if a.emit is None else a.to
            with open(path, "wb") as f:
                f.write(data)
            if a.emit is None:
                judge(f"mutant-{a.seed}-{number}", path)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
