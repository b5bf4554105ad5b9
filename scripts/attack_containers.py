"""Attacks on pictures and on what carries their stores, format by format. For attack.py."""
import re, struct
from attack_file import *
from containers import *
from structure import *


# ---------------------------------------------------------------- the picture and its container
def end_of_store(f):
    """The offset behind the store, whatever it is written as."""
    if f.format == "svg":
        return f.container.end
    if f.format == "gif":
        return f.container.end - 1
    return f.data.index(f.store[-16:]) + 16


@case()
def picture_changed(f):
    if f.format == "sidecar":
        return f.store, f.image[:-20] + bytes([f.image[-20] ^ 1]) + f.image[-19:]
    if f.format == "png":
        return png([[n, c[:-1] + bytes([c[-1] ^ 1]) if n == b"IDAT" else c] for n, c in f.parts])
    if f.format == "jpeg":
        return jpeg(f.parts, bytes([f.rest[0] ^ 1]) + f.rest[1:])
    # Rather within the pixels than anywhere else.
    place = {"webp": 30, "gif": len(f.data) - 4, "tiff": f.data.find(b"\3\6\x09"), "svg": f.data.find(b"#12")}.get(f.format, len(f.data) - 9)
    return f.data[:place] + bytes([f.data[place] ^ 1]) + f.data[place + 1:]
@case()
def picture_of_other_file(f): return (f.store, f.other.image) if f.format == "sidecar" else f.other.with_store(f.store)
@case()
def bytes_after_the_end(f): return f.data + FOREIGN
@case()
def byte_after_the_end(f): return f.data + b"\0"
@case()
def file_cut_in_store(f): return f.data[:end_of_store(f) - len(f.store) // 2]
@case()
def file_cut_after_store(f):
    end = end_of_store(f)
    return f.data[:end + 3 if end + 3 < len(f.data) else end - 2]
@case()
def file_last_byte_missing(f): return f.data[:-1]
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
@case("jpeg")
def sequence_77(f): return f.with_parts(f.parts[:f.at] + app11(f.store, first=77) + f.parts[f.at + len(f.carriers):])
@case("jpeg")
def sequence_0(f): return f.with_parts(f.parts[:f.at] + app11(f.store, first=0) + f.parts[f.at + len(f.carriers):])


def segment_case(name, change):
    def f(file):
        middle = change(app11(file.store, size=len(file.store) // 3 + 1))
        return file.with_parts(file.parts[:file.at] + middle + file.parts[file.at + len(file.carriers):])
    add(f"segments_{name}", f, "jpeg")


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


# ---------------------------------------------------------------- WebP
def webp(f, change):
    parts = [list(p) for p in f.parts]
    return f.with_parts(change(parts, f.at) or parts)


@case("webp")
def webp_chunk_twice(f): return webp(f, lambda p, at: p[:at + 1] + p[at:])
@case("webp")
def webp_chunk_of_other_file_before(f): return webp(f, lambda p, at: p[:at] + [[b"C2PA", f.other.store]] + p[at:])
@case("webp")
def webp_chunk_first(f): return webp(f, lambda p, at: [p[at]] + p[:at] + p[at + 1:])
@case("webp")
def webp_chunk_split(f):
    n = len(f.store) // 2
    return webp(f, lambda p, at: p[:at] + [[b"C2PA", f.store[:n]], [b"C2PA", f.store[n:]]] + p[at + 1:])
@case("webp")
def webp_chunk_empty_before(f): return webp(f, lambda p, at: p[:at] + [[b"C2PA", b""]] + p[at:])
@case("webp")
def webp_unknown_chunk_behind(f): return webp(f, lambda p, at: p + [[b"junk", FOREIGN]])
@case("webp")
def webp_xmp_chunk_behind(f): return webp(f, lambda p, at: p + [[b"XMP ", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"]])
@case("webp")
def webp_second_picture(f): return webp(f, lambda p, at: p + [p[0]])
@case("webp")
def webp_padding_not_zero(f):
    return f.with_parts(f.parts[:f.at] + [[b"C2PA", f.store + b"\0" * (1 - len(f.store) % 2), b"\1"]] + f.parts[f.at + 1:])
@case("webp")
def webp_size_too_large(f): return f.data[:4] + struct.pack("<I", len(f.data) + 1000) + f.data[8:]
@case("webp")
def webp_size_2_32(f): return f.data[:4] + b"\xff" * 4 + f.data[8:]
@case("webp")
def webp_size_without_store(f): return f.data[:4] + struct.pack("<I", len(f.data) - 16 - len(f.store)) + f.data[8:]
@case("webp")
def webp_chunk_size_too_large(f):
    p = f.data.index(b"C2PA") + 4
    return f.data[:p] + struct.pack("<I", len(f.store) + 4000) + f.data[p + 4:]
@case("webp")
def webp_chunk_size_2_32(f):
    p = f.data.index(b"C2PA") + 4
    return f.data[:p] + b"\xff" * 4 + f.data[p + 4:]
@case("webp")
def webp_store_behind_riff(f):
    return f.container.with_parts(f.parts[:f.at] + f.parts[f.at + 1:], WebP.chunk(b"C2PA", f.store))
@case("webp", hides=True)
def webp_chunk_other_case(f): return webp(f, lambda p, at: p.__setitem__(at, [b"c2pa", f.store]))


# ---------------------------------------------------------------- GIF
@case("gif")
def gif_block_twice(f): return f.container.with_block(f.container.block(f.store) * 2)
@case("gif")
def gif_block_of_other_file_behind(f):
    return f.container.with_block(f.container.block(f.store) + f.container.block(f.other.store))
@case("gif")
def gif_block_behind_picture(f): return f.container.with_block(b"")[:-1] + f.container.block(f.store) + b";"
@case("gif")
def gif_block_behind_trailer(f): return f.container.with_block(b"") + f.container.block(f.store)
@case("gif")
def gif_pieces_of_254(f): return f.container.with_block(f.container.block(f.store, 254))
@case("gif")
def gif_pieces_of_1(f): return f.container.with_block(f.container.block(f.store, 1))
@case("gif")
def gif_block_ends_early(f):
    b = f.container.block(f.store)
    return f.container.with_block(b[:14 + 256] + b"\0" + b[14 + 256:])
@case("gif")
def gif_piece_added(f): return f.container.with_block(f.container.block(f.store)[:-1] + bytes([len(FOREIGN)]) + FOREIGN + b"\0")
@case("gif")
def gif_version_other(f): return f.container.with_block(f.container.block(f.store, version=b"\1\0\1"))
@case("gif")
def gif_version_two(f): return f.container.with_block(f.container.block(f.store, version=b"\2\0\0"))
@case("gif", hides=True)
def gif_identifier_other(f): return f.container.with_block(f.container.block(f.store, head=b"\x21\xff\x0bC2PA_GIG"))
@case("gif")
def gif_comment_before(f): return f.container.with_block(b"\x21\xfe\x03abc\0" + f.container.block(f.store))
@case("gif")
def gif_comment_behind(f): return f.container.with_block(f.container.block(f.store) + b"\x21\xfe\x03abc\0")
@case("gif")
def gif_delay_added(f): return f.container.with_block(f.container.block(f.store) + b"\x21\xf9\x04\0\x0a\0\0\0")
@case("gif")
def gif_second_picture(f): return f.data[:-1] + f.data[f.container.end:]
@case("gif")
def gif_older_version(f): return b"GIF87a" + f.data[6:]
@case("gif")
def gif_no_trailer(f): return f.data[:-1]


# ---------------------------------------------------------------- TIFF
def tiff_number(offset, value, format="<I"):
    """Writes a number at the place `offset` within the entry of the store."""
    return lambda f: f.container.with_number(f.container.entry + offset, value(f) if callable(value) else value, format)


for name, offset, value, format in (
        ("count_0", 4, 0, "<I"), ("count_1", 4, 1, "<I"), ("count_less", 4, lambda f: len(f.store) - 1, "<I"),
        ("count_more", 4, lambda f: len(f.store) + 1, "<I"), ("count_2_32", 4, 0xffffffff, "<I"),
        ("offset_0", 8, 0, "<I"), ("offset_to_the_start", 8, 8, "<I"), ("offset_one_more", 8, lambda f: f.container.offset + 1, "<I"),
        ("offset_2_32", 8, 0xffffffff, "<I"), ("type_byte", 2, 1, "<H"), ("type_ascii", 2, 2, "<H"), ("type_long", 2, 4, "<H"),
        ("type_none", 2, 99, "<H")):
    add(f"tiff_{name}", tiff_number(offset, value, format), "tiff")
add("tiff_tag_other", tiff_number(0, 0xcd42, "<H"), "tiff", hides=True)


@case("tiff")
def tiff_entries_65535(f): return f.container.with_number(f.container.directories[0][0], 0xffff, "<H")
@case("tiff")
def tiff_entry_dropped(f):
    p, n = f.container.directories[-1]
    return f.container.with_number(p, n - 1, "<H")
@case("tiff")
def tiff_next_is_itself(f):
    p, n = f.container.directories[-1]
    return f.container.with_number(p + 2 + 12 * n, p)
@case("tiff")
def tiff_next_is_store(f):
    p, n = f.container.directories[-1]
    return f.container.with_number(p + 2 + 12 * n, f.container.offset)
@case("tiff")
def tiff_next_beyond_the_file(f):
    p, n = f.container.directories[-1]
    return f.container.with_number(p + 2 + 12 * n, len(f.data) + 100)
@case("tiff")
def tiff_picture_in_store(f):
    p, n = f.container.directories[0]
    place = next(e for e in range(p + 2, p + 2 + 12 * n, 12) if f.data[e:e + 2] == b"\x11\x01")
    return f.container.with_number(place + 8, f.container.offset + 8)
@case("tiff")
def tiff_store_elsewhere(f):
    return tiff_number(8, len(f.data))(f) + f.store
@case("tiff")
def tiff_bytes_between(f): return tiff_number(8, len(f.data) - len(f.store) + 32)(f)[:f.container.offset] + FOREIGN[:32] + f.store
@case("tiff")
def tiff_second_directory(f):
    p, n = f.container.directories[-1]
    more = struct.pack("<HHHIII", 1, TIFF_TAG, 7, len(f.store), f.container.offset, 0)
    return f.container.with_number(p + 2 + 12 * n, len(f.data)) + more
@case("tiff")
def tiff_big_version(f): return f.data[:2] + b"\x2b\0" + f.data[4:]
@case("tiff")
def tiff_other_byte_order(f): return b"MM" + f.data[2:]


# ---------------------------------------------------------------- SVG
def svg_text(change): return lambda f: f.container.with_text(change(f.container.text))


for name, change in {
        "space_before": lambda t: b" " + t, "line_break_inside": lambda t: t[:76] + b"\n" + t[76:], "tab_behind": lambda t: t + b"\t",
        "entity_for_letter": lambda t: b"&#x%x;" % t[0] + t[1:], "entity_named": lambda t: t[:8] + b"&amp;" + t[8:],
        "comment_inside": lambda t: t[:40] + b"<!-- unsigned -->" + t[40:], "cdata": lambda t: b"<![CDATA[" + t + b"]]>",
        "element_inside": lambda t: t[:40] + b"<rect/>" + t[40:], "url_alphabet": lambda t: t.replace(b"+", b"-").replace(b"/", b"_"),
        "padding_added": lambda t: t + b"====", "text_behind_padding": lambda t: t + b"QUJD", "letter_lost": lambda t: t[:-1],
        "empty": lambda t: b"", "processing_instruction": lambda t: t[:4] + b"<?x y?>" + t[4:]}.items():
    add(f"svg_{name}", svg_text(change), "svg")


def svg_element(f): return re.search(rb"<c2pa:manifest.*?</c2pa:manifest>", f.data)[0]


@case("svg")
def svg_manifest_twice(f): return f.data.replace(svg_element(f), svg_element(f) * 2)
@case("svg")
def svg_manifest_of_other_file_behind(f): return f.data.replace(svg_element(f), svg_element(f) + svg_element(f.other))
@case("svg")
def svg_second_metadata(f): return f.data.replace(b"</svg>", b"<metadata>" + svg_element(f) + b"</metadata></svg>")
@case("svg")
def svg_script_added(f): return f.data.replace(b"</svg>", b"<script>alert(1)</script></svg>")
@case("svg")
def svg_attribute_on_manifest(f): return f.data.replace(b"<c2pa:manifest ", b"<c2pa:manifest onload='x()' ")
@case("svg")
def svg_document_type(f): return f.data.replace(b"<svg", b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg", 1)
@case("svg")
def svg_external_entity(f): return f.data.replace(b"<svg", b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg", 1)
@case("svg")
def svg_entity_bomb(f):
    levels = b"".join(b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10 if i else b"boom") for i in range(12))
    return f.data.replace(b"<svg", b"<!DOCTYPE svg [" + levels + b"]><svg", 1).replace(b"</title>", b"&a11;</title>")
@case("svg", hides=True)
def svg_other_namespace(f): return f.data.replace(b"http://c2pa.org/manifest", b"http://c2pa.org/manifesto")
@case("svg")
def svg_other_prefix(f): return f.data.replace(b"c2pa:", b"p:").replace(b"xmlns:c2pa", b"xmlns:p")
@case("svg")
def svg_nested_100000(f): return f.data.replace(b"</svg>", b"<g>" * 100_000 + b"</g>" * 100_000 + b"</svg>")
@case("svg")
def svg_other_encoding(f): return f.data.replace(b"UTF-8", b"UTF-7")
@case("svg")
def svg_text_behind_root(f): return f.data + b"<!-- unsigned -->"


# ---------------------------------------------------------------- JPEG XL, AVIF and HEIF
BOXES = "jxl avif heic"


@case(BOXES)
def box_twice(f): return f.with_parts(f.parts[:f.at + 1] + f.parts[f.at:])
@case(BOXES)
def box_of_other_file_before(f): return f.with_parts(f.parts[:f.at] + [f.other.parts[f.other.at]] + f.parts[f.at:])
@case(BOXES)
def box_of_other_file_at_the_end(f): return f.with_parts(f.parts + [f.other.parts[f.other.at]])
@case(BOXES)
def box_moved_to_the_end(f): return f.with_parts(f.parts[:f.at] + f.parts[f.at + 1:] + [f.parts[f.at]])
@case(BOXES)
def box_moved_to_the_start(f): return f.with_parts([f.parts[f.at]] + f.parts[:f.at] + f.parts[f.at + 1:])
@case(BOXES)
def box_free_added_before(f): return f.with_parts(f.parts[:f.at] + [[b"free", FOREIGN]] + f.parts[f.at:])
@case(BOXES)
def box_free_added_at_the_end(f): return f.with_parts(f.parts + [[b"free", FOREIGN]])
@case(BOXES)
def box_skip_added_at_the_end(f): return f.with_parts(f.parts + [[b"skip", FOREIGN]])
@case(BOXES)
def box_free_with_the_store_of_another(f): return f.with_parts(f.parts + [[b"free", f.other.store]])
@case(BOXES)
def box_unknown_added_at_the_end(f): return f.with_parts(f.parts + [[b"abcd", FOREIGN]])
@case(BOXES)
def box_exif_added(f): return f.with_parts(f.parts + [[b"Exif", b"\0\0\0\0II*\0\x08\0\0\0\0\0"]])
@case(BOXES)
def box_file_type_twice(f): return f.with_parts(f.parts[:2] + f.parts[1 if f.format == "jxl" else 0:])
@case(BOXES)
def box_brand_changed(f):
    return f.with_parts([[n, c[:-1] + b"x" if n == b"ftyp" else c] for n, c in f.parts])
@case(BOXES)
def box_size_0_in_the_middle(f):
    p = f.data.index(b"jumb" if f.format == "jxl" else b"uuid") - 4
    return f.data[:p] + bytes(4) + f.data[p + 4:]
@case(BOXES)
def box_size_7(f):
    p = f.data.index(b"jumb" if f.format == "jxl" else b"uuid") - 4
    return f.data[:p] + b"\0\0\0\7" + f.data[p + 4:]
@case(BOXES)
def box_size_2_31(f):
    p = f.data.index(b"jumb" if f.format == "jxl" else b"uuid") - 4
    return f.data[:p] + b"\x7f\xff\xff\xff" + f.data[p + 4:]
@case(BOXES)
def box_size_64_bits(f):
    p = f.data.index(b"jumb" if f.format == "jxl" else b"uuid") - 4
    n = int.from_bytes(f.data[p:p + 4], "big")
    return f.data[:p] + b"\0\0\0\1" + f.data[p + 4:p + 8] + struct.pack(">Q", n + 8) + f.data[p + 8:]
@case("jxl", hides=True)
def jxl_store_compressed(f): return f.container.with_part(b"brob", b"jumb" + f.store)
@case("jxl")
def jxl_codestream_twice(f): return f.with_parts(f.parts + [p for p in f.parts if p[0] == b"jxlc"])
@case("jxl")
def jxl_reconstruction_added(f): return f.with_parts(f.parts + [[b"jbrd", FOREIGN]])
@case("avif heic")
def bmff_extended_type_changed(f): return f.container.with_head(f.container.head[:15] + b"\x80" + f.container.head[16:])
@case("avif heic")
def bmff_version_1(f): return f.container.with_head(f.container.head[:16] + b"\1" + f.container.head[17:])
@case("avif heic")
def bmff_flags_1(f): return f.container.with_head(f.container.head[:19] + b"\1" + f.container.head[20:])


for name in ("original", "update", "merkle", "manifesT", "manifes", "", "\x1b[31m", "manifest2"):
    def retagged(f, name=name): return f.container.with_head(f.container.head[:20] + name.encode() + b"\0" + bytes(8))
    # A box of Merkle proofs is not one with a store.
    add(f"bmff_purpose_{name.encode().hex() if not name.isalnum() else name}", retagged, "avif heic")


@case("avif heic")
def bmff_purpose_unterminated(f): return f.container.with_head(f.container.head[:28] + b"x" + bytes(8))
@case("avif heic")
def bmff_merkle_offset(f): return f.container.with_head(f.container.head[:29] + struct.pack(">Q", 1))
@case("avif heic")
def bmff_merkle_box_added(f): return f.with_parts(f.parts + [[b"uuid", BMFF_UUID + bytes(4) + b"merkle\0" + FOREIGN]])
@case("avif heic")
def bmff_update_box_added(f): return f.with_parts(f.parts + [[b"uuid", BMFF_UUID + bytes(4) + b"update\0" + bytes(8) + f.other.store]])
@case("avif heic")
def bmff_second_data(f): return f.with_parts(f.parts + [p for p in f.parts if p[0] == b"mdat"])
@case("avif heic")
def bmff_movie_added(f): return f.with_parts(f.parts + [[b"moov", FOREIGN]])
@case("avif heic")
def bmff_fragment_index_added(f): return f.with_parts(f.parts + [[b"mfra", FOREIGN]])
@case("avif heic")
def bmff_other_uuid_added(f): return f.with_parts(f.parts + [[b"uuid", bytes(range(16)) + FOREIGN]])
@case("avif heic")
def bmff_item_moved(f):
    p = f.data.index(b"iloc") + 28
    return f.data[:p] + bytes([f.data[p] ^ 1]) + f.data[p + 1:]
@case("avif heic")
def bmff_meta_swapped_with_data(f):
    order = [b"ftyp", b"uuid", b"mdat", b"meta"]
    return f.with_parts(sorted(f.parts, key=lambda p: order.index(p[0])))


# ---------------------------------------------------------------- records beside their image
@case("sidecar")
def sidecar_of_other_file(f): return f.other.store
@case("sidecar")
def sidecar_image_replaced(f): return f.store, f.other.image
@case("sidecar")
def sidecar_image_with_bytes_behind(f): return f.store, f.image + FOREIGN
@case("sidecar")
def sidecar_image_cut(f): return f.store, f.image[:-12]
@case("sidecar")
def sidecar_twice(f): return f.store + f.store
@case("sidecar")
def sidecar_bytes_behind(f): return f.store + FOREIGN
@case("sidecar")
def sidecar_bytes_before(f): return b"\n" + f.store
@case("sidecar")
def sidecar_is_its_image(f): return f.image
@case("sidecar")
def sidecar_is_text(f): return b"{}"


# ---------------------------------------------------------------- the record taken out of its file, and something else put there
def hidden(f):
    """The file with its store in a carrier of the same size that means nothing, or None where the type of the carrier is hashed."""
    if f.format == "png":
        return f.with_parts([[b"tEXt" if n == b"caBX" else n, c] for n, c in f.parts])
    if f.format == "jpeg":
        return f.with_parts([[0xfe, c] if is_app11([m, c]) else [m, c] for m, c in f.parts])
    if f.format == "webp":
        return f.with_parts([[b"junk" if n == b"C2PA" else n, c] for n, c in f.parts])
    if f.format == "gif":
        return f.container.with_block(f.container.block(f.store, head=b"\x21\xff\x0bNETSCAPE"))
    if f.format == "jxl":
        return f.container.with_part(b"free", f.parts[f.at][1])
    if f.format in ("avif", "heic"):
        return f.container.with_part(b"free", f.parts[f.at][1])
    return None


DETACHED = {
    "detached_hidden": hidden,
    "detached_overwritten": lambda f: (h := hidden(f)) and h.replace(f.store[200:600], (FOREIGN * 20)[:400], 1),
    "detached_zeroed": lambda f: f.container.with_text(b"A" * len(f.container.text)) if f.format == "svg" else f.with_store(bytes(len(f.store))),
    "detached_store_of_other": lambda f: f.with_store(f.other.store),
}
