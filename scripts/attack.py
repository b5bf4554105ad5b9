#!/usr/bin/env python3
"""Forged and damaged files: none may pass as intact, none may pass as having no credentials.

Signs a PNG and a JPEG with signet, takes them apart and puts them together wrongly: bytes in places no hash covers,
boxes added, removed, renamed and swapped, lengths that lie, nesting bombs. Every checksum is repaired, so that only the
credentials themselves can tell. A case holds when `signet verify`
  - does not end with 0, 11 or 12 (the content is as it was signed),
  - does not end with 10 (no credentials) while a store is in the file,
  - ends with a code of the table, without a signal, within 2 CPU seconds and 64 MB plus the size of the file,
and `signet inspect` keeps the same limits. Prints one line per offender and `N passed, N failed`.
"""
import argparse, os, struct, sys, tempfile
import harness
from structure import *

CPU_SECONDS, MEGABYTES = 2.0, 64
FOREIGN = b"<foreign bytes that nobody signed>"
CASES = {}


def case(only=None, hides=False):
    """Registers an attack on a `File`; `hides`: the credentials are no longer recognisable, 10 is a right answer;
    "jpeg": only there, where boxes of other kinds use the same segments (a PNG has a chunk type for C2PA alone)."""
    def register(f):
        CASES[f.__name__.strip("_")] = (f, only, hides)
        return f
    return register


class File:
    """A signed file in its parts."""

    def __init__(self, path, other):
        with open(path, "rb") as f:
            self.data = f.read()
        self.format = "png" if self.data.startswith(PNG_MAGIC) else "jpeg"
        if self.format == "png":
            self.parts = chunks(self.data)
            self.at = next(i for i, c in enumerate(self.parts) if c[0] == b"caBX")
            self.store = self.parts[self.at][1]
        else:
            self.parts, self.rest = segments(self.data)
            self.at = next(i for i, s in enumerate(self.parts) if is_app11(s))
            self.carriers = [s for s in self.parts if is_app11(s)]
            self.store = joined(self.carriers)
        #: The same, of another file by the same signer.
        self.other = other

    def tree(self):
        return boxes(self.store)[0]

    def with_parts(self, parts):
        return png(parts) if self.format == "png" else jpeg(parts, self.rest)

    def with_store(self, store):
        """The file with another store in the same place."""
        store = store.data() if isinstance(store, Box) else store
        if self.format == "png":
            return png(self.parts[:self.at] + [[b"caBX", store]] + self.parts[self.at + 1:])
        return self.with_parts(self.parts[:self.at] + app11(store) + [p for p in self.parts[self.at:] if not is_app11(p)])

    def edited(self, change):
        """The file after `change(store, manifest)`; None when the change does not apply."""
        tree = self.tree()
        return None if change(tree, tree.children[-1]) is False else self.with_store(tree)

    def cose(self, change, refill=False):
        """The file after `change(sign1, protected, unprotected)`; `refill` keeps the store's size by COSE padding."""
        tree = self.tree()
        box = tree.children[-1].find(b"c2pa.signature").children[1]
        size = len(box.content)
        tag, _ = decode(box.content)
        protected, _ = decode(tag.value[0])
        tag = change(tag, protected, tag.value[1]) or tag
        if isinstance(tag, bytes):
            box.content = tag
            return self.with_store(tree)
        if protected is not None and tag.value[0] != b"":
            tag.value[0] = encode(protected)
        if refill and not fill(tag, size):
            return None
        box.content = encode(tag)
        return self.with_store(tree)


def fill(tag, size):
    """Makes the signature box `size` bytes long by its padding; False when that cannot be done."""
    for pad in range(len(tag.value[1]["pad"] or b"") + 4096):
        tag.value[1].put("pad", bytes(pad))
        if len(encode(tag)) == size:
            return True
        if len(encode(tag)) > size:
            return False
    return False


def room(f, count):
    """A store whose padding was cut so that `count` bytes are free behind it; None without enough padding."""
    tree = f.tree()
    box = tree.children[-1].find(b"c2pa.signature").children[1]
    tag, _ = decode(box.content)
    if len(tag.value[1]["pad"] or b"") < count + 8 or not fill(tag, len(box.content) - count):
        return None
    box.content = encode(tag)
    return tree.data()


# ---------------------------------------------------------------- bytes no hash covers
@case()
def foreign_bytes_after_store(f): return f.with_store(f.store + FOREIGN)
@case()
def zeros_after_store(f): return f.with_store(f.store + bytes(64))
@case()
def foreign_bytes_in_freed_padding(f): return (s := room(f, len(FOREIGN))) and f.with_store(s + FOREIGN)
@case("png")
def chunk_in_freed_padding(f):
    extra = chunk(b"tEXt", b"Title\0unsigned")
    store = room(f, len(extra))
    return store and png(f.parts[:f.at] + [[b"caBX", store], [b"tEXt", b"Title\0unsigned"]] + f.parts[f.at + 1:])
@case("png")
def gamma_in_freed_padding(f):
    store = room(f, 16)
    return store and png(f.parts[:f.at] + [[b"caBX", store], [b"gAMA", struct.pack(">I", 1000)]] + f.parts[f.at + 1:])
@case("jpeg")
def segment_in_freed_padding(f):
    store = room(f, 24)
    return store and f.with_parts(f.parts[:f.at] + app11(store) + [[0xfe, b"an unsigned comment!"]] + f.parts[f.at + len(f.carriers):])
@case()
def padding_not_zero(f):
    def change(tag, protected, un):
        if not un["pad"]:
            un.put("pad", b"not zeros")
        else:
            un.put("pad", FOREIGN[:len(un["pad"])] + bytes(max(0, len(un["pad"]) - len(FOREIGN))))
    return f.cose(change)
@case()
def unsigned_header_added(f): return f.cose(lambda t, p, u: u.append(("note", FOREIGN)), refill=bool(f.cose(lambda *a: None, True)))
@case()
def unsigned_integer_header_added(f): return f.cose(lambda t, p, u: u.append((4, b"key")))
@case()
def box_content_after_content(f): return f.edited(lambda s, m: m.find(b"c2pa.claim").children.append(Box(b"cbor", b"\xf6")))
@case()
def free_box_in_manifest(f): return f.edited(lambda s, m: m.children.append(Box(b"free", FOREIGN)))
@case()
def free_box_in_store(f): return f.edited(lambda s, m: s.children.append(Box(b"free", FOREIGN)))
@case()
def unknown_superbox_in_manifest(f): return f.edited(lambda s, m: m.children.append(superbox(b"xxxx", b"org.example", Box(b"cbor", b"\xf6"))))
@case()
def claim_cbor_trailing_bytes(f):
    def change(s, m): m.find(b"c2pa.claim").children[1].content += FOREIGN
    return f.edited(change)
@case()
def signature_cbor_trailing_bytes(f):
    def change(s, m): m.find(b"c2pa.signature").children[1].content += FOREIGN
    return f.edited(change)
@case()
def salt_box_in_unhashed_description(f):
    def change(s, m): m.children[0].content += Box(b"c2sh", FOREIGN[:16]).data()
    return f.edited(change)


# ---------------------------------------------------------------- names, kinds and switches of boxes
def unhashed(s, m):
    return {"store": s, "manifest": m, "assertions": m.find(b"c2pa.assertions"), "claim": m.find(b"c2pa.claim"),
            "signature": m.find(b"c2pa.signature")}


def description_cases():
    def relabelled(box):
        def f(file):
            def change(s, m):
                b = unhashed(s, m)[box]
                label = b.label
                b.relabel(label[:-1] + bytes([label[-1] ^ 1]))
            return file.edited(change)
        return f

    def other_kind(box):
        def f(file):
            def change(s, m):
                d = unhashed(s, m)[box].children[0]
                d.content = b"xxxx" + d.content[4:]
            return file.edited(change)
        return f

    def toggled(box, value):
        def f(file):
            def change(s, m):
                d = unhashed(s, m)[box].children[0]
                d.content = d.content[:16] + bytes([value]) + d.content[17:]
            return file.edited(change)
        return f

    for box in ("store", "manifest", "assertions", "claim", "signature"):
        hides = "jpeg" if box == "store" else False
        CASES[f"{box}_label_changed"] = (relabelled(box), None, hides)
        CASES[f"{box}_uuid_changed"] = (other_kind(box), None, hides)
        for value in (0x00, 0x01, 0x02, 0x07, 0x0b, 0x13, 0x83, 0xff):
            CASES[f"{box}_toggles_{value:02x}"] = (toggled(box, value), None, hides)
    for name, label in {"empty": b"", "1_mb": b"A" * (1 << 20), "not_utf8": b"\xff\xfe\x80", "traversal": b"../../../../etc/passwd",
                        "escape": b"urn:c2pa:\x1b[31mred", "slash": b"c2pa/c2pa", "bidi": "urn:\u202egnp".encode()}.items():
        def f(file, label=label): return file.edited(lambda s, m: m.relabel(label))
        CASES[f"manifest_label_{name}"] = (f, None, False)
        def g(file, label=label):
            return file.edited(lambda s, m: m.find(b"c2pa.assertions").children[1].relabel(label))
        CASES[f"assertion_label_{name}"] = (g, None, False)


description_cases()


@case()
def label_unterminated(f):
    def change(s, m): m.children[0].content = m.children[0].content.rstrip(b"\0")
    return f.edited(change)
@case()
def description_too_short(f):
    def change(s, m): m.children[0].content = m.children[0].content[:12]
    return f.edited(change)
@case()
def description_missing(f):
    def change(s, m): del m.children[0]
    return f.edited(change)


# ---------------------------------------------------------------- boxes added, removed, swapped
@case()
def assertion_undeclared(f):
    def change(s, m):
        a = m.find(b"c2pa.assertions")
        extra = a.children[1].copy()
        extra.relabel(b"org.example.extra")
        a.children.append(extra)
    return f.edited(change)
@case()
def assertion_duplicated(f):
    def change(s, m):
        a = m.find(b"c2pa.assertions")
        a.children.append(a.children[1].copy())
    return f.edited(change)
@case()
def assertion_removed(f):
    def change(s, m): del m.find(b"c2pa.assertions").children[1]
    return f.edited(change)
@case()
def assertions_all_removed(f):
    def change(s, m): del m.find(b"c2pa.assertions").children[1:]
    return f.edited(change)
@case()
def assertion_zeroed(f):
    def change(s, m):
        c = m.find(b"c2pa.assertions").children[1].children[-1]
        c.content = bytes(len(c.content))
    return f.edited(change)
@case()
def hard_binding_removed(f):
    def change(s, m):
        a = m.find(b"c2pa.assertions")
        a.children = [b for b in a.children if b.type != b"jumb" or not b.label.startswith(b"c2pa.hash")]
    return f.edited(change)
@case()
def hard_binding_of_other_file(f):
    def change(s, m):
        a, o = m.find(b"c2pa.assertions"), f.other.tree().children[-1].find(b"c2pa.assertions")
        a.children = [o.find(b"c2pa.hash") if b.type == b"jumb" and b.label.startswith(b"c2pa.hash") else b for b in a.children]
    return f.edited(change)
@case()
def exclusion_covers_the_file(f):
    def change(s, m):
        box = m.find(b"c2pa.assertions").find(b"c2pa.hash").children[1]
        value, _ = decode(box.content)
        value.put("exclusions", [Map([("start", 0), ("length", len(f.data))])])
        box.content = encode(value)
    return f.edited(change)


def replacing(name):
    def change(f):
        def edit(s, m):
            mine, theirs = m.find(name), f.other.tree().children[-1].find(name)
            m.children[m.children.index(mine)] = theirs
        return f.edited(edit)
    return change


def removing(name):
    def change(f):
        def edit(s, m): m.children.remove(m.find(name))
        return f.edited(edit)
    return change


def doubling(name, other):
    def change(f):
        def edit(s, m): m.children.append((f.other.tree().children[-1] if other else m).find(name).copy())
        return f.edited(edit)
    return change


for short, name in (("claim", b"c2pa.claim"), ("signature", b"c2pa.signature"), ("assertions", b"c2pa.assertions")):
    CASES[f"{short}_of_other_file"] = (replacing(name), None, False)
    CASES[f"{short}_removed"] = (removing(name), None, False)
    CASES[f"{short}_doubled"] = (doubling(name, False), None, False)
    CASES[f"{short}_of_other_file_added"] = (doubling(name, True), None, False)


@case()
def store_of_other_file(f): return f.with_store(f.other.store)
@case()
def store_empty(f): return f.edited(lambda s, m: s.children.remove(m))
@case(hides="jpeg")
def store_no_bytes(f): return f.with_store(b"")
@case(hides="jpeg")
def store_eight_bytes(f): return f.with_store(f.store[:8])
@case()
def store_cut(f): return f.with_store(f.store[:-1])
@case()
def store_half(f): return f.with_store(f.store[:len(f.store) // 2])
@case()
def store_twice_inside(f): return f.with_store(f.store + f.store)
@case(hides="jpeg")
def store_zeroed(f): return f.with_store(bytes(len(f.store)))
@case()
def manifest_empty(f):
    def change(s, m): del m.children[1:]
    return f.edited(change)
@case()
def manifest_twice(f): return f.edited(lambda s, m: s.children.append(m.copy()))
@case()
def manifest_twice_renamed(f):
    def change(s, m):
        c = m.copy()
        c.relabel(c.label[:-1] + b"0")
        s.children.append(c)
    return f.edited(change)
@case()
def manifest_of_other_file_last(f): return f.edited(lambda s, m: s.children.append(f.other.tree().children[-1]))
@case()
def manifest_inside_manifest(f): return f.edited(lambda s, m: m.children.append(m.copy()))


# ---------------------------------------------------------------- lengths that lie
def length_cases():
    def lying(path, value):
        def f(file):
            store = bytearray(file.store)
            tree, offset = file.tree(), 0
            for step in path:
                offset += 8 + sum(len(b.data()) for b in tree.children[:step])
                tree = tree.children[step]
            size = struct.unpack(">I", store[offset:offset + 4])[0]
            store[offset:offset + 4] = struct.pack(">I", (value(size)) & 0xffffffff)
            return file.with_store(bytes(store))
        return f
    values = {"0": lambda n: 0, "1": lambda n: 1, "2": lambda n: 2, "7": lambda n: 7, "8": lambda n: 8, "plus_1": lambda n: n + 1,
              "minus_1": lambda n: n - 1, "2_31": lambda n: 0x7fffffff, "2_32": lambda n: 0xffffffff}
    for name, path in (("store", []), ("store_description", [0]), ("manifest", [-1]), ("manifest_description", [-1, 0])):
        path = [p if p >= 0 else 1 for p in path]
        for label, value in values.items():
            CASES[f"length_of_{name}_{label}"] = (lying(path, value), None, False)


length_cases()


@case()
def long_length_2_63(f): return f.with_store(struct.pack(">I4sQ", 1, b"jumb", 1 << 63) + f.store[8:])
@case()
def long_length_right(f): return f.with_store(struct.pack(">I4sQ", 1, b"jumb", len(f.store) + 8) + f.store[8:])
@case()
def boxes_nested_7500(f):
    data = b""
    for _ in range(7500):
        data = struct.pack(">I4s", len(data) + 8, b"jumb") + data
    return f.edited(lambda s, m: m.children.append(Box(b"jumb", data)))
@case(hides="jpeg")
def boxes_nested_100000_open(f): return f.with_store(b"\0\0\0\0jumb" * 100_000)
@case()
def boxes_nested_described_5000(f):
    head, data = superbox(b"c2ma", b"x").children[0].data(), b""
    for _ in range(5000):
        data = struct.pack(">I4s", len(data) + len(head) + 8, b"jumb") + head + data
    return f.edited(lambda s, m: m.children.append(boxless(data)))


class boxless(Box):
    """Bytes that already are a box."""

    def __init__(self, data): self.type, self.raw, self.children, self.content = b"raw ", data, None, b""
    def data(self): return self.raw


@case()
def boxes_empty_500000(f): return f.edited(lambda s, m: m.children.append(boxless(b"\0\0\0\x08free" * 500_000)))
@case()
def assertions_20000(f):
    def change(s, m):
        m.find(b"c2pa.assertions").children += [superbox(b"cbor", b"org.example__%d" % i, Box(b"cbor", b"\xf6")) for i in range(20_000)]
    return f.edited(change)
@case()
def manifests_5000(f):
    return f.edited(lambda s, m: s.children.__setitem__(slice(1, 1), [superbox(b"c2ma", b"urn:c2pa:%d" % i) for i in range(5_000)]))
@case()
def store_20_mb(f): return f.edited(lambda s, m: m.children.append(Box(b"free", bytes(20 << 20))))


def bomb_cases():
    bombs = {"arrays": b"\x81" * 60_000, "maps": b"\xa1\x61a" * 20_000, "tags": b"\xd8\x1c" * 30_000, "open_arrays": b"\x9f" * 60_000,
             "open_strings": b"\x7f" * 60_000, "count_2_63": b"\x9b\x7f" + b"\xff" * 7, "bytes_2_31": b"\x5b\0\0\0\0\x7f\xff\xff\xff",
             "pairs_2_64": b"\xbb" + b"\xff" * 8, "wide_array": b"\x9a\0\x20\0\0" + b"\xf6" * (2 << 20),
             "same_keys": b"\xb9\x4e\x20" + b"\x61a\xf6" * 20_000}
    for place, label in (("claim", b"c2pa.claim"), ("signature", b"c2pa.signature"), ("assertion", b"c2pa.assertions")):
        for name, bomb in bombs.items():
            def f(file, label=label, bomb=bomb):
                def change(s, m):
                    box = m.find(label)
                    (box.children[1] if label != b"c2pa.assertions" else box.children[1].children[-1]).content = bomb
                return file.edited(change)
            CASES[f"cbor_{name}_in_{place}"] = (f, None, False)


bomb_cases()


# ---------------------------------------------------------------- the signature
@case()
def signature_zero(f): return f.cose(lambda t, p, u: t.value.__setitem__(3, bytes(len(t.value[3]))))
@case()
def signature_flipped(f): return f.cose(lambda t, p, u: t.value.__setitem__(3, t.value[3][:-1] + bytes([t.value[3][-1] ^ 1])))
@case()
def signature_short(f): return f.cose(lambda t, p, u: t.value.__setitem__(3, t.value[3][:-1]))
@case()
def signature_long(f): return f.cose(lambda t, p, u: t.value.__setitem__(3, t.value[3] + b"\0"))
@case()
def signature_none(f): return f.cose(lambda t, p, u: t.value.__setitem__(3, b""))
@case()
def signature_of_group_order(f):
    n = bytes.fromhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
    return f.cose(lambda t, p, u: t.value.__setitem__(3, n + n))
@case()
def algorithm_none(f): return f.cose(lambda t, p, u: p.put(1, 0))
@case()
def algorithm_other(f): return f.cose(lambda t, p, u: p.put(1, -8))
@case()
def algorithm_hmac(f): return f.cose(lambda t, p, u: p.put(1, 5))
@case()
def algorithm_unsigned_header(f): return f.cose(lambda t, p, u: u.append((1, -8)))
@case()
def protected_header_empty(f): return f.cose(lambda t, p, u: t.value.__setitem__(0, b""))
@case()
def certificates_removed(f): return f.cose(lambda t, p, u: p.__delitem__(slice(1, None)))
@case()
def certificates_garbage(f): return f.cose(lambda t, p, u: p.put(33, [b"\x30\x82\xff\xff" + FOREIGN]))
@case()
def certificates_1000(f):
    def change(t, p, u):
        chain = p[33] if isinstance(p[33], list) else [p[33]]
        p.put(33, chain + [chain[0]] * 1000)
    return f.cose(change)
@case()
def certificates_also_unsigned(f): return f.cose(lambda t, p, u: u.append((33, p[33])))
@case()
def certificates_only_unsigned(f):
    def change(t, p, u):
        u.append((33, p[33]))
        p[:] = [(k, v) for k, v in p if k != 33]
    return f.cose(change)
@case()
def payload_attached(f): return f.cose(lambda t, p, u: t.value.__setitem__(2, b"\xa0"))
@case()
def cose_other_tag(f): return f.cose(lambda t, p, u: Tag(98, t.value))
@case()
def cose_five_elements(f): return f.cose(lambda t, p, u: t.value.append(None))
@case()
def cose_is_a_map(f): return f.cose(lambda t, p, u: encode(Map([("signature", t.value[3])])))
@case()
def time_stamp_garbage(f): return f.cose(lambda t, p, u: u.put("sigTst2", Map([("tstTokens", [Map([("val", FOREIGN)])])])), refill=False)
@case()
def time_stamps_10000(f): return f.cose(lambda t, p, u: u.put("sigTst2", Map([("tstTokens", [Map([("val", b"x")])] * 10_000)])))


def claim_case(change):
    def f(file):
        def edit(s, m):
            box = m.find(b"c2pa.claim").children[1]
            value, _ = decode(box.content)
            change(value)
            box.content = encode(value)
        return file.edited(edit)
    return f


for name, change in {"algorithm_md5": lambda c: c.put("alg", "md5"), "no_assertions": lambda c: c.put("created_assertions", []),
                     "key_twice": lambda c: c.append(("instanceID", "xmp:iid:other")), "title": lambda c: c.put("dc:title", "another"),
                     "signature_elsewhere": lambda c: c.put("signature", "self#jumbf=/c2pa/other/c2pa.signature"),
                     "traversal": lambda c: c.put("signature", "self#jumbf=../../../etc/passwd"),
                     "remote": lambda c: c.put("signature", "http://127.0.0.1:9/claim")}.items():
    CASES[f"claim_{name}"] = (claim_case(change), None, False)


# ---------------------------------------------------------------- the picture and its container
@case()
def picture_changed(f):
    if f.format == "png":
        parts = [[n, c[:-1] + bytes([c[-1] ^ 1]) if n == b"IDAT" else c] for n, c in f.parts]
        return png(parts)
    return jpeg(f.parts, bytes([f.rest[0] ^ 1]) + f.rest[1:])
@case()
def picture_of_other_file(f): return File.with_store(f.other, f.store)
@case()
def bytes_after_the_end(f): return f.data + FOREIGN
@case()
def byte_after_the_end(f): return f.data + b"\0"
@case("png")
def text_chunk_before(f): return f.with_parts(f.parts[:f.at] + [[b"tEXt", b"a\0b"]] + f.parts[f.at:])
@case("png")
def text_chunk_after(f): return f.with_parts(f.parts[:f.at + 1] + [[b"tEXt", b"a\0b"]] + f.parts[f.at + 1:])
@case("png")
def header_changed(f): return f.with_parts([[n, c[:-1] + b"\1" if n == b"IHDR" else c] for n, c in f.parts])
@case("png")
def chunk_twice(f): return f.with_parts(f.parts[:f.at] + [f.parts[f.at]] * 2 + f.parts[f.at + 1:])
@case("png")
def chunk_twice_second_empty(f): return f.with_parts(f.parts[:f.at + 1] + [[b"caBX", b""]] + f.parts[f.at + 1:])
@case("png")
def chunk_of_other_file_at_the_end(f): return f.with_parts(f.parts[:-1] + [[b"caBX", f.other.store]] + f.parts[-1:])
@case("png")
def chunk_moved_behind_the_picture(f): return f.with_parts(f.parts[:f.at] + f.parts[f.at + 1:-1] + [f.parts[f.at]] + f.parts[-1:])
@case("png")
def chunk_behind_the_end(f): return png(f.parts[:f.at] + f.parts[f.at + 1:], chunk(b"caBX", f.store))
@case("png")
def chunk_split(f):
    n = len(f.store) // 2
    return f.with_parts(f.parts[:f.at] + [[b"caBX", f.store[:n]], [b"caBX", f.store[n:]]] + f.parts[f.at + 1:])
@case("png")
def chunk_checksum_wrong(f):
    p = f.data.index(b"caBX") + 4 + len(f.store)
    return f.data[:p] + bytes([f.data[p] ^ 1]) + f.data[p + 1:]
@case("png")
def chunk_length_high_bit(f):
    p = f.data.index(b"caBX") - 4
    return f.data[:p] + bytes([f.data[p] ^ 0x80]) + f.data[p + 1:]
@case("png")
def chunk_length_beyond_the_file(f):
    p = f.data.index(b"caBX") - 4
    return f.data[:p] + b"\x7f\xff\xff\xff" + f.data[p + 4:]
@case("png", hides=True)
def chunk_other_type(f): return f.with_parts([[b"cabX" if n == b"caBX" else n, c] for n, c in f.parts])
@case("png", hides=True)
def chunk_other_type_safe_to_copy(f): return f.with_parts([[b"caBx" if n == b"caBX" else n, c] for n, c in f.parts])
@case()
def file_cut_in_store(f): return f.data[:f.data.index(b"jumb") + len(f.store) // 2]
@case()
def file_cut_after_store(f): return f.data[:f.data.index(b"jumb") + len(f.store) + 4]
@case()
def file_last_byte_missing(f): return f.data[:-1]
@case("jpeg")
def sequence_77(f): return f.with_parts(f.parts[:f.at] + app11(f.store, first=77) + f.parts[f.at + len(f.carriers):])
@case("jpeg")
def sequence_0(f): return f.with_parts(f.parts[:f.at] + app11(f.store, first=0) + f.parts[f.at + len(f.carriers):])


def segment_case(name, change):
    def f(file):
        middle = change(app11(file.store, size=len(file.store) // 3 + 1))
        return file.with_parts(file.parts[:file.at] + middle + file.parts[file.at + len(file.carriers):])
    CASES[f"segments_{name}"] = (f, "jpeg", False)


segment_case("split", lambda s: s)
segment_case("swapped", lambda s: [s[0], s[2], s[1]])
segment_case("reversed", lambda s: s[::-1])
segment_case("one_missing", lambda s: [s[0], s[2]])
segment_case("one_twice", lambda s: [s[0], s[1], s[1], s[2]])
segment_case("gap_in_sequence", lambda s: [s[0], s[1], [0xeb, s[2][1][:4] + struct.pack(">I", 9) + s[2][1][8:]]])
segment_case("comment_between", lambda s: [s[0], [0xfe, FOREIGN], s[1], s[2]])
segment_case("other_app11_between", lambda s: [s[0], [0xeb, b"XX" + FOREIGN], s[1], s[2]])
segment_case("other_number", lambda s: [s[0], s[1], [0xeb, s[2][1][:2] + b"\0\7" + s[2][1][4:]]])
segment_case("repeated_header_differs", lambda s: [s[0], s[1], [0xeb, s[2][1][:8] + b"\0\0\0\x08free" + s[2][1][16:]]])
segment_case("continuation_too_short", lambda s: [s[0], s[1], [0xeb, s[2][1][:10]]])


@case("jpeg")
def segments_twice(f): return f.with_parts(f.parts[:f.at] + f.carriers * 2 + f.parts[f.at + len(f.carriers):])
@case("jpeg")
def second_store(f):
    end = f.at + len(f.carriers)
    return f.with_parts(f.parts[:end] + app11(f.other.store, en=0x0212) + f.parts[end:])
@case("jpeg")
def segment_trailing_bytes(f):
    return f.with_parts([[m, c + FOREIGN] if [m, c] is f.parts[f.at] or (m, c) == tuple(f.parts[f.at]) else [m, c] for m, c in f.parts])
@case("jpeg")
def comment_before(f): return f.with_parts(f.parts[:f.at] + [[0xfe, FOREIGN]] + f.parts[f.at:])
@case("jpeg")
def comment_after(f): return f.with_parts(f.parts[:f.at + len(f.carriers)] + [[0xfe, FOREIGN]] + f.parts[f.at + len(f.carriers):])
@case("jpeg")
def exif_added(f): return f.with_parts(f.parts[:f.at] + [[0xe1, b"Exif\0\0II*\0\x08\0\0\0\0\0"]] + f.parts[f.at:])
@case("jpeg")
def quantisation_changed(f): return f.with_parts([[m, c[:-1] + bytes([c[-1] ^ 1]) if m == 0xdb else c] for m, c in f.parts])
@case("jpeg")
def fill_bytes_before_store(f):
    p = f.data.index(b"\xff\xeb")
    return f.data[:p] + b"\xff\xff\xff" + f.data[p:]
@case("jpeg")
def segment_length_too_large(f):
    p = f.data.index(b"\xff\xeb") + 2
    return f.data[:p] + b"\xff\xff" + f.data[p + 2:]
@case("jpeg")
def segment_length_zero(f):
    p = f.data.index(b"\xff\xeb") + 2
    return f.data[:p] + b"\0\0" + f.data[p + 2:]
@case("jpeg", hides=True)
def segment_other_identifier(f):
    return f.with_parts([[m, b"JQ" + c[2:]] if m == 0xeb else [m, c] for m, c in f.parts])


# ---------------------------------------------------------------- judging
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


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--only", default="", help="only cases whose name contains this")
    p.add_argument("--keep", help="a folder to leave the offenders in")
    p.add_argument("--list", action="store_true", help="print the names of the cases")
    a = p.parse_args()
    if a.list:
        print("\n".join(f"{only or 'png jpeg':9} {name}" for name, (_, only, _) in CASES.items()))
        return 0
    passed, failed, absent, worst = 0, 0, [], (0, 0)
    with tempfile.TemporaryDirectory() as folder:
        certs = os.path.join(folder, "certs")
        root = harness.certificates(a.signet, certs, "es256")
        files = {}
        for name, source in harness.pictures(folder).items():
            end = os.path.splitext(source)[1]
            other_source = os.path.join(folder, "other" + end)
            with open(other_source, "wb") as f:
                f.write(harness.png(seed=7) if name == "png" else harness.jpeg().replace(b"\xff\xdb", b"\xff\xfe\0\5abc\xff\xdb", 1))
            signed = harness.sign(a.signet, source, os.path.join(folder, "signed" + end), certs)
            other = harness.sign(a.signet, other_source, os.path.join(folder, "signed-other" + end), certs)
            files[name] = (File(signed, File(other, None)), end)
            harness.checked([a.signet, "verify", signed, "--trust", root], "the unchanged file has to pass")
        for name, (build, only, hides) in CASES.items():
            for format, (file, end) in files.items():
                if only not in (None, format) or a.only not in name:
                    continue
                data = build(file)
                if data is None:
                    absent.append(f"{format} {name}")
                    continue
                if data == file.data:
                    sys.exit(f"attack: {format} {name} changes nothing")
                path = os.path.join(folder, f"{name}{end}")
                with open(path, "wb") as f:
                    f.write(data)
                wrong, r = judge(a.signet, path, root, hides in (True, format))
                passed, failed, worst = passed + (not wrong), failed + bool(wrong), max(worst, (r.cpu, r.rss))
                if wrong:
                    print(f"{format} {name}: {'; '.join(wrong)}")
                    if a.keep:
                        os.makedirs(a.keep, exist_ok=True)
                        with open(os.path.join(a.keep, f"{name}{end}"), "wb") as f:
                            f.write(data)
                os.unlink(path)
    if absent:
        print(f"{len(absent)} do not apply (no padding to misuse): {', '.join(absent)}")
    print(f"slowest: {worst[0]:.2f} CPU seconds, {worst[1]:.0f} MB")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
