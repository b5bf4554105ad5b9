#!/usr/bin/env python3
"""Interoperability: the reference implementation reads what signet signed.

For each algorithm, each format, and a created picture, an edited one, one after three turns of editing, and one whose record
is in a sidecar; and of the first algorithm, one with ingredients, one that is compressed and one that was updated: the
state has to be Trusted with our test root as anchor and Valid without, with no failure codes beside
"untrusted". PNG and JPEG are also signed box by box; WebP as well, but the reference implementation does not read that.
A second implementation (encypher-c2pa) has to find the integrity of each valid, its signature and its binding too.
The pixels have to be the same before and after, as others decode them: Pillow (PNG, JPEG, WebP, GIF, TIFF, AVIF), libheif
(HEIC), libjxl's djxl (JPEG XL) and librsvg's rsvg-convert (SVG).
The other way round, signet reads the compressed manifests of the reference implementation, over three turns.
Keys on a token (SoftHSM 2) and keys behind a program sign a created picture each.
Prints a table and `N passed, N failed`; exits with 1 when anything failed.
"""
import argparse, io, json, os, shutil, sys, tempfile
import c2pa
import harness, reference_seeds
from peers import decode, encypher, read


def check(path, mime, root, manifests, source, sidecar=None):
    """What is wrong, or an empty list."""
    wrong = []
    before = decode(source)
    if before is None:
        missing.add(path.rsplit(".", 1)[1])
    elif before != decode(path, len(before)):
        wrong.append("other pixels")
    with open(path, "rb") as f:
        data = f.read()
    store = open(sidecar, "rb").read() if sidecar else None
    for anchors, state in ((root, "Trusted"), (None, "Valid")):
        found, failures, count = read(data, mime, anchors, store)
        if found != state or set(failures) - (set() if anchors else {"signingCredential.untrusted"}):
            wrong.append(f"{'with' if anchors else 'without'} anchor: {found} {' '.join(failures)}"[:200])
        if anchors and count != manifests:
            wrong.append(f"{count} manifests, not {manifests}")
    if problem := encypher(data, mime, store):
        wrong.append(problem)
    return wrong


#: The formats that nothing here decodes.
missing = set()


#: The formats whose pixels the index reads, so that they can be signed and remembered in one step.
REMEMBERED = ("png", "jpeg", "webp", "gif", "tiff", "avif", "heic")


def soft_bindings(path, mime):
    """What is wrong with the soft bindings the reference implementation reads; GIF and others of one colour have no PDQ."""
    with open(path, "rb") as file, c2pa.Reader(mime, file) as reader:
        report = json.loads(reader.json())
    manifest = report["manifests"][report["active_manifest"]]
    found = {x["data"].get("alg"): x["data"]["blocks"] for x in manifest["assertions"]
             if x["label"].startswith("c2pa.soft-binding")}
    wrong = [] if "io.iscc.v0" in found else [f"no soft binding for ISCC, only {sorted(map(str, found))}"]
    for alg, size in (("io.iscc.v0", 34), ("internal.signet.pdq.v1", 32)):
        for block in found.get(alg, []):
            value = block["value"]
            if len(value if isinstance(value, list) else bytes(value, "utf-8")) < size or "scope" not in block:
                wrong.append(f"{alg} has the value {value}")
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


def further(signet, folder, certs, name, source, sign):
    """Histories that have little to do with the algorithm: `(what, file, manifests)`."""
    note = os.path.join(folder, "note.json")
    with open(note, "w") as f:
        json.dump([{"label": "org.example.note", "data": {"text": "checked"}}], f)
    first = sign(source, "first", "--source", "capture")
    part = sign(source, "part", "--source", "ai")
    whole = sign(source, "whole", "--source", "composite", "--ingredient", part, "--input", first, "--ingredient", source)
    cases = [("ingredients", whole, 3), ("parts, edit", sign(whole, "whole2", "--ingredient", part), 4)]
    if name in ("png", "jpeg"):
        small = sign(whole, "small", "--compress")
        cases += [("compressed", small, 4), ("two small", sign(small, "small2", "--compress"), 5),
                  ("in another", sign(source, "small3", "--ingredient", small), 5),
                  ("small update", sign(small, "small4", "--compress", "--update", "--assertions", note), 5)]
    if not name.startswith(NO_UPDATE):
        update = ["--update", "--assertions", note]
        once = sign(first, "update", *update)
        cases += [("updated", once, 2), ("twice", sign(once, "update2", *update), 3),
                  ("then edited", sign(once, "update3", "--source", "ai-edit"), 3)]
    return cases


# The size of the record is under the hash of the content there.
NO_UPDATE = ("webp", "tiff")

#: What a peer is known not to read, with what it says then (docs/deviations.md): anything else it says is a failure, also nothing.
KNOWN = {("svg", "updated"): "encypher: ", ("svg", "twice"): "encypher: "}


def compressed_by_others(signet, certs, root, path, source, mime):
    """What signet does not find sound of a file that the reference implementation signed three times, compressing each record."""
    settings = {"version": 1, "core": {"prefer_compress_manifests": True}, "verify": {"verify_after_sign": False}}
    manifest = {"claim_generator_info": [{"name": "reference", "version": "1"}], "assertions": []}
    made = {"action": "c2pa.created", "digitalSourceType": reference_seeds.TYPE}
    with open(f"{certs}/es256.chain.pem", "rb") as chain, open(f"{certs}/es256.key.pem", "rb") as key:
        signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain.read(), key.read(), None))
    with open(source, "rb") as f:
        data = f.read()
    for turn in range(3):
        actions = [] if turn else [{"label": "c2pa.actions.v2", "data": {"actions": [made]}}]
        with c2pa.Builder(manifest | {"assertions": actions}, context=c2pa.Context.from_dict(settings)) as builder:
            if turn:
                builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
            result = io.BytesIO()
            builder.sign(signer, mime, io.BytesIO(data), result)
        data = result.getvalue()
    with open(path, "wb") as f:
        f.write(data)
    r = harness.run([signet, "verify", path, "--trust", root, "--json"])
    report = json.loads(r.out)["results"][0]
    count = harness.run([signet, "inspect", path]).out.count(b"compressed)")
    return [] if (report["verdict"], count) == ("trusted", 3) else [f"{report['verdict']}, {count} compressed manifests"]


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
        pictures = harness.pictures(folder, harness.FORMATS)
        print(f"reference implementation: c2pa-rs {c2pa.sdk_version()}")
        print(f"{'algorithm':10} {'format':10} {'history':12} result")
        for kind in harness.KINDS:
            for name, source in pictures.items():
                end = os.path.splitext(source)[1]

                def path(what):
                    return os.path.join(out, f"{kind}-{name.replace(' ', '-')}-{what}{end}")

                def sign(source, what, *options):
                    return harness.sign(a.signet, source, path(what), certs, kind, *options)

                last = created = sign(source, "created")
                cases = [("created", created, 1, None)]
                for turn in (1, 2, 3):
                    last = sign(last, f"turn{turn}", "--source", "ai-edit", "--model", f"test-model@1.{turn}")
                    if turn != 2:
                        cases.append(("edited" if turn == 1 else "three turns", last, turn + 1, None))
                if name in ("png", "jpeg"):
                    boxes = sign(source, "boxes", "--source", "ai", "--box-hash")
                    cases.append(("box hash", boxes, 1, None))
                    cases.append(("boxes, edit", sign(boxes, "boxes2", "--source", "ai-edit", "--box-hash"), 2, None))
                if kind == "es256" and name in REMEMBERED:
                    known = sign(source, "remembered", "--source", "ai", "--index", os.path.join(folder, "index"))
                    cases.append(("remembered", known, 1, None))
                beside = path("sidecar")
                shutil.copyfile(source, beside)
                for turn in (1, 2):
                    sidecar = harness.sign_beside(a.signet, beside, certs, kind)
                    cases = [c for c in cases if c[0] != "sidecar"] + [("sidecar", beside, turn, sidecar)]
                if kind == harness.KINDS[0]:
                    cases += [c + (None,) for c in further(a.signet, folder, certs, name, source, sign)]
                    small = path("small-sidecar")
                    shutil.copyfile(source, small)
                    cases.append(("small beside", small, 1, harness.sign_beside(a.signet, small, certs, kind, "--compress")))
                for history, file, manifests, sidecar in cases:
                    wrong = check(file, harness.MIME[end[1:]], root, manifests, source, sidecar)
                    if history == "remembered":
                        wrong += soft_bindings(file, harness.MIME[end[1:]])
                    known = KNOWN.get((name, history))
                    if known and wrong and all(known in text or "0 manifests" in text for text in wrong):
                        print(f"{kind:10} {name:10} {history:12} known: {'; '.join(wrong)}"[:160])
                        continue
                    if known and not wrong:
                        wrong = ["a difference that is documented is gone"]
                    passed, failed = passed + (not wrong), failed + bool(wrong)
                    print(f"{kind:10} {name:10} {history:12} {'; '.join(wrong) or 'ok'}")
        for name in ("png", "jpeg"):
            path = os.path.join(out, f"reference-compressed.{name}")
            wrong = compressed_by_others(a.signet, certs, f"{certs}/root.pem", path, pictures[name], f"image/{name}")
            passed, failed = passed + (not wrong), failed + bool(wrong)
            print(f"{'es256':10} {name:10} {'by others':12} {'; '.join(wrong) or 'ok'}")
        for kind, where, key in other_keys(folder, certs):
            for name, source in pictures.items():
                path = os.path.join(out, f"{kind}-{where}-{name.replace(' ', '-')}{os.path.splitext(source)[1]}")
                harness.checked([a.signet, "sign", source, "-o", path, "--cert", f"{certs}/{kind}.chain.pem",
                                 "--source", "ai"] + key, "cannot sign")
                wrong = check(path, harness.MIME[path.rsplit(".", 1)[1]], root, 1, source)
                passed, failed = passed + (not wrong), failed + bool(wrong)
                print(f"{kind:10} {name:10} {where:12} {'; '.join(wrong) or 'ok'}")
    for end in sorted(missing):
        print(f"SKIPPED: the pixels of {end} are not compared; no decoder for them is installed", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
