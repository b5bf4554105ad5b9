#!/usr/bin/env python3
"""Interoperability of time-stamps: the reference implementation reads what signet signed with `--tsa`.

A local time-stamp authority (`openssl ts` behind Tests/Support/Servers/authority.py) is started. For each algorithm and format
the reference has to find the file Trusted and the time-stamp validated and trusted, and have no failure.
"""
import argparse, io, json, os, subprocess, sys, tempfile
import c2pa
import harness

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = os.path.join(HERE, "..", "Tests", "Support", "Servers", "authority.py")
EXTENSIONS = ("basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
              "authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n")
CONFIGURATION = ("[tsa]\ndefault_tsa = one\n[one]\nserial = serial\nsigner_cert = tsa.pem\ncerts = root.pem\nsigner_key = tsa.key\n"
                 "signer_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\ness_cert_id_alg = sha256\n")


def authority(folder):
    """Makes the authority's certificates; gives its root."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    for name, text in (("extensions", EXTENSIONS), ("tsa.cnf", CONFIGURATION), ("serial", "01\n")):
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)
    for key in ("root.key", "tsa.key"):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
    openssl("req", "-x509", "-new", "-key", "root.key", "-subj", "/O=signet TEST/CN=TSA root", "-days", "30", "-out", "root.pem",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    openssl("req", "-new", "-key", "tsa.key", "-subj", "/O=signet TEST/CN=TSA", "-out", "tsa.csr")
    openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "20",
            "-extfile", "extensions", "-out", "tsa.pem")
    with open(os.path.join(folder, "root.pem")) as f:
        return f.read()


def codes(path, mime, anchors):
    settings = {"version": 1, "verify": {"verify_after_reading": True, "verify_trust": True, "remote_manifest_fetch": False,
                                         "ocsp_fetch": False}, "trust": {"trust_anchors": anchors}}
    with open(path, "rb") as f:
        data = io.BytesIO(f.read())
    with c2pa.Reader(mime, data, context=c2pa.Context.from_dict(settings)) as reader:
        report = json.loads(reader.json())
    active = report["validation_results"]["activeManifest"]
    return report["validation_state"], {k: [x["code"] for x in active.get(k, [])] for k in ("success", "failure")}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    a = p.parse_args()
    failed = passed = 0
    with tempfile.TemporaryDirectory() as folder:
        certs = os.path.join(folder, "certs")
        with open(harness.certificates(a.signet, certs)) as f:
            root = f.read()
        tsa = os.path.join(folder, "tsa")
        os.mkdir(tsa)
        anchors = root + authority(tsa)
        server = subprocess.Popen([sys.executable, SERVER, tsa], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/tsa"
        for kind in harness.KINDS:
            for name, source in harness.pictures(folder).items():
                end = os.path.splitext(source)[1]
                path = harness.sign(a.signet, source, os.path.join(folder, f"{kind}{end}"), certs, kind, "--tsa", url)
                state, found = codes(path, {"png": "image/png", "jpeg": "image/jpeg"}[name], anchors)
                good = (state == "Trusted" and not found["failure"]
                        and {"timeStamp.validated", "timeStamp.trusted"} <= set(found["success"]))
                passed, failed = passed + good, failed + (not good)
                print(f"{kind:10} {name:7} time-stamp   {'ok' if good else f'{state} {found}'}")
        server.stdin.close()
        server.wait(10)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
