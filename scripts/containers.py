"""Signed files of every format, as far as needed to put another store in the place of theirs. For attack.py."""
import base64, re, struct
import structure

BMFF_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
TIFF_TAG = 0xcd41


class PNG:
    name = "png"

    def __init__(self, data):
        self.data, self.parts = data, structure.chunks(data)
        self.at = next(i for i, c in enumerate(self.parts) if c[0] == b"caBX")
        self.store = self.parts[self.at][1]

    def with_parts(self, parts): return structure.png(parts)
    def with_store(self, store): return self.with_parts(self.parts[:self.at] + [[b"caBX", store]] + self.parts[self.at + 1:])


class JPEG:
    name = "jpeg"

    def __init__(self, data):
        self.data = data
        self.parts, self.rest = structure.segments(data)
        self.at = next(i for i, s in enumerate(self.parts) if structure.is_app11(s))
        self.carriers = [s for s in self.parts if structure.is_app11(s)]
        self.store = structure.joined(self.carriers)

    def with_parts(self, parts): return structure.jpeg(parts, self.rest)

    def with_store(self, store):
        others = [p for p in self.parts[self.at:] if not structure.is_app11(p)]
        return self.with_parts(self.parts[:self.at] + structure.app11(store) + others)


class WebP:
    name = "webp"

    def __init__(self, data):
        self.data, self.parts, p = data, [], 12
        while p + 8 <= len(data):
            n = int.from_bytes(data[p + 4:p + 8], "little")
            self.parts.append([data[p:p + 4], data[p + 8:p + 8 + n]])
            p += 8 + n + n % 2
        self.at = next(i for i, c in enumerate(self.parts) if c[0] == b"C2PA")
        self.store = self.parts[self.at][1]

    @staticmethod
    def chunk(name, content, padding=b"\0"):
        return name + struct.pack("<I", len(content)) + content + padding * (len(content) % 2)

    def with_parts(self, parts, after=b""):
        body = b"WEBP" + b"".join(self.chunk(*part) for part in parts)
        return b"RIFF" + struct.pack("<I", len(body)) + body + after

    def with_store(self, store): return self.with_parts(self.parts[:self.at] + [[b"C2PA", store]] + self.parts[self.at + 1:])


class GIF:
    name = "gif"
    HEAD = b"\x21\xff\x0bC2PA_GIF"

    def __init__(self, data):
        self.data, self.start = data, data.index(self.HEAD)
        p, store = self.start + 14, b""
        while data[p]:
            store += data[p + 1:p + 1 + data[p]]
            p += 1 + data[p]
        self.end, self.store = p + 1, store

    def block(self, store, piece=255, version=b"\1\0\0", head=HEAD):
        return (head + version
                + b"".join(bytes([len(store[i:i + piece])]) + store[i:i + piece] for i in range(0, len(store), piece)) + b"\0")

    def with_block(self, block): return self.data[:self.start] + block + self.data[self.end:]
    def with_store(self, store): return self.with_block(self.block(store))


class TIFF:
    """A little-endian classic TIFF; the store has to be the last of the file for one of another size."""
    name = "tiff"

    def __init__(self, data):
        self.data, self.directories, p = data, [], int.from_bytes(data[4:8], "little")
        while p:
            n = int.from_bytes(data[p:p + 2], "little")
            self.directories.append((p, n))
            for e in range(p + 2, p + 2 + 12 * n, 12):
                if int.from_bytes(data[e:e + 2], "little") == TIFF_TAG:
                    self.entry = e
            p = int.from_bytes(data[p + 2 + 12 * n:p + 6 + 12 * n], "little")
        self.count, self.offset = struct.unpack("<II", data[self.entry + 4:self.entry + 12])
        self.store = data[self.offset:self.offset + self.count]

    def with_number(self, place, value, format="<I"):
        n = struct.pack(format, value)
        return self.data[:place] + n + self.data[place + len(n):]

    def with_store(self, store):
        if self.offset + self.count != len(self.data) and len(store) != self.count:
            return None
        return self.with_number(self.entry + 4, len(store))[:self.offset] + store + self.data[self.offset + self.count:]


class SVG:
    name = "svg"

    def __init__(self, data):
        self.data = data
        found = re.search(rb"<([\w.-]+):manifest[^>]*>([^<]*)</", data)
        self.prefix, (self.start, self.end) = found[1], found.span(2)
        self.text = found[2]
        self.store = base64.b64decode(self.text)

    def with_text(self, text): return self.data[:self.start] + text + self.data[self.end:]
    def with_store(self, store): return self.with_text(base64.b64encode(store))


class Boxes:
    """Top-level boxes of ISO base media."""

    def __init__(self, data):
        self.data, self.parts, p = data, [], 0
        while p + 8 <= len(data):
            n = int.from_bytes(data[p:p + 4], "big")
            end = p + n if n else len(data)
            self.parts.append([data[p + 4:p + 8], data[p + 8:end]])
            p = end
        self.at = next(i for i, c in enumerate(self.parts) if self.carries(c))

    @staticmethod
    def box(name, content): return struct.pack(">I4s", len(content) + 8, name) + content
    def with_parts(self, parts): return b"".join(self.box(*part) for part in parts)
    def with_part(self, *part): return self.with_parts(self.parts[:self.at] + [list(part)] + self.parts[self.at + 1:])


class JXL(Boxes):
    name = "jxl"

    def __init__(self, data):
        super().__init__(data)
        self.store = self.box(*self.parts[self.at])

    @staticmethod
    def carries(part): return part[0] == b"jumb"

    def with_store(self, store):
        parts = [self.box(*part) for part in self.parts]
        return b"".join(parts[:self.at] + [store] + parts[self.at + 1:])


class BMFF(Boxes):
    def __init__(self, data):
        super().__init__(data)
        self.name = "avif" if data[8:12] in (b"avif", b"avis") else "heic"
        #: Extended type, version and flags, purpose, offset of the Merkle tree.
        self.head, self.store = self.parts[self.at][1][:37], self.parts[self.at][1][37:]

    @staticmethod
    def carries(part): return part[0] == b"uuid" and part[1].startswith(BMFF_UUID)
    def with_head(self, head): return self.with_part(b"uuid", head + self.store)
    def with_store(self, store): return self.with_part(b"uuid", self.head + store)


class Sidecar:
    """A record beside its image, which stays as it is."""
    name = "sidecar"

    def __init__(self, data): self.data = self.store = data
    def with_store(self, store): return store


def opened(data):
    if data.startswith(structure.PNG_MAGIC):
        return PNG(data)
    if data[4:8] == b"jumb":
        return Sidecar(data)
    if data[4:8] == b"ftyp":
        return BMFF(data)
    if data[4:8] == b"JXL ":
        return JXL(data)
    for magic, kind in ((b"\xff\xd8", JPEG), (b"RIFF", WebP), (b"GIF8", GIF), (b"II*\0", TIFF)):
        if data.startswith(magic):
            return kind(data)
    return SVG(data)
