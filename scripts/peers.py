"""What others make of a file: two implementations of C2PA from PyPI and decoders of images. For the interoperability tests."""
import io, json, os, shutil, subprocess, tempfile
import c2pa

try:
    import PIL.Image, pillow_heif
    pillow_heif.register_heif_opener()
except ImportError:
    PIL = None
try:
    import encypher_c2pa
except ImportError:
    encypher_c2pa = None

#: Programs that write the picture of a format as PNG: what is run for `IN` and `OUT`.
PROGRAMS = {"svg": ["rsvg-convert", "-o", "OUT", "IN"], "jxl": ["djxl", "IN", "OUT"]}


def decode(path, frames=None):
    """The decoded frames, at most `frames` of them: a TIFF with pages gets a further one, which holds only the record.

    None when there is nothing to decode the format with; raises OSError for what is no picture.
    """
    if PIL is None:
        return None
    command = PROGRAMS.get(path.rsplit(".", 1)[-1])
    if command is None:
        return _frames(path, frames)
    if not shutil.which(command[0]):
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.png")
        r = subprocess.run([{"IN": path, "OUT": out}.get(x, x) for x in command], capture_output=True, text=True)
        if r.returncode:
            raise OSError(f"{command[0]}: {r.stderr.strip()[-200:]}")
        return _frames(out, frames)


def _frames(path, frames):
    with PIL.Image.open(path) as image:
        result = []
        for index in range(frames or getattr(image, "n_frames", 1)):
            image.seek(index)
            result.append((image.size, image.mode, image.convert("RGBA").tobytes()))
        return result


def read(data, mime, anchors=None, store=None):
    """The reference implementation's state, its failure codes, and how many manifests it saw."""
    settings = {"version": 1, "verify": {"verify_after_reading": True, "verify_trust": True,
                                         "remote_manifest_fetch": False, "ocsp_fetch": False},
                "trust": {"trust_anchors": anchors} if anchors else {}}
    try:
        with c2pa.Reader(mime, io.BytesIO(data), manifest_data=store, context=c2pa.Context.from_dict(settings)) as reader:
            report = json.loads(reader.json())
    except c2pa.C2paError as error:
        return f"{type(error).__name__}: {error}", [], 0
    results = report.get("validation_results") or {}
    failures = [x["code"] for x in (results.get("activeManifest") or {}).get("failure", [])]
    for delta in results.get("ingredientDeltas", []):
        failures += [x["code"] for x in delta["validationDeltas"].get("failure", [])]
    return report.get("validation_state"), sorted(failures), len(report.get("manifests", {}))


def encypher(data, mime, store=None):
    """What encypher-c2pa has against the file, or None. It is asked offline and without telemetry."""
    if encypher_c2pa is None:
        return None
    options = {"manifest_store": store} if store else {}
    report = encypher_c2pa.verify(data, mime, telemetry=False, online=False, **options)
    found = [report.get(key) for key in ("integrity", "signature", "hard_binding")]
    if found == ["valid", "valid", "match"]:
        return None
    failures = [x["code"] for x in (report.get("validation_results") or {}).get("failure", [])]
    return f"encypher: {found} {' '.join(failures)}"[:200]
