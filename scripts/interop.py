#!/usr/bin/env python3
"""Interoperability: the reference implementation reads what signet signed.

For each algorithm, each format, and a created picture, an edited one and one after three turns of editing: the state has to
be Trusted with our test root as anchor and Valid without, with no failure codes beside "untrusted"; and Pillow has to decode
the same pixels as before.
Prints a table and `N passed, N failed`; exits with 1 when anything failed.
"""
import argparse, io, json, os, sys, tempfile
import c2pa
import harness

try:
    import PIL.Image, pillow_heif
    pillow_heif.register_heif_opener()
except ImportError:
    PIL = None

MIME = {"png": "image/png", "jpeg": "image/jpeg", "avif": "image/avif", "heic": "image/heic"}


def read(path, mime, anchors):
    """The reference implementation's state, its failure codes, and how many manifests it saw."""
    settings = {"version": 1, "verify": {"verify_after_reading": True, "verify_trust": True,
                                         "remote_manifest_fetch": False, "ocsp_fetch": False},
                "trust": {"trust_anchors": anchors} if anchors else {}}
    with open(path, "rb") as f:
        data = f.read()
    with c2pa.Reader(mime, io.BytesIO(data), context=c2pa.Context.from_dict(settings)) as reader:
        report = json.loads(reader.json())
    results = report.get("validation_results") or {}
    failures = [x["code"] for x in (results.get("activeManifest") or {}).get("failure", [])]
    for delta in results.get("ingredientDeltas", []):
        failures += [x["code"] for x in delta["validationDeltas"].get("failure", [])]
    return report.get("validation_state"), sorted(failures), len(report.get("manifests", {}))


def check(path, mime, root, manifests):
    """What is wrong, or an empty list."""
    wrong = []
    try:
        state, failures, count = read(path, mime, root)
        if state != "Trusted" or failures:
            wrong.append(f"with anchor: {state} {' '.join(failures)}")
        if count != manifests:
            wrong.append(f"{count} manifests, not {manifests}")
        state, failures, _ = read(path, mime, None)
        if state != "Valid" or set(failures) - {"signingCredential.untrusted"}:
            wrong.append(f"without anchor: {state} {' '.join(failures)}")
    except c2pa.C2paError as error:
        wrong.append(f"{type(error).__name__}: {error}"[:200])
    return wrong


def pixels(path):
    """What another program sees in a picture."""
    with PIL.Image.open(path) as picture:
        return picture.size, picture.mode, picture.tobytes()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--keep", help="a folder to leave the signed files in")
    a = p.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        out = a.keep or folder
        os.makedirs(out, exist_ok=True)
        certs = os.path.join(folder, "certs")
        with open(harness.certificates(a.signet, certs)) as f:
            root = f.read()
        pictures = harness.pictures(folder, boxed=True)
        print(f"reference implementation: c2pa-rs {c2pa.sdk_version()}")
        if not PIL:
            print("interop: SKIPPED: pixels are not compared, Pillow or pillow-heif is not installed", file=sys.stderr)
        print(f"{'algorithm':10} {'format':7} {'history':12} result")
        for kind in harness.KINDS:
            for name, source in pictures.items():
                end = os.path.splitext(source)[1]
                created = harness.sign(a.signet, source, os.path.join(out, f"{kind}-created{end}"), certs, kind)
                last = edited = created
                for turn in (1, 2, 3):
                    last = harness.sign(a.signet, last, os.path.join(out, f"{kind}-turn{turn}{end}"), certs, kind,
                                        "--source", "ai-edit", "--model", f"test-model@1.{turn}")
                    edited = last if turn == 1 else edited
                for history, path, manifests in (("created", created, 1), ("edited", edited, 2), ("three turns", last, 4)):
                    wrong = check(path, MIME[name], root, manifests)
                    if PIL and pixels(path) != pixels(source):
                        wrong.append("other pixels")
                    passed, failed = passed + (not wrong), failed + bool(wrong)
                    print(f"{kind:10} {name:7} {history:12} {'; '.join(wrong) or 'ok'}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
