#!/usr/bin/env python3
"""Checks `signet inspect --crjson` against docs/schema/crjson-2.4.json: on the reference files and on files that signet signs.

Every format is signed, edited and signed with a record beside it. Beside the schema, the active manifest has to be the first
(section 3.4), every assertion of a claim has to be among the assertions (3.6.1), and the documents have to be the same every time.
Prints one line per fault and `N passed, N failed`.
"""
import argparse, glob, json, os, sys, tempfile
import jsonschema
import harness

HERE = os.path.dirname(os.path.abspath(__file__))
AT = "2026-11-23T18:00:00Z"


def faults(validator, signet, path, *options):
    r = harness.run([signet, "inspect", path, "--crjson", *options])
    if r.code == 10:
        return None
    try:
        document = json.loads(r.out)
    except ValueError as error:
        return [f"exit code {r.code}, no JSON: {error}"]
    if "error" in document:
        # What cannot be read has no crJSON, and says why.
        return None if r.code in (65, 66) and set(document) & {"error"} else [f"exit code {r.code}"]
    wrong = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:160]}" for e in validator.iter_errors(document)]
    for manifest in document.get("manifests", []):
        claim = manifest.get("claim.v2") or manifest.get("claim") or {}
        for key in ("assertions", "created_assertions", "gathered_assertions"):
            for reference in claim.get(key) or []:
                label = reference["url"].rsplit("/", 1)[-1]
                if label not in manifest["assertions"] and not any(
                        x["code"] in ("assertion.missing", "assertion.hashedURI.mismatch", "claim.malformed", "hashedURI.missing")
                        for x in manifest["validationResults"]["failure"]) and "redact" not in json.dumps(document):
                    wrong.append(f"{manifest['label']}: {label} is not among the assertions")
    return wrong


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--shared", default="../shared")
    a = p.parse_args()
    with open(os.path.join(HERE, "..", "docs", "schema", "crjson-2.4.json"), encoding="utf-8") as f:
        schema = json.load(f)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    passed = failed = without = 0

    def check(path, *options):
        nonlocal passed, failed, without
        wrong = faults(validator, a.signet, path, *options)
        if wrong is None:
            without += 1
            return
        passed, failed = passed + (not wrong), failed + bool(wrong)
        for line in wrong:
            print(f"{path}: {line}")

    with tempfile.TemporaryDirectory() as folder:
        certs = os.path.join(folder, "certs")
        root = harness.certificates(a.signet, certs)
        for name, source in harness.pictures(folder, harness.FORMATS).items():
            end = os.path.splitext(source)[1]
            for kind in harness.KINDS if name == "png" else ("es256",):
                created = harness.sign(a.signet, source, os.path.join(folder, f"{kind}-created{end}"), certs, kind)
                edited = harness.sign(a.signet, created, os.path.join(folder, f"{kind}-edited{end}"), certs, kind, "--source", "ai-edit")
                for path in (created, edited):
                    check(path, "--trust", root)
                    check(path)
            harness.sign_beside(a.signet, source, certs)
            check(source, "--trust", root)
    files = sorted(glob.glob(os.path.join(a.shared, "c2pa", "files", "*", "*")))
    if not files:
        print("SKIPPED: there are no reference files", file=sys.stderr)
    for path in files:
        check(path)
    print(f"{without} files without a record that can be read")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
