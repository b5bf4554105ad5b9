#!/usr/bin/env python3
"""Signs pictures with the reference implementation, whose signatures have room to misuse: reference_seeds.py CERTS SOURCE OUTPUT MIME ..."""
import io, sys
import c2pa

TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
MANIFEST = {"claim_generator_info": [{"name": "seed", "version": "1"}], "assertions": [
    {"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": TYPE}]}}]}
SETTINGS = {"version": 1, "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
            "builder": {"thumbnail": {"enabled": False}, "actions": {f"auto_{x}_action": {"enabled": False} for x in ("created", "opened", "placed")}}}


def main():
    certs, rest = sys.argv[1], sys.argv[2:]
    with open(f"{certs}/es256.chain.pem", "rb") as chain, open(f"{certs}/es256.key.pem", "rb") as key:
        signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain.read(), key.read(), None))
    for source, output, mime in zip(rest[::3], rest[1::3], rest[2::3]):
        with open(source, "rb") as f:
            data = io.BytesIO(f.read())
        result = io.BytesIO()
        with c2pa.Builder(MANIFEST, context=c2pa.Context.from_dict(SETTINGS)) as builder:
            builder.sign(signer, mime, data, result)
        with open(output, "wb") as f:
            f.write(result.getvalue())


if __name__ == "__main__":
    main()
