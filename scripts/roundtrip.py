#!/usr/bin/env python3
"""Pictures of many layouts, signed and edited: the pixels stay, and two other implementations find the records sound.

Makes pictures with Pillow (progressive, CMYK, 16 bits, palettes, animations, tiles, pages, BigTIFF, metadata, several images in one
HEIC or AVIF), and takes the pictures of --files as they are. Each is signed and then edited once by signet. Before and after, every
frame has to decode to the same pixels (Pillow, libheif, djxl, rsvg-convert); what signet wrote has to be Trusted for the reference
implementation and valid for encypher-c2pa, and signet has to verify it. Pictures that others cannot decode are left out;
what signet refuses is counted, and is a fault for a picture made here. Prints one line per fault and `N passed, N failed`.
"""
import argparse, collections, io, os, random, sys, tempfile, warnings
import harness
from peers import PIL, decode, encypher, read

warnings.simplefilter("ignore")
PIXELS = 30_000_000
MIME = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif", "TIFF": "image/tiff",
        "AVIF": "image/avif", "HEIF": "image/heic"}


def layouts():
    """(name, bytes) of each."""
    from PIL import Image
    r = random.Random(7)
    base = Image.frombytes("RGB", (48, 32), bytes(r.randrange(256) for _ in range(48 * 32 * 3)))
    alpha = base.copy()
    alpha.putalpha(Image.frombytes("L", base.size, bytes(r.randrange(256) for _ in range(48 * 32))))
    frames = [base.rotate(a) for a in (0, 90, 180)]
    exif = Image.Exif()
    exif[0x010e] = "a picture"
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    deep = Image.frombytes("I;16", (24, 16), bytes(r.randrange(256) for _ in range(24 * 16 * 2)))

    def saved(image, end, **options):
        out = io.BytesIO()
        image.save(out, {"jpg": "JPEG", "tif": "TIFF", "heic": "HEIF"}.get(end, end.upper()), **options)
        return end, out.getvalue()

    yield "jpeg progressive", *saved(base, "jpg", progressive=True, quality=90)
    yield "jpeg grey", *saved(base.convert("L"), "jpg")
    yield "jpeg cmyk", *saved(base.convert("CMYK"), "jpg")
    yield "jpeg metadata", *saved(base, "jpg", exif=exif, xmp=xmp, icc_profile=b"\0" * 200, comment=b"hello", dpi=(300, 300))
    yield "jpeg restart", *saved(base, "jpg", restart_marker_blocks=2)
    yield "png 16 bit", *saved(deep, "png")
    yield "png palette", *saved(base.quantize(16), "png", transparency=3)
    yield "png alpha", *saved(alpha, "png")
    yield "png 1 bit", *saved(base.convert("1"), "png")
    yield "png metadata", *saved(base, "png", exif=exif, icc_profile=b"\0" * 200)
    yield "png animated", *saved(frames[0], "png", save_all=True, append_images=frames[1:])
    yield "gif animated", *saved(frames[0].quantize(32), "gif", save_all=True, append_images=[f.quantize(32) for f in frames[1:]], loop=0, duration=80)
    yield "gif transparent", *saved(base.quantize(32), "gif", transparency=0, comment=b"hello")
    yield "webp lossy", *saved(base, "webp", quality=70)
    yield "webp lossless alpha", *saved(alpha, "webp", lossless=True, exact=True)
    yield "webp metadata", *saved(base, "webp", exif=exif, xmp=xmp, icc_profile=b"\0" * 200)
    yield "webp animated", *saved(frames[0], "webp", save_all=True, append_images=frames[1:], lossless=True)
    yield "tiff lzw", *saved(base, "tif", compression="tiff_lzw")
    yield "tiff jpeg", *saved(base, "tif", compression="jpeg")
    yield "tiff 16 bit", *saved(deep, "tif")
    yield "tiff pages", *saved(frames[0], "tif", save_all=True, append_images=frames[1:])
    yield "tiff big", *saved(base, "tif", big_tiff=True)
    yield "tiff big pages", *saved(frames[0], "tif", big_tiff=True, save_all=True, append_images=frames[1:])
    yield "tiff metadata", *saved(base, "tif", exif=exif, icc_profile=b"\0" * 200)
    yield "avif alpha", *saved(alpha, "avif", quality=80)
    yield "avif animated", *saved(frames[0], "avif", save_all=True, append_images=frames[1:])
    yield "avif metadata", *saved(base, "avif", exif=exif, xmp=xmp)
    yield "heic", *saved(base, "heic", quality=80)
    yield "heic several", *saved(frames[0], "heic", save_all=True, append_images=frames[1:])
    yield "heic metadata", *saved(alpha, "heic", exif=exif.tobytes())
    yield "svg", "svg", harness.svg()
    yield "jxl", "jxl", harness.jxl()


def frames_of(path):
    """The frames and the media type; None for what others do not take for a picture."""
    end = path.rsplit(".", 1)[-1]
    if end in ("svg", "jxl"):
        found = decode(path)
        return found and (found, harness.MIME[end])
    try:
        with PIL.Image.open(path) as image:
            if image.size[0] * image.size[1] * getattr(image, "n_frames", 1) > PIXELS or image.format not in MIME:
                return None
            mime = MIME[image.format]
        return decode(path), mime
    except Exception:
        return None


def check(signet, certs, root, anchors, folder, path, count):
    """What is wrong, None when others cannot decode the picture, or the reason why signet refuses it."""
    before = frames_of(path)
    if before is None:
        return None
    frames, mime = before
    wrong, source, end = [], path, os.path.splitext(path)[1]
    for turn, options in (("signed", ["--source", "ai"]), ("edited", ["--source", "ai-edit"])):
        out = os.path.join(folder, turn + end)
        if os.path.exists(out):
            os.unlink(out)
        r = harness.run([signet, "sign", source, "-o", out, "--no-timestamp", "--key", f"{certs}/es256.key.pem", "--cert", f"{certs}/es256.chain.pem",
                         *options])
        if r.code:
            return f"exit code {r.code}: {r.err.decode('utf-8', 'replace').strip().splitlines()[-1:]}"
        source = out
        try:
            if decode(out, len(frames)) != frames:
                wrong.append(f"{turn}: other pixels")
        except Exception as error:
            wrong.append(f"{turn}: no longer a picture: {error}")
        with open(out, "rb") as f:
            data = f.read()
        state, failures, _ = read(data, mime, anchors)
        # What an ingredient was before it was signed stays as it was.
        if state != "Trusted" and not count:
            wrong.append(f"{turn}: {state} {' '.join(failures)}"[:200])
        if problem := encypher(data, mime):
            wrong.append(f"{turn}: {problem}")
        if harness.run([signet, "verify", out, "--trust", root, "-q"]).code:
            wrong.append(f"{turn}: signet does not verify it")
    return wrong


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--files", nargs="*", default=[], help="folders of pictures")
    p.add_argument("--keep", help="a folder to leave the pictures in")
    a = p.parse_args()
    if PIL is None:
        print("roundtrip: SKIPPED: Pillow is not installed", file=sys.stderr)
        return 0
    counts = collections.Counter()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        certs = os.path.join(folder, "certs")
        root = harness.certificates(a.signet, certs, "es256")
        with open(root) as f:
            anchors = f.read()
        made = []
        for name, end, data in layouts():
            path = os.path.join(a.keep or folder, f"{name.replace(' ', '-')}.{end}")
            with open(path, "wb") as f:
                f.write(data)
            made.append((name, path))
        found = sorted((n, os.path.join(base, n)) for top in a.files for base, _, names in os.walk(top) for n in names
                       if os.path.getsize(os.path.join(base, n)) < 30_000_000)
        for name, path in made + found:
            wrong = check(a.signet, certs, root, anchors, folder, path, carries(path))
            if wrong is None:
                counts["not decodable by others"] += 1
                wrong = ["others cannot decode it"] if (name, path) in made else []
            elif isinstance(wrong, str):
                counts["refused"] += 1
                print(f"refused {path}: {wrong}")
                wrong = [wrong] if (name, path) in made else []
            else:
                counts["passed"] += not wrong
            counts["failed"] += bool(wrong)
            for line in wrong:
                print(f"{name}: {line}", flush=True)
    print(f"{counts['not decodable by others']} pictures that others cannot decode, {counts['refused']} that signet refuses to sign")
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] or not counts["passed"] else 0


def carries(path):
    """Whether the picture already has a record, whose faults the reference would report with ours."""
    with open(path, "rb") as f:
        data = f.read()
    return b"c2pa" in data or b"YzJwY" in data


if __name__ == "__main__":
    sys.exit(main())
