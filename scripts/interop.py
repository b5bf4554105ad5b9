#!/usr/bin/env python3
"""Interoperability: the reference implementation reads what signet signed.

For each algorithm, each format, and both a created picture and one after three turns of editing: the state has to be
Trusted with our test root as anchor and Valid without, with no failure codes beside "untrusted".
Keys on a token (SoftHSM 2) and keys behind a program sign a created picture each.
Prints a table and `N passed, N failed`; exits with 1 when anything failed.
"""
import argparse, io, json, os, shutil, sys, tempfile
import c2pa
import harness

MIME = {"png": "image/png", "jpeg": "image/jpeg"}


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


SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"


def token_store(folder):
    """Has SoftHSM keep its tokens in `folder`; to be called before the first program is run, which settles the environment."""
    os.makedirs(os.path.join(folder, "tokens"))
    os.environ["SOFTHSM2_CONF"] = os.path.join(folder, "softhsm2.conf")
    with open(os.environ["SOFTHSM2_CONF"], "w") as f:
        f.write(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")


def other_keys(folder, certs):
    """Keys that signet does not hold: `(kind, where, options)` for a token of SoftHSM and for a program."""
    keys = [(kind, "program", ["--key", f"cmd:openssl dgst -sha{bits} -sign {certs}/{kind}.key.pem"])
            for kind, bits in (("es256", 256), ("es384", 384), ("es512", 512))]
    if not os.path.exists(SOFTHSM) or not shutil.which("softhsm2-util"):
        print("SKIPPED: keys on a token; SoftHSM 2 is not installed")
        return keys
    pin = os.path.join(folder, "pin")
    with open(os.open(pin, os.O_CREAT | os.O_WRONLY, 0o600), "w") as f:
        f.write("1234")
    tool = ["softhsm2-util", "--pin", "1234"]
    harness.checked(tool + ["--init-token", "--free", "--label", "interop", "--so-pin", "5678"], "no token")
    for number, kind in enumerate(harness.KINDS, 1):
        harness.checked(tool + ["--import", f"{certs}/{kind}.key.pem", "--token", "interop", "--label", kind,
                                "--id", f"{number:02}"], "no key on the token")
        keys.append((kind, "token", ["--key", f"pkcs11:token=interop;object={kind}?pin-source=file:{pin}",
                                     "--pkcs11-module", SOFTHSM, "--alg", kind]))
    return keys


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--keep", help="a folder to leave the signed files in")
    a = p.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        token_store(folder)
        out = a.keep or folder
        os.makedirs(out, exist_ok=True)
        certs = os.path.join(folder, "certs")
        with open(harness.certificates(a.signet, certs)) as f:
            root = f.read()
        pictures = harness.pictures(folder)
        print(f"reference implementation: c2pa-rs {c2pa.sdk_version()}")
        print(f"{'algorithm':10} {'format':7} {'history':12} result")
        for kind in harness.KINDS:
            for name, source in pictures.items():
                end = os.path.splitext(source)[1]
                created = harness.sign(a.signet, source, os.path.join(out, f"{kind}-created{end}"), certs, kind)
                last = created
                for turn in (1, 2, 3):
                    last = harness.sign(a.signet, last, os.path.join(out, f"{kind}-turn{turn}{end}"), certs, kind,
                                        "--source", "ai-edit", "--model", f"test-model@1.{turn}")
                for history, path, manifests in (("created", created, 1), ("three turns", last, 4)):
                    wrong = check(path, MIME[name], root, manifests)
                    passed, failed = passed + (not wrong), failed + bool(wrong)
                    print(f"{kind:10} {name:7} {history:12} {'; '.join(wrong) or 'ok'}")
        for kind, where, key in other_keys(folder, certs):
            for name, source in pictures.items():
                path = os.path.join(out, f"{kind}-{where}{os.path.splitext(source)[1]}")
                harness.checked([a.signet, "sign", source, "-o", path, "--cert", f"{certs}/{kind}.chain.pem",
                                 "--source", "ai"] + key, "cannot sign")
                wrong = check(path, MIME[name], root, 1)
                passed, failed = passed + (not wrong), failed + bool(wrong)
                print(f"{kind:10} {name:7} {where:12} {'; '.join(wrong) or 'ok'}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
