#!/usr/bin/env python3
"""Forged and damaged files: none may pass as intact, none may pass as having no credentials.

Signs a picture of each format with signet (and one beside its record), takes them apart and puts them together wrongly: bytes
in places no hash covers, boxes added, removed, renamed and swapped, lengths that lie, nesting bombs, other containers, earlier
manifests changed, redacted things put back, time-stamps and OCSP responses of others. Every checksum is repaired, so that only
the credentials themselves can tell. Signatures of the reference implementation have room that no signature covers; where it is
installed (c2pa-python in .build/venv), its files are attacked as well where that takes such room. A case holds when `signet verify`
  - does not end with 0, 11 or 12 (the content is as it was signed),
  - does not end with 10 (no credentials) while a store is in the file,
  - ends with a code of the table, without a signal, within 2 CPU seconds and 64 MB plus the size of the file,
and `signet inspect` keeps the same limits. Time-stamps and OCSP responses that are not what they should be may prove nothing.
Prints one line per offender and `N passed, N failed`.
"""
import argparse, os, subprocess, sys, tempfile
import harness
import attack_containers, attack_history, attack_store
from attack_file import CASES, File

CPU_SECONDS, MEGABYTES = 2.0, 64
PYTHON = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".build", "venv", "bin", "python")
FORMATS = [name for name in harness.FORMATS if name != "tiff pages"]
AUTHOR = '[{"label":"org.example.author","data":{"name":"Jane Example"}}]'


class Count:
    def __init__(self, keep):
        self.keep, self.passed, self.failed, self.worst, self.slowest = keep, 0, 0, (0, 0), ""

    def add(self, name, wrong, run, path=None):
        self.passed, self.failed = self.passed + (not wrong), self.failed + bool(wrong)
        if (run.cpu, run.rss) > self.worst:
            self.worst, self.slowest = (run.cpu, run.rss), name
        if wrong:
            print(f"{name}: {'; '.join(wrong)}", flush=True)
            if self.keep and path:
                os.makedirs(self.keep, exist_ok=True)
                with open(path, "rb") as f, open(os.path.join(self.keep, name.replace(" ", "-") + os.path.splitext(path)[1]), "wb") as g:
                    g.write(f.read())


def judge(signet, path, root, hides):
    """What is wrong with signet's answer, or an empty list."""
    size, wrong = os.path.getsize(path) / (1 << 20), []
    for argv in ([signet, "verify", path, "--trust", root], [signet, "inspect", path]):
        r = harness.run(argv)
        if r.code not in harness.EXIT_CODES or r.code == 1:
            wrong.append(f"{argv[1]} ended with {r.code}")
        elif argv[1] == "verify" and r.code in harness.INTACT:
            wrong.append(f"accepted: exit code {r.code}")
        elif argv[1] == "verify" and r.code in (10, 16) and not hides:
            wrong.append(f"not seen: exit code {r.code}")
        if r.cpu > CPU_SECONDS:
            wrong.append(f"{argv[1]} took {r.cpu:.2f} CPU seconds")
        if r.rss > MEGABYTES + size:
            wrong.append(f"{argv[1]} took {r.rss:.0f} MB for {size:.1f} MB")
        if harness.CONTROLS.search((r.out + r.err).decode("utf-8", "replace")):
            wrong.append(f"{argv[1]} printed control characters")
    return wrong, r


def variant(name, data):
    """Another picture of the same format."""
    if name == "png":
        return harness.png(seed=7)
    if name == "jpeg":
        return data.replace(b"\xff\xdb", b"\xff\xfe\0\5abc\xff\xdb", 1)
    if name == "webp":
        more = b"XMP \2\0\0\0ab"
        return data[:4] + (len(data) - 8 + len(more)).to_bytes(4, "little") + data[8:] + more
    if name == "gif":
        return data[:-1] + b"\x21\xfe\3abc\0;"
    if name in ("svg", "tiff"):
        return data.replace(b"#123456", b"#654321").replace(bytes(range(0, 24, 3)), bytes(range(1, 25, 3)))
    return data + b"\0\0\0\x0cfreeabcd"


def write(path, data, image):
    """Writes what a case built; `image` when the record is beside it. Returns what is to be verified."""
    if image is None:
        with open(path, "wb") as f:
            f.write(data)
        return path
    data, image = data if isinstance(data, tuple) else (data, image)
    for end, content in ((".c2pa", data), (".png", image)):
        with open(os.path.splitext(path)[0] + end, "wb") as f:
            f.write(content)
    return os.path.splitext(path)[0] + ".png"


def read(path):
    with open(path, "rb") as f:
        return f.read()


class Seeds:
    """Signed files of every format: fresh, and after a second turn with a redaction."""

    def __init__(self, signet, folder, names):
        self.signet, self.folder = signet, folder
        self.certs = os.path.join(folder, "certs")
        self.root = harness.certificates(signet, self.certs, "es256")
        self.fresh, self.edited, wanted = {}, {}, []
        with open(os.path.join(folder, "author.json"), "w") as f:
            f.write(AUTHOR)
        for name, source in harness.pictures(folder, [n for n in names if n != "sidecar"]).items():
            end = os.path.splitext(source)[1]
            other = os.path.join(folder, "other" + end)
            with open(other, "wb") as f:
                f.write(variant(name, read(source)))
            signed = [harness.sign(signet, s, os.path.join(folder, f"signed-{i}{end}"), self.certs) for i, s in enumerate((source, other))]
            harness.checked([signet, "verify", *signed, "--trust", self.root], "the unchanged files have to pass")
            wanted.append((name, source, os.path.join(folder, "padded" + end), harness.MIME[end[1:]]))
            self.fresh[name] = (File(read(signed[0]), File(read(signed[1]), None)), end)
            first = harness.sign(signet, source, os.path.join(folder, "first" + end), self.certs, "es256", "--source", "ai",
                                 "--assertions", os.path.join(folder, "author.json"))
            second = harness.sign(signet, first, os.path.join(folder, "second" + end), self.certs, "es256", "--source", "ai-edit")
            without = harness.sign(signet, first, os.path.join(folder, "without" + end), self.certs, "es256", "--source", "ai-edit",
                                   "--redact", "org.example.author")
            harness.checked([signet, "verify", second, without, "--trust", self.root], "the unchanged files have to pass")
            self.edited[name] = (File(read(second), None), File(read(without), None), end)
        if "sidecar" in names:
            files = []
            for i, image in enumerate((harness.png(), harness.png(seed=7))):
                path = os.path.join(folder, f"beside-{i}.png")
                with open(path, "wb") as f:
                    f.write(image)
                files.append((read(harness.sign_beside(signet, path, self.certs)), image))
                harness.checked([signet, "verify", path, "--trust", self.root], "the unchanged file has to pass")
            self.fresh["sidecar"] = (File(files[0][0], File(files[1][0], None, image=files[1][1]), image=files[0][1]), ".c2pa")
        self.pad(wanted)

    def pad(self, wanted):
        """Files by the reference implementation, where it is installed."""
        arguments = [x for row in wanted for x in row[1:]]
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference_seeds.py")
        if not os.path.exists(PYTHON) or subprocess.run([PYTHON, "-c", "import c2pa"], capture_output=True).returncode:
            print("SKIPPED: attacks on padding; c2pa-python is not installed", file=sys.stderr)
            return
        harness.checked([PYTHON, script, self.certs, *arguments], "the reference implementation cannot sign")
        for name, _, path, _ in wanted:
            harness.checked([self.signet, "verify", path, "--trust", self.root], "the unchanged file has to pass")
            self.fresh[name][0].padded = File(read(path), self.fresh[name][0].other)


def stores(signet, folder, seeds, only, count, absent):
    for name, (build, formats, hides) in CASES.items():
        for format, (file, end) in seeds.fresh.items():
            if formats and format not in formats or only not in f"{format} {name}":
                continue
            for by, seed in (("", file), (" by the reference", file.padded)):
                data = build(seed) if seed else None
                if data is None:
                    if not by and not (file.padded and build(file.padded) is not None):
                        absent.append(f"{format} {name}")
                    continue
                # What does not take room is the same attack on files of both.
                if by and build(file) is not None and format not in ("png", "jpeg"):
                    continue
                if data == seed.data:
                    sys.exit(f"attack: {format} {name} changes nothing")
                path = write(os.path.join(folder, f"case{end}"), data, seed.image)
                wrong, r = judge(signet, path, seeds.root, hides is True or hides and format in hides)
                count.add(f"{format} {name}{by}", wrong, r, path)
                for ending in {end, ".c2pa", os.path.splitext(path)[1]}:
                    if os.path.exists(os.path.join(folder, f"case{ending}")):
                        os.unlink(os.path.join(folder, f"case{ending}"))


def histories(signet, folder, seeds, only, count):
    for format, (second, without, end) in seeds.edited.items():
        secret = second.tree().children[1].find(b"c2pa.assertions").find(b"org.example.author")
        for cases, seed, more in ((attack_history.PARENTS, second, ()), (attack_history.REDACTIONS, without, (secret,))):
            for name, change in cases.items():
                if only not in f"{format} {name}":
                    continue
                tree = seed.tree()
                change(tree, tree.children[1], tree.children[2], *[x.copy() for x in more])
                data = seed.with_store(tree)
                path = write(os.path.join(folder, f"case{end}"), data, None)
                wrong, r = judge(signet, path, seeds.root, False)
                count.add(f"{format} {name}", wrong, r, path)


def detached(signet, folder, seeds, only, count):
    """The record is put beside its file, whose excluded range then has other content."""
    for format, (file, end) in seeds.fresh.items():
        for name, build in attack_containers.DETACHED.items():
            if format == "sidecar" or only not in f"{format} {name}" or (data := build(file)) is None:
                continue
            path = write(os.path.join(folder, f"case{end}"), data, None)
            with open(os.path.join(folder, "case.c2pa"), "wb") as f:
                f.write(file.store)
            wrong, r = judge(signet, path, seeds.root, False)
            count.add(f"{format} {name}", wrong, r, path)
            os.unlink(os.path.join(folder, "case.c2pa"))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--formats", default=",".join(FORMATS + ["sidecar"]), help="formats, separated by commas")
    p.add_argument("--only", default="", help="only cases whose format and name contain this")
    p.add_argument("--keep", help="a folder to leave the offenders in")
    p.add_argument("--list", action="store_true", help="print the names of the cases")
    a = p.parse_args()
    if a.list:
        rows = [(" ".join(only or ["all"]), name) for name, (_, only, _) in CASES.items()]
        rows += [("history", name) for name in [*attack_history.PARENTS, *attack_history.REDACTIONS, *attack_containers.DETACHED]]
        print("\n".join(f"{formats:16} {name}" for formats, name in rows))
        return 0
    count, absent = Count(a.keep), []
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        seeds = Seeds(a.signet, folder, a.formats.split(","))
        stores(a.signet, folder, seeds, a.only, count, absent)
        histories(a.signet, folder, seeds, a.only, count)
        detached(a.signet, folder, seeds, a.only, count)
        times = os.path.join(folder, "times")
        os.mkdir(times)
        if any(x in a.only for x in ("time_stamp", "ocsp")) or not a.only:
            for name, wrong, r in attack_history.judged_times(a.signet, times):
                if a.only in name:
                    count.add(name, wrong, r)
    if absent:
        print(f"{len(absent)} do not apply (no room to misuse): {', '.join(absent)}")
    print(f"slowest: {count.slowest}: {count.worst[0]:.2f} CPU seconds, {count.worst[1]:.0f} MB")
    print(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed or not count.passed else 0


if __name__ == "__main__":
    sys.exit(main())
