#!/usr/bin/env python3
"""Time and memory of signing and verifying, beside the reference implementation (c2pa-python).

signet is measured as users run it: one process, its start included; a folder of small files as one process too. The
reference is measured inside a running Python process, so that its start-up does not count against it. CPU time is the
figure to trust on a shared machine. Both sign with ES256, without thumbnail and time-stamp; figures are medians.
Prints a table in Markdown.
"""
import argparse, io, os, statistics, sys, tempfile, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "scripts"))
import c2pa
import harness
from PIL import Image

SETTINGS = {"version": 1, "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
            "builder": {"thumbnail": {"enabled": False}}}
CREATED = {"claim_generator_info": [{"name": "bench", "version": "1"}], "title": "bench", "assertions": [
    {"label": "c2pa.actions.v2", "data": {"actions": [
        {"action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}]}}]}


def picture(path, width, height, noise):
    """A picture of soft colours with noise, so that its size is like a photograph's."""
    small = Image.effect_noise((max(1, width // 16), max(1, height // 16)), 80).resize((width, height))
    grain = Image.effect_noise((width, height), noise)
    Image.merge("RGB", (small, grain, small)).save(path, **({"quality": 90} if path.endswith("jpg") else {"compress_level": 1}))


class Reference:
    """The peer, in this process."""

    def __init__(self, certs):
        read = lambda name: open(os.path.join(certs, name), "rb").read()
        self.signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", read("es256.chain.pem"), read("es256.key.pem"), None))
        self.context = c2pa.Context.from_dict(SETTINGS)
        self.trusting = c2pa.Context.from_dict(dict(SETTINGS, trust={"trust_anchors": read("root.pem").decode()}))

    def sign(self, source, mime, output):
        builder = c2pa.Builder(CREATED, context=self.context)
        with open(source, "rb") as i, open(output, "w+b") as o:
            builder.sign(self.signer, mime, i, o)

    def verify(self, path, mime):
        with open(path, "rb") as f, c2pa.Reader(mime, f, context=self.trusting) as reader:
            assert '"validation_state"' in reader.json()


def median_cpu(work, count):
    """Median CPU milliseconds of `count` calls in this process."""
    figures = []
    for _ in range(count):
        start = time.process_time()
        work()
        figures.append((time.process_time() - start) * 1000)
    return statistics.median(figures)


def median_run(argv, count, prepare=lambda: None):
    """Median CPU milliseconds and largest memory of `count` processes."""
    figures, memory = [], 0.0
    for _ in range(count):
        prepare()
        r = harness.run(argv)
        if r.code:
            sys.exit(f"bench: {' '.join(argv)} ended with {r.code}: {r.err.decode()[:300]}")
        figures.append(r.cpu * 1000)
        memory = max(memory, r.rss)
    return statistics.median(figures), memory


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--count", type=int, default=15)
    a = p.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        certs, at = os.path.join(folder, "certs"), lambda *names: os.path.join(folder, *names)
        root = harness.certificates(a.signet, certs, "es256")
        reference = Reference(certs)
        options = ["--key", at("certs", "es256.key.pem"), "--cert", at("certs", "es256.chain.pem"), "--source", "ai"]

        print(f"reference: c2pa-rs {c2pa.sdk_version()} in a running process; signet: a process each time\n")
        print("| Case | sign, CPU ms | verify, CPU ms | peak memory sign / verify, MB | reference sign / verify, CPU ms |")
        print("|---|---|---|---|---|")

        def clear():
            for base, _, names in os.walk(at("out")):
                for name in names:
                    os.unlink(os.path.join(base, name))
        os.makedirs(at("out"))

        os.makedirs(at("many"))
        picture(at("many", "0.png"), 240, 200, 40)
        with open(at("many", "0.png"), "rb") as f:
            data = f.read()
        for i in range(1, 100):
            with open(at("many", f"{i}.png"), "wb") as f:
                f.write(data)
        sign, high = median_run([a.signet, "sign", at("many"), "--out-dir", at("out")] + options, max(3, a.count // 5), clear)
        verify, low = median_run([a.signet, "verify", at("out"), "--trust", root, "-q"], max(3, a.count // 5))
        theirs = (median_cpu(lambda: reference.sign(at("many", "0.png"), "image/png", at("theirs.png")), a.count * 3),
                  median_cpu(lambda: reference.verify(at("theirs.png"), "image/png"), a.count * 3))
        print(f"| 100 files of {len(data) // 1000} KB PNG, each | {sign / 100:.2f} | {verify / 100:.2f} | {high:.0f} / {low:.0f} "
              f"| {theirs[0]:.2f} / {theirs[1]:.2f} |")

        for name, width, height, noise in (("1 megapixel JPEG", 1200, 900, 20), ("12 megapixel JPEG", 4000, 3000, 20),
                                           ("12 megapixel PNG", 4000, 3000, 40)):
            end, mime = (".jpg", "image/jpeg") if "JPEG" in name else (".png", "image/png")
            source, output = at("picture" + end), at("out", "signed" + end)
            picture(source, width, height, noise)
            size = os.path.getsize(source) / 1e6
            sign, high = median_run([a.signet, "sign", source, "-o", output] + options, a.count, clear)
            verify, low = median_run([a.signet, "verify", output, "--trust", root, "-q"], a.count)
            theirs = (median_cpu(lambda: reference.sign(source, mime, at("theirs" + end)), a.count),
                      median_cpu(lambda: reference.verify(at("theirs" + end), mime), a.count))
            print(f"| {name}, {size:.1f} MB | {sign:.1f} | {verify:.1f} | {high:.0f} / {low:.0f} | {theirs[0]:.1f} / {theirs[1]:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
