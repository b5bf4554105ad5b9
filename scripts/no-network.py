#!/usr/bin/env python3
"""Counts the connections of signet with strace: none may be made without --allow-network, whatever a file names.

Runs verify and inspect over the reference files, the hostile files and pictures whose metadata name addresses, all in a few
processes. Prints each connect() to an address of the internet and `N passed, N failed`.
"""
import argparse, glob, os, re, shutil, sys, tempfile
import harness

XMP = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
       'xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="{}"/></rdf:RDF></x:xmpmeta>')
ADDRESSES = ["http://127.0.0.1:9/a.c2pa", "http://localhost:9/", "https://[::1]:9/", "http://2130706433:9/", "http://0177.0.0.1:9/",
             "https://127.0.0.1.nip.io/", "http://[::ffff:127.0.0.1]:9/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd"]
#: Has to be seen, or the check could not fail.
CONTROL = "import socket; s = socket.socket(); s.settimeout(1); s.connect_ex(('127.0.0.1', 9))"
CONNECT = re.compile(rb"connect\(\d+, \{sa_family=AF_INET6?")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--shared", default="../shared")
    a = p.parse_args()
    if not shutil.which("strace"):
        print("no-network: SKIPPED: strace is not installed", file=sys.stderr)
        return 0
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        harness.run(["strace", "-f", "-qq", "-e", "trace=connect", "-o", log, sys.executable, "-c", CONTROL])
        with open(log, "rb") as f:
            if not CONNECT.search(f.read()):
                sys.exit("no-network: strace does not see connections here")
        files = sorted(f for d in ("c2pa/files", "security", "metadata") for f in
                       glob.glob(os.path.join(a.shared, d, "**", "*"), recursive=True) if os.path.isfile(f))
        if not files:
            print("SKIPPED: there are no reference files", file=sys.stderr)
        for number, address in enumerate(ADDRESSES):
            xmp = XMP.format(address).encode()
            path = os.path.join(folder, f"remote-{number}.png")
            data = harness.png()
            with open(path, "wb") as f:
                f.write(data[:33] + harness.png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp) + data[33:])
            files.append(path)
        for command in ("verify", "inspect"):
            for start in range(0, len(files), 250):
                batch = files[start:start + 250]
                r = harness.run(["strace", "-f", "-qq", "-e", "trace=connect", "-o", log, a.signet, command, *batch], wall=600)
                with open(log, "rb") as f:
                    lines = [line for line in f if CONNECT.search(line)]
                for line in lines[:10]:
                    print(f"{command}: {line.decode('utf-8', 'replace').strip()}")
                if r.code not in harness.EXIT_CODES:
                    print(f"{command}: ended with {r.code}")
                bad = bool(lines) or r.code not in harness.EXIT_CODES
                passed, failed = passed + (0 if bad else len(batch)), failed + (len(batch) if bad else 0)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
