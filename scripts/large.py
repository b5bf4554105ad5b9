#!/usr/bin/env python3
"""Large work: a sparse AVIF of 1 GB is signed and verified, and one run verifies 10,000 files. Peak memory is bounded.

  - The AVIF has one `mdat` box of 1 GB (--megabytes), mostly a hole, so that it needs no room on the disk that the file system
    does not ask for; its signed copy does. Verifying it may take 64 MB.
  - 10,000 files (--files) of 100 KB are judged in one process, in ten steps: the last may not take more than 8 MB more than the
    second.
Prints the figures and `N passed, N failed`.
"""
import argparse, os, shutil, struct, sys, tempfile
import harness

MEGABYTES, GROWTH = 64, 8


def avif(path, size):
    """An AVIF whose one item is `size` bytes at the end of its data."""
    def box(name, content): return struct.pack(">I4s", len(content) + 8, name) + content

    def head(offset):
        iloc = box(b"iloc", bytes(4) + b"\x44\0\0\1\0\1\0\0\0\1" + struct.pack(">II", offset, size))
        handler = box(b"hdlr", bytes(8) + b"pict" + bytes(13))
        item = box(b"iinf", bytes(4) + b"\0\1" + box(b"infe", b"\2\0\0\0\0\1\0\0av01\0"))
        meta = box(b"meta", bytes(4) + handler + box(b"pitm", bytes(4) + b"\0\1") + iloc + item)
        return box(b"ftyp", b"avif\0\0\0\0avifmif1miaf") + meta + struct.pack(">I4s", size + 8, b"mdat")

    with open(path, "wb") as f:
        f.write(head(len(head(0))))
        f.seek(size - 1, os.SEEK_CUR)
        f.write(b"\1")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--megabytes", type=int, default=1024)
    p.add_argument("--files", type=int, default=10_000)
    p.add_argument("--folder", help="where there is room for the large file and its signed copy")
    a = p.parse_args()
    passed = failed = 0

    def judge(name, right, text):
        nonlocal passed, failed
        passed, failed = passed + right, failed + (not right)
        print(f"{'ok  ' if right else 'MISS'} {name}: {text}", flush=True)

    with tempfile.TemporaryDirectory(dir=a.folder) as folder:
        certs = os.path.join(folder, "certs")
        root = harness.certificates(a.signet, certs, "es256")
        source, signed = os.path.join(folder, "large.avif"), os.path.join(folder, "signed.avif")
        avif(source, a.megabytes << 20)
        r = harness.run([a.signet, "sign", source, "-o", signed, "--source", "ai", "--no-timestamp", "--key", f"{certs}/es256.key.pem",
                         "--cert", f"{certs}/es256.chain.pem"], wall=600)
        judge("sign", r.code == 0 and r.rss <= MEGABYTES, f"{a.megabytes} MB: exit code {r.code}, {r.rss:.0f} MB, {r.cpu:.1f} CPU s")
        r = harness.run([a.signet, "verify", signed, "--trust", root], wall=600)
        judge("verify", r.code == 0 and r.rss <= MEGABYTES, f"{a.megabytes} MB: exit code {r.code}, {r.rss:.0f} MB, {r.cpu:.1f} CPU s")
        with open(signed, "r+b") as f:
            f.seek((a.megabytes << 20) * 3 // 4)
            f.write(b"\1")
        r = harness.run([a.signet, "verify", signed, "--trust", root], wall=600)
        judge("one byte changed", r.code == 13, f"exit code {r.code}, {r.rss:.0f} MB")
        os.unlink(source)
        os.unlink(signed)

        picture = os.path.join(folder, "picture.png")
        with open(picture, "wb") as f:
            f.write(harness.png(180, 180))
        one = harness.sign(a.signet, picture, os.path.join(folder, "one.png"), certs)
        many = os.path.join(folder, "many")
        os.mkdir(many)
        for number in range(a.files):
            os.link(one, os.path.join(many, f"{number}.png"))
        peaks, names = [], sorted(os.listdir(many))
        for step in range(1, 11):
            batch = os.path.join(folder, f"step{step}")
            os.mkdir(batch)
            for name in names[:a.files * step // 10]:
                os.link(os.path.join(many, name), os.path.join(batch, name))
            r = harness.run([a.signet, "verify", batch, "--trust", root, "--format", "jsonl", "--jobs", "2"], wall=600)
            if r.code != 0 or r.out.count(b"\n") < a.files * step // 10:
                judge("many files", False, f"exit code {r.code}")
            shutil.rmtree(batch)  # a file can have some 65,000 names only
            peaks.append(r.rss)
            if step in (1, 2, 10):
                print(f"     {a.files * step // 10} files: {r.rss:.0f} MB, {r.cpu:.1f} CPU s", flush=True)
        judge("flat", peaks[-1] - peaks[1] <= GROWTH, f"{peaks[1]:.0f} MB for {a.files // 5} files, {peaks[-1]:.0f} MB for {a.files}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
