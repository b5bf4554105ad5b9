#!/usr/bin/env python3
"""Small files made to take much memory: whatever a record holds, signet stays below 64 MB plus the size of the file.

Takes a signed PNG apart, gives its record content that is small in the file and large once it is read (arrays of tiny CBOR and
JSON items, deep nesting, many assertions, compressed manifests that unfold), repairs its hashes, signs it again, and runs every
command that reads records on it, also where everything is printed. Prints a line per file with the worst command and `N passed, N failed`.
"""
import argparse, ctypes, ctypes.util, hashlib, os, sys, subprocess, tempfile
import harness
from containers import opened
from structure import Box, Map, Tag, boxes, decode, encode, head, superbox

MEGABYTES, CPU_SECONDS = 64, 10
#: Just below the limit of CBOR and JSON items (docs/limits.md).
ITEMS = 65_000
COMMANDS = [["verify"], ["verify", "--json"], ["inspect"], ["inspect", "--json"], ["inspect", "--detailed"], ["inspect", "--crjson"],
            ["inspect", "--coverage"]]


class Record:
    """A signed file whose record is changed and signed anew."""

    def __init__(self, path, key):
        with open(path, "rb") as f:
            self.container = opened(f.read())
        self.store = boxes(self.container.store)[0]
        self.manifest = self.store.children[-1]
        self.assertions = self.manifest.find(b"c2pa.assertions")
        self.claim = self.manifest.find(b"c2pa.claim.v2").children[1]
        self.signature = self.manifest.find(b"c2pa.signature").children[1]
        self.key, self.references = key, []

    def add(self, label, kind, *content, salt=None):
        box = superbox(kind, label, *content)
        self.assertions.children.append(box)
        url = f"self#jumbf=/c2pa/{self.manifest.label.decode()}/c2pa.assertions/{label.decode()}"
        self.references.append(Map([("url", url), ("hash", hashlib.sha256(box.data()[8:]).digest())]))

    def cbor(self, content, label=b"org.example.data"): self.add(label, b"cbor", Box(b"cbor", content))
    def json(self, content, label=b"org.example.data"): self.add(label, b"json", Box(b"json", content))

    def header(self, name, content):
        """A further value in the unprotected header, as it stands encoded in `content`."""
        tag, _ = decode(self.signature.content)
        self.unprotected = encode(name) + content

    def signed(self):
        if self.references:
            claim, _ = decode(self.claim.content)
            claim["created_assertions"].extend(self.references)
            self.claim.content, self.references = encode(claim), []
        tag, _ = decode(self.signature.content)
        message = encode(["Signature1", tag.value[0], b"", self.claim.content])
        der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key], input=message, capture_output=True, check=True).stdout
        r = der[4:4 + der[3]]
        s = der[6 + len(r):]
        tag.value[3] = b"".join(x[-32:].rjust(32, b"\0") for x in (r, s))
        more = getattr(self, "unprotected", None)
        if more is None:
            self.signature.content = encode(tag)
        else:
            un = tag.value[1]
            body = head(5, len(un) + 1) + b"".join(encode(k) + encode(v) for k, v in un) + more
            self.signature.content = head(6, 18) + head(4, 4) + encode(tag.value[0]) + body + encode(None) + encode(tag.value[3])
        return self

    def file(self): return self.container.with_store(self.signed().store.data())


def repeated(item, count=ITEMS, each=1): return head(4, count // each) + item * (count // each)


def nested(depth, opening, inner): return opening * depth + inner


#: What is small in a file: a CBOR item and how many items it counts.
SMALL = {
    "integers": (b"\0", 1), "nulls": (b"\xf6", 1), "large integers": (b"\x1b" + b"\xff" * 8, 1), "empty arrays": (b"\x80", 1), "empty maps": (b"\xa0", 1),
    "empty texts": (b"\x60", 1), "empty bytes": (b"\x40", 1), "texts of 16": (b"\x70" + b"a" * 16, 1), "texts of 100": (b"\x78\x64" + b"a" * 100, 1),
    "control characters": (b"\x78\x64" + b"\1" * 100, 1), "bytes of 100": (b"\x58\x64" + b"a" * 100, 1),
    "arrays of one": (b"\x81\0", 2), "arrays of three": (b"\x83\0\0\0", 4), "endless arrays of one": (b"\x9f\0\xff", 2),
    "maps of one": (b"\xa1\0\0", 3), "maps of text": (b"\xa1\x61a\x61b", 3), "maps of two": (b"\xa2\0\0\1\0", 5), "tags": (b"\xc1\0", 2), "tags of tags": (b"\xc1\xc1\xc1\0", 4),
    "floats": (b"\xfb\x7f\xef\xff\xff\xff\xff\xff\xff", 1), "arrays of 40 deep": (b"\x81" * 40 + b"\0", 41), "maps of 40 deep": (b"\xa1\0" * 40 + b"\0", 81),
    "tags of 40 deep": (b"\xc1" * 40 + b"\0", 41), "chunks": (b"\x7f" + b"\x61a" * 20 + b"\xff", 21),
}


#: The same in JSON.
JSON = {"maps": b"{},", "arrays": b"[[]],", "numbers": b"0,", "texts": b'"aaaaaaaaaaaaaaaa",', "nested": b'{"a":[0]},', "escapes": b'"\\u0001",'}


def brotli(data):
    encoder = ctypes.CDLL(ctypes.util.find_library("brotlienc") or "libbrotlienc.so.1")
    size = ctypes.c_size_t(len(data) + 1024)
    out = ctypes.create_string_buffer(size.value)
    encoder.BrotliEncoderCompress(9, 22, 0, ctypes.c_size_t(len(data)), data, ctypes.byref(size), out)
    return out.raw[:size.value]


def compressed(record):
    """The file with its manifest compressed."""
    store = record.signed().store
    store.children[-1] = superbox(b"c2cm", record.manifest.label, Box(b"brob", brotli(record.manifest.data())))
    return record.container.with_store(store.data())


def cases(record):
    """`(name, what builds the file)`; `record()` gives a fresh one."""
    def built(fill, finish=Record.file):
        def build():
            r = record()
            fill(r)
            return finish(r)
        return build

    def claim(r, content):
        value, _ = decode(r.claim.content)
        r.claim.content = head(5, len(value) + 1) + encode(value)[1:] + encode("org.example") + content

    def several(r, count, content, label=b"org.example.data"):
        for i in range(count):
            r.cbor(content, label + (b"__%d" % i if i else b""))

    for name, (item, each) in SMALL.items():
        yield f"an assertion of {name}", built(lambda r: r.cbor(repeated(item, each=each)))
    for name, item in JSON.items():
        yield f"an assertion of JSON {name}", built(lambda r: r.json(b"[" + item * 21_000 + b"0]"))
    for name in ("integers", "arrays of one", "maps of text", "texts of 16"):
        item, each = SMALL[name]
        yield f"100 assertions of {name}", built(lambda r: several(r, 100, repeated(item, 640, each)))
        yield f"a claim with {name}", built(lambda r: claim(r, repeated(item, ITEMS - 200, each)))
        yield f"an unprotected header of {name}", built(lambda r: r.header("org.example", repeated(item, ITEMS - 200, each)))
        yield f"compressed {name}", built(lambda r: r.cbor(repeated(item, each=each)), compressed)
    edited = head(5, 1) + encode("action") + encode("c2pa.edited")
    yield "actions", built(lambda r: r.cbor(head(5, 1) + encode("actions") + repeated(edited, ITEMS - 200, 3), b"c2pa.actions.v2__1"))
    yield "texts in 15 MB", built(lambda r: r.cbor(repeated(b"\x78\xe6" + b"a" * 230)))
    yield "JSON of one text", built(lambda r: r.json(b'["' + b"a" * 250_000 + b'"]'))
    for count in (1_000, 5_000):
        yield f"{count} assertions", built(lambda r: several(r, count, b"\xf6"))
    part = encode(Map([("relationship", "componentOf"), ("dc:title", "t" * 100), ("dc:format", "image/png")]))
    yield "900 ingredients", built(lambda r: several(r, 900, part, b"c2pa.ingredient.v3"))
    large = [Box(b"bfdb", b"\0image/png\0"), Box(b"bidb", bytes(15 << 20))]
    picture = bytes.fromhex("40CB0C32BB8A489DA70B2AD6F47F4369")
    yield "a thumbnail of 15 MB", built(lambda r: r.add(b"c2pa.thumbnail.claim", picture, *large))
    yield "a compressed thumbnail of 15 MB", built(lambda r: r.add(b"c2pa.thumbnail.claim", picture, *large), compressed)
    yield "bytes of 15 MB", built(lambda r: r.cbor(b"\x5a\0\xf0\0\0" + bytes(15 << 20)))
    yield "a text of 15 MB", built(lambda r: r.cbor(b"\x7a\0\xf0\0\0" + b"a" * (15 << 20)))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--only", default="", help="run the files with this in their name")
    p.add_argument("--short", action="store_true", help="every fourth file")
    a = p.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        root = harness.certificates(a.signet, folder + "/certs", "es256")
        source, base, path = (f"{folder}/{name}.png" for name in ("source", "base", "case"))
        with open(source, "wb") as f:
            f.write(harness.png())
        harness.sign(a.signet, source, base, folder + "/certs", "es256", "--source", "ai", "--box-hash")

        def record(): return Record(base, folder + "/certs/es256.key.pem")
        for number, (name, build) in enumerate(cases(record)):
            if a.only not in name or a.short and number % 4:
                continue
            data = build()
            with open(path, "wb") as f:
                f.write(data)
            worst, wrong, verdict = (0, ""), [], 0
            for command in COMMANDS:
                r = harness.run([a.signet, command[0], path, *command[1:]] + (["--trust", root] if command[0] == "verify" else []))
                verdict = r.code if command == ["verify"] else verdict
                worst = max(worst, (r.rss, " ".join(command)))
                if r.code not in harness.EXIT_CODES or r.code == 1:
                    wrong.append(f"{' '.join(command)} ended with {r.code}")
                if r.rss > MEGABYTES + len(data) / (1 << 20):
                    wrong.append(f"{' '.join(command)} took {r.rss:.0f} MB")
                if r.cpu > CPU_SECONDS:
                    wrong.append(f"{' '.join(command)} took {r.cpu:.1f} CPU seconds")
            passed, failed = passed + (not wrong), failed + bool(wrong)
            print(f"{name:44} {len(data) / (1 << 20):6.2f} MB  exit {verdict:2}  {worst[0]:6.1f} MB ({worst[1]})  {'; '.join(wrong) or 'ok'}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
