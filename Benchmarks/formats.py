#!/usr/bin/env python3
"""Sign and verify in every format beside the reference implementation, and `signet verify FOLDER` over many files.

As in bench.py: CPU time, medians, both sides in a running process and in turns, one thread, ES256, no thumbnail, no
time-stamp. The pictures hold about 100 KB of noise each, or --size; hashing
limits the ratio of large ones. Formats the reference does not read have no ratio.

The folder part runs whole programs: one job beside two by wall clock and CPU time, and the peak memory of a tenth of the
files beside that of all. Exit code 1: a goal is missed.
"""
import argparse, os, subprocess, sys, tempfile, time
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "scripts"))
import bench, harness

#: How much faster than the reference each format has to be.
GOAL = 3
#: How much faster two jobs have to be than one.
JOBS_GOAL = 1.8
FORMATS = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "tif": "image/tiff",
           "svg": "image/svg+xml", "avif": "image/avif", "heic": "image/heic", "jxl": "image/jxl"}


def noise(width, height):
    from PIL import Image
    return Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))


def padded_bmff(small, size):
    """A harness picture of the BMFF family with `size` bytes of noise in a `free` box behind it."""
    return small + (size + 8).to_bytes(4, "big") + b"free" + os.urandom(size)


def make(kind, path, size):
    side = int((size / 3) ** 0.5)
    if kind == "png":
        return bench.noise_png(path, side, side)
    if kind in ("jpg", "webp"):
        return noise(2 * side, 2 * side).save(path, quality=80)
    if kind == "gif":
        return noise(side * 3 // 2, side * 3 // 2).convert("P").save(path)
    if kind == "tif":
        return noise(side, side).save(path)
    if kind == "svg":
        data = harness.svg()
        data = data.replace(b"</svg>", b"<desc>" + os.urandom(size // 2).hex().encode() + b"</desc></svg>")
    elif kind == "jxl":
        data = padded_bmff(harness.jxl(), size)
    else:
        data = padded_bmff(getattr(harness, kind)(), size)
    with open(path, "wb") as f:
        f.write(data)


def formats(a, folder, certs):
    reference, rows, met = bench.Reference(certs), [], True
    for kind, mime in FORMATS.items():
        figures = bench.Figures()
        source, signed, output = (os.path.join(folder, f"{name}.{kind}") for name in ("source", "signed", "output"))
        make(kind, source, a.size)
        harness.sign(a.signet, source, signed, certs)
        with open(source, "rb") as f:
            plain = f.read()
        with open(signed, "rb") as f:
            data = f.read()
        try:
            reference.expect_trusted(data, mime)
            peer = True
        except Exception:
            peer = False
        for _ in range(a.rounds):
            for work, name in (("sign-bytes", source), ("verify-bytes", signed)):
                figures.add((work,), *bench.run_ours(a.bench, work, name, output, certs, 30))
            if peer:
                figures.add(("peer-sign",), reference.samples(lambda: reference.sign(plain, mime), 30))
                figures.add(("peer-verify",), reference.samples(lambda: reference.verify(data, mime), 30))
        row = [kind, f"{len(plain) // 1000} KB"]
        for work in ("sign", "verify"):
            row.append(figures.text(f"{work}-bytes"))
            if peer:
                ratio = figures.median(f"peer-{work}") / figures.median(f"{work}-bytes")
                met = met and ratio >= GOAL
                row += [figures.text(f"peer-{work}"), f"{ratio:.1f}x" if ratio >= GOAL else f"**{ratio:.1f}x**"]
            else:
                row += ["does not read it", ""]
        rows.append(row)
    print(bench.table(["Format", "size", "sign, CPU ms", "c2pa-python", "ratio", "verify, CPU ms", "c2pa-python", "ratio"], rows))
    return met


def run(argv):
    """Wall-clock and CPU seconds of a program."""
    start = time.monotonic()
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"formats: {' '.join(argv)} ended with {process.returncode}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime


def many(a, folder, certs, root):
    """`signet verify FOLDER` over files of 100 KB, linked to ten different ones."""
    few, all_of_them = os.path.join(folder, "few"), os.path.join(folder, "all")
    os.mkdir(few), os.mkdir(all_of_them)
    signed = []
    for i in range(10):
        source, output = os.path.join(folder, f"s{i}.png"), os.path.join(folder, f"o{i}.png")
        bench.noise_png(source, 190, 175)
        harness.sign(a.signet, source, output, certs)
        signed.append(output)
    for i in range(a.files):
        os.link(signed[i % 10], os.path.join(all_of_them, f"{i:06}.png"))
        if i < a.files // 10:
            os.link(signed[i % 10], os.path.join(few, f"{i:06}.png"))

    def command(where, jobs):
        return [a.signet, "verify", where, "--trust", root, "--jobs", str(jobs), "--format", "jsonl"]
    walls = {1: [], 2: []}
    for _ in range(a.rounds):
        for jobs in walls:
            walls[jobs].append(run(command(all_of_them, jobs)))
    one, two = min(walls[1]), min(walls[2])
    ratio = one[0] / two[0]
    small, large = bench.peak_memory(command(few, 2)), bench.peak_memory(command(all_of_them, 2))
    print(bench.table(["`signet verify FOLDER`", "1 job", "2 jobs", "ratio", "goal"], [
        [f"{a.files} PNG of 100 KB, wall clock", f"{one[0]:.2f} s", f"{two[0]:.2f} s",
         f"{ratio:.2f}x", f"≥ {JOBS_GOAL}x"],
        ["the same, CPU time", f"{one[1]:.2f} s", f"{two[1]:.2f} s", "", ""]]))
    print(bench.table(["Peak anonymous memory, 2 jobs", "MB"], [
        [f"{a.files // 10} files", f"{small[0]:.1f}"], [f"{a.files} files", f"{large[0]:.1f}"]]))
    # The list of the names is held: some 100 bytes a file.
    return ratio >= JOBS_GOAL and large[0] <= small[0] + a.files * 400 / 1e6


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--bench", default=os.path.join(HERE, ".build", "release", "Bench"), help="the measuring program")
    p.add_argument("--rounds", type=int, default=3, help="how often the two sides take turns")
    p.add_argument("--size", type=int, default=100_000, help="about how many bytes a picture has")
    p.add_argument("--files", type=int, default=10_000, help="how many files the folder holds")
    a = p.parse_args()
    a.signet = os.path.abspath(a.signet)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.dirname(a.bench))) as folder:
        certs = os.path.join(folder, "certs")
        root = harness.certificates(a.signet, certs, "es256")
        met = [formats(a, folder, certs), many(a, folder, certs, root)]
    print(f"Medians on {bench.machine()}.")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
