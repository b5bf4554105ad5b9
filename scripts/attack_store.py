"""Attacks on manifest stores, whatever carries them. For attack.py."""
import struct
from attack_file import *
from structure import *


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
        hides = SHARED_CARRIER if box == "store" else False
        add(f"{box}_label_changed", relabelled(box), hides=hides)
        add(f"{box}_uuid_changed", other_kind(box), hides=hides)
        for value in (0x00, 0x01, 0x02, 0x07, 0x0b, 0x13, 0x83, 0xff):
            add(f"{box}_toggles_{value:02x}", toggled(box, value), hides=hides)
    for name, label in {"empty": b"", "1_mb": b"A" * (1 << 20), "not_utf8": b"\xff\xfe\x80", "traversal": b"../../../../etc/passwd",
                        "escape": b"urn:c2pa:\x1b[31mred", "slash": b"c2pa/c2pa", "bidi": "urn:\u202egnp".encode()}.items():
        def f(file, label=label): return file.edited(lambda s, m: m.relabel(label))
        add(f"manifest_label_{name}", f)
        def g(file, label=label):
            return file.edited(lambda s, m: m.find(b"c2pa.assertions").children[1].relabel(label))
        add(f"assertion_label_{name}", g)


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
    add(f"{short}_of_other_file", replacing(name))
    add(f"{short}_removed", removing(name))
    add(f"{short}_doubled", doubling(name, False))
    add(f"{short}_of_other_file_added", doubling(name, True))


@case()
def store_of_other_file(f): return f.with_store(f.other.store)
@case()
def store_empty(f): return f.edited(lambda s, m: s.children.remove(m))
@case(hides=SHARED_CARRIER)
def store_no_bytes(f): return f.with_store(b"")
@case(hides=SHARED_CARRIER)
def store_eight_bytes(f): return f.with_store(f.store[:8])
@case()
def store_cut(f): return f.with_store(f.store[:-1])
@case()
def store_half(f): return f.with_store(f.store[:len(f.store) // 2])
@case()
def store_twice_inside(f): return f.with_store(f.store + f.store)
@case(hides=SHARED_CARRIER)
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
            add(f"length_of_{name}_{label}", lying(path, value))


length_cases()


@case()
def long_length_2_63(f): return f.with_store(struct.pack(">I4sQ", 1, b"jumb", 1 << 63) + f.store[8:])
@case(EMBEDDED)
def long_length_right(f): return f.with_store(struct.pack(">I4sQ", 1, b"jumb", len(f.store) + 8) + f.store[8:])
@case()
def boxes_nested_7500(f):
    data = b""
    for _ in range(7500):
        data = struct.pack(">I4s", len(data) + 8, b"jumb") + data
    return f.edited(lambda s, m: m.children.append(Box(b"jumb", data)))
@case(hides=SHARED_CARRIER)
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
            add(f"cbor_{name}_in_{place}", f)


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
@case(EMBEDDED)
def time_stamp_garbage(f): return f.cose(lambda t, p, u: u.put("sigTst2", Map([("tstTokens", [Map([("val", FOREIGN)])])])), refill=False)
@case(EMBEDDED)
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
    add(f"claim_{name}", claim_case(change))
