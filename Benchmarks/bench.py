#!/usr/bin/env python3
"""Time and memory of signing and verifying, beside the reference implementation (c2pa-rs through c2pa-python).

Both sides work in a running process, on the same files, in turns, and on one thread; what counts is CPU time, in medians.
Both sign with ES256 and without thumbnail and time-stamp; both verify against a trust list with the root of the signer.
The reference's Python objects that can be made once (signer, settings, trust list) are made once and not counted.

The figures that are compared are from bytes in memory to bytes in memory. What signet does beyond that for its users
(checking what it wrote, waiting for the disk, hashing the whole file, reading EXIF and XMP) has columns of its own, and so
has what it costs to meet a signer for the first time, because signet remembers certificates and trust paths.
Memory and start-up are those of the `signet` program. Exit code 1: a goal is missed.
"""
import argparse, io, json, os, platform, statistics, subprocess, sys, tempfile, time, zlib
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "scripts"))
import c2pa
import harness

SETTINGS = {"version": 1, "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
            "builder": {"thumbnail": {"enabled": False}}}
CREATED = {"claim_generator_info": [{"name": "bench", "version": "1"}], "title": "bench", "assertions": [
    {"label": "c2pa.actions.v2", "data": {"actions": [
        {"action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}]}}]}
#: What one process may hold in anonymous memory, whatever the size of the image.
MEMORY_GOAL = 32


# ---------------------------------------------------------------- pictures
def noise_png(path, width, height):
    """A PNG of noise, which does not compress, in IDAT chunks of 8 KB as libpng writes them."""
    rows = b"".join(b"\0" + os.urandom(width * 3) for _ in range(height))
    data = zlib.compress(rows, 1)
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + harness.png_chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"))
        for start in range(0, len(data), 8192):
            f.write(harness.png_chunk(b"IDAT", data[start:start + 8192]))
        f.write(harness.png_chunk(b"IEND", b""))


def huge_png(path, size):
    """About `size` bytes of IDAT chunks; only the sizes are like a picture's."""
    block = b"".join(harness.png_chunk(b"IDAT", os.urandom(8192)) for _ in range(1024))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + harness.png_chunk(b"IHDR", b"\0\0\x40\0\0\0\x40\0\x08\x02\0\0\0"))
        for _ in range(size // len(block)):
            f.write(block)
        f.write(harness.png_chunk(b"IEND", b""))


def noise_jpeg(path, width, height):
    from PIL import Image
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(path, quality=80)


# ---------------------------------------------------------------- the reference
class Reference:
    """The peer, in this process."""

    def __init__(self, certs):
        def read(name):
            with open(os.path.join(certs, name), "rb") as f:
                return f.read()
        self.signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", read("es256.chain.pem"), read("es256.key.pem"), None))
        self.context = c2pa.Context.from_dict(SETTINGS)
        self.trusting = c2pa.Context.from_dict(dict(SETTINGS, trust={"trust_anchors": read("root.pem").decode()}))

    def sign(self, data, mime):
        c2pa.Builder(CREATED, context=self.context).sign(self.signer, mime, io.BytesIO(data), io.BytesIO())

    def verify(self, data, mime):
        """All checks are made when the reader is made; its JSON is not asked for."""
        c2pa.Reader(mime, io.BytesIO(data), context=self.trusting).close()

    def expect_trusted(self, data, mime):
        with c2pa.Reader(mime, io.BytesIO(data), context=self.trusting) as reader:
            state = reader.get_validation_state()
        if state != "Trusted":
            sys.exit(f"bench: the reference says {state}")

    def samples(self, work, count):
        figures = []
        for i in range(count + 1):
            start = time.process_time()
            work()
            if i:
                figures.append((time.process_time() - start) * 1000)
        return figures


# ---------------------------------------------------------------- measuring
class Figures:
    """Milliseconds by case, collected over all rounds."""

    def __init__(self):
        self.cpu, self.wall = {}, {}

    def add(self, case, cpu, wall=()):
        self.cpu.setdefault(case, []).extend(cpu)
        self.wall.setdefault(case, []).extend(wall)

    def median(self, *case):
        return statistics.median(self.cpu[case])

    def text(self, *case):
        value = self.median(*case)
        return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"

    def wall_text(self, *case):
        value = statistics.median(self.wall[case])
        return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def run_ours(binary, work, source, output, certs, count):
    r = subprocess.run([binary, work, source, output, certs, str(count)], stdout=subprocess.PIPE)
    if r.returncode:
        sys.exit(f"bench: {work} of {source} ended with {r.returncode}")
    answer = json.loads(r.stdout)
    return answer["cpu"], answer["wall"]


def spawn(argv):
    """Runs a program; returns CPU and wall-clock milliseconds."""
    start = time.monotonic()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    wall = (time.monotonic() - start) * 1000
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"bench: {' '.join(argv)} ended with {os.waitstatus_to_exitcode(status)}")
    return (usage.ru_utime + usage.ru_stime) * 1000, wall


def peak_memory(argv):
    """Largest anonymous and largest resident memory of a process, in MB.

    Linux keeps no mark of the largest anonymous memory, so /proc is read as often as Python can, every few tens of
    microseconds. The resident mark (VmHWM) is the kernel's and misses nothing; it also counts the program's own pages.
    """
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    anonymous = resident = 0
    descriptor = os.open(f"/proc/{process.pid}/status", os.O_RDONLY)
    while True:
        try:
            fields = os.pread(descriptor, 8192, 0)
        except ProcessLookupError:
            break
        at = fields.find(b"RssAnon:")
        # A process that has ended has no memory lines any more.
        if at < 0:
            break
        # Before exec this is a copy of Python.
        if not fields.startswith(b"Name:\t" + os.path.basename(os.path.realpath(argv[0])).encode()[:15]):
            continue
        anonymous = max(anonymous, int(fields[at + 8:].split(None, 1)[0]))
        resident = max(resident, int(fields[fields.find(b"VmHWM:") + 6:].split(None, 1)[0]))
    os.close(descriptor)
    if process.wait():
        sys.exit(f"bench: {' '.join(argv)} ended with {process.returncode}")
    return anonymous / 1024, resident / 1024


class Picture:
    def __init__(self, name, folder, make, rounds):
        self.name, self.count = name, rounds
        self.mime = "image/jpeg" if "JPEG" in name else "image/png"
        end = ".jpg" if "JPEG" in name else ".png"
        base = os.path.join(folder, name.replace(" ", "-"))
        self.source, self.signed, self.output = base + end, base + ".signed" + end, base + ".output" + end
        make(self.source)


SIGNING = ["sign-bytes", "sign-file", "sign-file-checked", "sign-file-durable"]
VERIFYING = ["verify-bytes", "verify-file", "verify-file-fully", "digest-bytes"]


def measure(a, folder, certs, root):
    pictures = [
        Picture("100 KB PNG", folder, lambda p: noise_png(p, 190, 175), 100),
        Picture("1 MB JPEG", folder, lambda p: noise_jpeg(p, 950, 750), 40),
        Picture("4 MB JPEG", folder, lambda p: noise_jpeg(p, 1900, 1500), 20),
        Picture("26 MB PNG", folder, lambda p: noise_png(p, 3000, 2890), 7),
    ]
    reference, figures = Reference(certs), Figures()
    for picture in pictures:
        harness.sign(a.signet, picture.source, picture.signed, certs)
        with open(picture.source, "rb") as f:
            picture.plain = f.read()
        with open(picture.signed, "rb") as f:
            picture.bytes = f.read()
        reference.expect_trusted(picture.bytes, picture.mime)
    for turn in range(a.rounds):
        for p in pictures:
            if sys.stderr.isatty():
                print(f"\rround {turn + 1} of {a.rounds}, {p.name}    ", end="", file=sys.stderr, flush=True)
            for work in SIGNING:
                figures.add((p.name, work), *run_ours(a.bench, work, p.source, p.output, certs, p.count))
            figures.add((p.name, "peer-sign"), reference.samples(lambda: reference.sign(p.plain, p.mime), p.count))
            for work in VERIFYING:
                figures.add((p.name, work), *run_ours(a.bench, work, p.signed, p.output, certs, p.count))
            if p is pictures[0]:
                work = "verify-bytes-of-strangers"
                figures.add((p.name, work), *run_ours(a.bench, work, p.source, p.output, certs, p.count))
            figures.add((p.name, "peer-verify"), reference.samples(lambda: reference.verify(p.bytes, p.mime), p.count))
            for _ in range(p.count):
                cpu, wall = spawn(["openssl", "dgst", "-sha256", p.signed])
                figures.add((p.name, "openssl"), [cpu], [wall])
        for _ in range(-(-50 // a.rounds)):
            cpu, wall = spawn([a.signet, "--version"])
            figures.add(("start",), [cpu], [wall])
    return pictures, figures


def memory(a, folder, certs, root, pictures):
    """Peak memory of whole `signet` runs on files of two sizes."""
    huge = os.path.join(folder, "huge.png")
    huge_png(huge, 512 << 20)
    rows = []
    for name, source in (("26 MB PNG", pictures[-1].source), ("512 MB PNG", huge)):
        output = os.path.join(folder, "huge-signed.png")
        sign = peak_memory([a.signet, "sign", source, "-o", output, "--force", "--key", f"{certs}/es256.key.pem",
                            "--cert", f"{certs}/es256.chain.pem", "--source", "ai"])
        verify = peak_memory([a.signet, "verify", output, "--trust", root, "-q"])
        rows.append((name, sign, verify))
        os.unlink(output)
    return rows


# ---------------------------------------------------------------- printing
def goals(figures, rows):
    """Each goal: what, the figure, what it is held against, the ratio, the goal and whether it is met."""
    small, large = "100 KB PNG", "26 MB PNG"

    def faster(what, name, ours, peer, least):
        ratio = figures.median(name, peer) / figures.median(name, ours)
        return [f"{what}, CPU", f"{figures.text(name, ours)} ms", f"c2pa-python {figures.text(name, peer)} ms",
                f"{ratio:.1f}x faster", f"≥ {least}x" if least else "none", ratio >= least]
    dgst = figures.median(large, "verify-bytes") / figures.median(large, "openssl")
    startup = statistics.median(figures.wall["start",])
    high = max(max(sign[0], verify[0]) for _, sign, verify in rows)
    return [
        faster(f"verify a {small}", small, "verify-bytes", "peer-verify", 5),
        faster("the same, signer and issuer never seen before", small, "verify-bytes-of-strangers", "peer-verify", 0),
        [f"verify a {large}, CPU", f"{figures.text(large, 'verify-bytes')} ms",
         f"`openssl dgst -sha256` {figures.text(large, 'openssl')} ms", f"{dgst:.2f}x as long", "≤ 1.3x", dgst <= 1.3],
        faster(f"sign a {small}", small, "sign-bytes", "peer-sign", 4),
        faster(f"sign a {large}", large, "sign-bytes", "peer-sign", 3),
        ["peak anonymous memory, sign and verify, to 512 MB", f"{high:.1f} MB", "", "", f"≤ {MEMORY_GOAL} MB", high <= MEMORY_GOAL],
        ["`signet --version`, wall clock", f"{startup:.1f} ms", "", "", "≤ 10 ms", startup <= 10],
    ]


def table(head, rows):
    lines = [head, ["---"] * len(head)] + rows
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def details(pictures, figures, rows):
    sign = [[p.name, figures.text(p.name, "sign-bytes"), figures.text(p.name, "peer-sign"), figures.text(p.name, "sign-file"),
             figures.text(p.name, "sign-file-checked"), figures.text(p.name, "sign-file-durable"),
             figures.wall_text(p.name, "sign-file-durable")] for p in pictures]
    verify = [[p.name, figures.text(p.name, "verify-bytes"), figures.text(p.name, "peer-verify"),
               figures.text(p.name, "verify-file"), figures.text(p.name, "verify-file-fully"),
               figures.text(p.name, "digest-bytes"), figures.text(p.name, "openssl")] for p in pictures]
    held = [[name] + [f"{figure:.1f}" for figure in sign + verify] for name, sign, verify in rows]
    return "\n".join([
        table(["Sign, CPU ms", "bytes to bytes", "c2pa-python, the same", "file to file", "+ self-check",
               "+ sync (`signet sign`)", "the same, wall clock"], sign),
        table(["Verify, CPU ms", "bytes", "c2pa-python, the same", "file", "+ file hash and metadata (`signet verify`)",
               "SHA-256 alone, in memory", "`openssl dgst`"], verify),
        table(["Peak memory, MB", "sign: anonymous", "sign: resident", "verify: anonymous", "verify: resident"], held)])


def machine():
    with open("/proc/cpuinfo") as f:
        model = next((line.split(":", 1)[1].strip() for line in f if line.startswith("model name")), platform.machine())
    return f"{model}, Linux {platform.release().split('-')[0]}, c2pa-rs {c2pa.sdk_version()}, {time.strftime('%Y-%m-%d')}"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--bench", default=os.path.join(HERE, ".build", "release", "Bench"), help="the measuring program")
    p.add_argument("--rounds", type=int, default=5, help="how often the two sides take turns")
    p.add_argument("--markdown", action="store_true", help="only the table of the goals, for README.md")
    a = p.parse_args()
    a.signet = os.path.abspath(a.signet)
    # Beside the build products, and so on a disk: on a memory file system syncing would cost nothing.
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.dirname(a.bench))) as folder:
        certs = os.path.join(folder, "certs")
        root = harness.certificates(a.signet, certs, "es256")
        pictures, figures = measure(a, folder, certs, root)
        rows = memory(a, folder, certs, root, pictures)
    met = goals(figures, rows)
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    print(table(["Goal", "signet", "held against", "ratio", "goal", "met"],
                [line[:-1] + ["" if line[-2] == "none" else "yes" if line[-1] else "**no**"] for line in met]))
    if not a.markdown:
        print(details(pictures, figures, rows))
    print(f"Medians on {machine()}.")
    return 0 if all(line[-1] for line in met) else 1


if __name__ == "__main__":
    sys.exit(main())
