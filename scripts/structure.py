"""Takes signed files apart and puts them together again: PNG chunks, JPEG segments, JUMBF boxes, CBOR. For attack.py."""
import struct, zlib

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


# ---------------------------------------------------------------- PNG
def chunks(data):
    """[type, content] of every chunk."""
    result, p = [], 8
    while p + 12 <= len(data):
        n = struct.unpack(">I", data[p:p + 4])[0]
        result.append([data[p + 4:p + 8], data[p + 8:p + 8 + n]])
        p += 12 + n
    return result


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(parts, after=b""):
    return PNG_MAGIC + b"".join(chunk(n, c) for n, c in parts) + after


# ---------------------------------------------------------------- JPEG
def segments(data):
    """[marker, content] up to and with SOS, and the bytes that follow its header."""
    result, p = [], 2
    while True:
        marker, n = data[p + 1], struct.unpack(">H", data[p + 2:p + 4])[0]
        result.append([marker, data[p + 4:p + 2 + n]])
        p += 2 + n
        if marker == 0xda:
            return result, data[p:]


def jpeg(parts, rest):
    return b"\xff\xd8" + b"".join(b"\xff" + bytes([m]) + struct.pack(">H", len(c) + 2) + c for m, c in parts) + rest


def app11(store, size=64000, en=0x0211, first=1):
    """The segments a store is carried in: every one after the first repeats the box's first eight bytes."""
    head, parts, z, p = store[:8], [], first, 0
    while p < len(store) or z == first:
        piece = store[p:p + size]
        parts.append([0xeb, b"JP" + struct.pack(">HI", en, z) + (head if p else b"") + piece])
        p += size
        z += 1
    return parts


def is_app11(part):
    return part[0] == 0xeb and part[1][:2] == b"JP"


def joined(parts):
    return b"".join(c[8:] if i == 0 else c[16:] for i, (m, c) in enumerate(parts))


# ---------------------------------------------------------------- JUMBF
class Box:
    """A box; superboxes (`jumb`) have children, the first of which is their description."""

    def __init__(self, type, content=b"", children=None):
        self.type, self.content, self.children = type, content, children

    @property
    def label(self):
        c = self.children[0].content
        return c[17:c.index(b"\0", 17)] if c[16] & 2 else b""

    def relabel(self, label):
        d = self.children[0]
        end = d.content.index(b"\0", 17)
        d.content = d.content[:17] + label + d.content[end:]

    def find(self, prefix):
        return next((b for b in self.children[1:] if b.type == b"jumb" and b.label.startswith(prefix)), None)

    def data(self):
        body = self.content if self.children is None else b"".join(b.data() for b in self.children)
        return struct.pack(">I", len(body) + 8) + self.type + body

    def copy(self):
        return boxes(self.data())[0]


def boxes(data):
    result, p = [], 0
    while p + 8 <= len(data):
        n, t = struct.unpack(">I4s", data[p:p + 8])
        body = data[p + 8:p + n]
        result.append(Box(t, body, boxes(body) if t == b"jumb" else None) if t == b"jumb" else Box(t, body))
        p += n
    return result


def superbox(kind, label, *content, toggles=3):
    uuid = kind if len(kind) == 16 else kind + bytes.fromhex("00110010800000AA00389B71")
    return Box(b"jumb", children=[Box(b"jumd", uuid + bytes([toggles]) + label + b"\0"), *content])


# ---------------------------------------------------------------- CBOR
class Tag:
    def __init__(self, number, value):
        self.number, self.value = number, value


class Map(list):
    """Key and value pairs, in their order."""

    def __getitem__(self, key):
        return next((v for k, v in self if k == key), None) if not isinstance(key, slice) else list.__getitem__(self, key)

    def put(self, key, value):
        for i, (k, _) in enumerate(self):
            if k == key:
                self[i:i + 1] = [(key, value)]
                return
        self.append((key, value))


def decode(d, p=0):
    """(value, offset after it) of definite-length CBOR."""
    major, info = d[p] >> 5, d[p] & 31
    p += 1
    if info < 24:
        n = info
    else:
        size = 1 << (info - 24)
        n = int.from_bytes(d[p:p + size], "big")
        p += size
    if major == 0:
        return n, p
    if major == 1:
        return -1 - n, p
    if major == 2:
        return bytes(d[p:p + n]), p + n
    if major == 3:
        return d[p:p + n].decode("utf-8", "replace"), p + n
    if major == 4:
        out = []
        for _ in range(n):
            v, p = decode(d, p)
            out.append(v)
        return out, p
    if major == 5:
        out = Map()
        for _ in range(n):
            k, p = decode(d, p)
            v, p = decode(d, p)
            out.append((k, v))
        return out, p
    if major == 6:
        v, p = decode(d, p)
        return Tag(n, v), p
    return {20: False, 21: True, 22: None}.get(n), p


def head(major, n):
    if n < 24:
        return bytes([major << 5 | n])
    for i, size in enumerate((1, 2, 4, 8)):
        if n < 1 << 8 * size:
            return bytes([major << 5 | 24 + i]) + n.to_bytes(size, "big")


def encode(v):
    if v is None or v is True or v is False:
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[v]
    if isinstance(v, int):
        return head(0, v) if v >= 0 else head(1, -1 - v)
    if isinstance(v, bytes):
        return head(2, len(v)) + v
    if isinstance(v, str):
        return head(3, len(v.encode())) + v.encode()
    if isinstance(v, Map):
        return head(5, len(v)) + b"".join(encode(k) + encode(x) for k, x in v)
    if isinstance(v, list):
        return head(4, len(v)) + b"".join(map(encode, v))
    return head(6, v.number) + encode(v.value)
