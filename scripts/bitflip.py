#!/usr/bin/env python3
"""Flips bits of signed files, one at a time: none of the results may pass as intact.

Signs a small picture of each format with signet and flips one bit of each byte (--all: all eight of each), then lets
`signet verify` judge the results, many in one process. A flip that still ends as intact is a failure: the bits
that docs/free-bits.md lists are free in files of other signers only. Prints the accepted flips by place, how many flips made
the credentials unrecognisable, and `N passed, N failed`. "sidecar" is a record beside its image: the bits of the record are flipped.
"""
import argparse, json, os, sys, tempfile
import harness
from structure import PNG_MAGIC

BATCH = 500


def places(data):
    """The names of the container's bytes that matter here, by offset; everything else is named by its neighbourhood."""
    names = {}
    if data.startswith(PNG_MAGIC):
        p = data.index(b"caBX") - 4
        n = int.from_bytes(data[p:p + 4], "big")
        parts = [(p, 4, "PNG chunk length"), (p + 4, 4, "PNG chunk type"), (p + 8, n, "store"), (p + 8 + n, 4, "PNG chunk CRC")]
    elif data[4:8] == b"ftyp":
        p = data.index(bytes.fromhex("d8fec3d6")) - 8
        n = int.from_bytes(data[p:p + 4], "big")
        parts = [(0, p, "ftyp box"), (p, 4, "C2PA box size"), (p + 4, 4, "C2PA box type"), (p + 8, 16, "C2PA box extended type"),
                 (p + 24, 4, "C2PA box version"), (p + 28, 9, "C2PA box purpose"), (p + 37, 8, "C2PA box offset"),
                 (p + 45, n - 45, "store")]
    elif data.startswith(b"\xff\xd8"):
        p = data.index(b"\xff\xeb")
        n = int.from_bytes(data[p + 2:p + 4], "big") - 2
        parts = [(p, 2, "APP11 marker"), (p + 2, 2, "APP11 length"), (p + 4, 2, "APP11 identifier"), (p + 6, 2, "APP11 box instance"),
                 (p + 8, 4, "APP11 sequence"), (p + 12, n - 8, "store")]
    elif data.startswith(b"RIFF"):
        p = data.index(b"C2PA")
        n = int.from_bytes(data[p + 4:p + 8], "little")
        parts = [(4, 4, "RIFF size"), (p, 4, "WebP chunk type"), (p + 4, 4, "WebP chunk size"), (p + 8, n, "store"),
                 (p + 8 + n, n % 2, "WebP padding")]
    elif data.startswith(b"GIF"):
        p = data.index(b"\x21\xff\x0bC2PA_GIF")
        parts, q = [(p, 11, "GIF block head"), (p + 11, 3, "GIF block version")], p + 14
        while data[q]:
            parts += [(q, 1, "GIF sub-block size"), (q + 1, data[q], "store")]
            q += 1 + data[q]
        parts.append((q, 1, "GIF block terminator"))
    elif data.startswith(b"<?xml"):
        p = data.index(b">", data.index(b"<c2pa:manifest")) + 1
        parts = [(p, data.index(b"<", p) - p, "base64 text")]
    else:
        p = data.index(b"jumb") - 4
        parts = [(p, int.from_bytes(data[p:p + 4], "big"), "store")]
    for start, count, name in parts:
        for i in range(start, start + count):
            names[i] = name
    return names


def verdicts(signet, root, folder):
    # Every file is named: a folder might leave out what no longer looks like a picture.
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if not name.endswith(".c2pa")]
    r = harness.run([signet, "verify", *files, "--trust", root, "--format", "jsonl"], wall=600)
    if r.code not in harness.EXIT_CODES:
        sys.exit(f"bitflip: signet ended with {r.code}")
    for line in r.out.splitlines():
        record = json.loads(line)
        yield os.path.basename(record["file"]), record.get("exit", 65 if "error" in record else None)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--all", action="store_true", help="all eight bits of each byte")
    p.add_argument("--kinds", default="es256", help="algorithms, separated by commas, or all")
    p.add_argument("--formats", default=",".join([*harness.FORMATS, "sidecar"]), help="formats, separated by commas")
    p.add_argument("--box-hash", action="store_true", help="sign PNG, JPEG and WebP box by box")
    a = p.parse_args()
    formats = [x for x in a.formats.split(",") if not a.box_hash or x in ("png", "jpeg", "webp")]
    options = ["--source", "ai"] + (["--box-hash"] if a.box_hash else [])
    kinds = harness.KINDS if a.kinds == "all" else a.kinds.split(",")
    passed = failed = hidden = 0
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        certs = os.path.join(folder, "certs")
        root = harness.certificates(a.signet, certs)
        for kind in kinds:
            sources = harness.pictures(folder, [x for x in formats if x != "sidecar"])
            if "sidecar" in formats:
                sources["sidecar"] = harness.pictures(folder, ["png"])["png"]
            for name, source in sources.items():
                beside = name == "sidecar"
                end = ".png" if beside else os.path.splitext(source)[1]
                if beside:
                    signed = harness.sign_beside(a.signet, source, certs, kind)
                    image = open(source, "rb").read()
                else:
                    signed = harness.sign(a.signet, source, os.path.join(folder, f"{kind}{end}"), certs, kind, *options)
                with open(signed, "rb") as f:
                    data = f.read()
                where, accepted = places(data), {}
                flips = [(i, b) for i in range(len(data)) for b in (range(8) if a.all else [i % 8])]
                for start in range(0, len(flips), BATCH):
                    batch = tempfile.mkdtemp(dir=folder)
                    for i, b in flips[start:start + BATCH]:
                        with open(os.path.join(batch, f"{i}-{b}{'.c2pa' if beside else end}"), "wb") as f:
                            f.write(data[:i] + bytes([data[i] ^ 1 << b]) + data[i + 1:])
                        if beside:
                            with open(os.path.join(batch, f"{i}-{b}.png"), "wb") as f:
                                f.write(image)
                    seen = 0
                    for file, code in verdicts(a.signet, root, batch):
                        i = int(file.split("-")[0])
                        place, seen = where.get(i, "picture"), seen + 1
                        hidden += code == 10
                        if code in harness.INTACT:
                            failed += 1
                            accepted.setdefault(place, []).append(file.removesuffix(end))
                        else:
                            passed += 1
                    if seen != len(flips[start:start + BATCH]):
                        sys.exit(f"bitflip: {len(flips[start:start + BATCH])} files, {seen} results")
                    for file in os.listdir(batch):
                        os.unlink(os.path.join(batch, file))
                    os.rmdir(batch)
                for place, bits in accepted.items():
                    print(f"{kind} {name}: accepted in {place}: {len(bits)} flips, for example byte-bit {', '.join(bits[:8])}")
                print(f"{kind} {name}: {len(flips)} flips of {len(data)} bytes")
    print(f"{hidden} flips made the credentials unrecognisable")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
