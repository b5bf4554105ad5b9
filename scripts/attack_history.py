"""Attacks on earlier manifests, redactions, time-stamps and revocation. For attack.py.

Time-stamps and OCSP responses are in a header that no signature covers. They are put into records beside their images,
which may be of any size, and made by the authorities below with OpenSSL.
"""
import datetime, json, os, subprocess
import harness
from attack_file import File, FOREIGN
from structure import *

PARENTS, REDACTIONS = {}, {}
#: When the signer's certificate is out of date, and the authorities' are not.
LATER = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=90)).strftime("%Y-%m-%dT%H:%M:%SZ")


def parent(f): PARENTS[f.__name__] = f
def redaction(f): REDACTIONS[f.__name__] = f


def cbor_of(box, change):
    value, _ = decode(box.children[-1].content)
    change(value)
    box.children[-1].content = encode(value)


# ---------------------------------------------------------------- earlier manifests; `s` store, `p` parent, `m` active
@parent
def parent_removed(s, p, m): s.children.remove(p)
@parent
def parent_twice(s, p, m): s.children.insert(1, p.copy())
@parent
def parent_renamed(s, p, m): p.relabel(p.label[:-1] + (b"0" if p.label[-1:] != b"0" else b"1"))
@parent
def parent_has_label_of_active(s, p, m): p.relabel(m.label)
@parent
def parent_is_last(s, p, m): s.children[1:] = [m, p]
@parent
def parent_claim_changed(s, p, m): cbor_of(p.find(b"c2pa.claim"), lambda v: v.put("instanceID", "xmp:iid:00000000-0000-4000-8000-000000000000"))
@parent
def parent_claim_of_active(s, p, m): p.find(b"c2pa.claim").children[1:] = m.find(b"c2pa.claim").children[1:]
@parent
def parent_signature_flipped(s, p, m):
    box = p.find(b"c2pa.signature").children[1]
    box.content = box.content[:-1] + bytes([box.content[-1] ^ 1])
@parent
def parent_signature_of_active(s, p, m): p.find(b"c2pa.signature").children[1:] = m.find(b"c2pa.signature").children[1:]
@parent
def parent_signature_removed(s, p, m): p.children.remove(p.find(b"c2pa.signature"))
@parent
def parent_assertion_changed(s, p, m):
    box = p.find(b"c2pa.assertions").children[1].children[-1]
    box.content = box.content[:-1] + bytes([box.content[-1] ^ 1])
@parent
def parent_assertion_removed(s, p, m): del p.find(b"c2pa.assertions").children[1]
@parent
def parent_assertion_added(s, p, m): p.find(b"c2pa.assertions").children.append(superbox(b"cbor", b"org.example.extra", Box(b"cbor", b"\xf6")))
@parent
def parent_emptied(s, p, m): del p.children[1:]
@parent
def parent_is_update(s, p, m): p.children[0].content = b"c2um" + p.children[0].content[4:]
@parent
def active_is_update(s, p, m): m.children[0].content = b"c2um" + m.children[0].content[4:]
@parent
def active_is_time_stamp_manifest(s, p, m): m.children[0].content = b"c2tm" + m.children[0].content[4:]
@parent
def parent_box_in_it(s, p, m): p.children.append(Box(b"free", FOREIGN))
@parent
def parent_type_other(s, p, m): p.children[0].content = b"c2xx" + p.children[0].content[4:]
@parent
def stranger_before_parent(s, p, m): s.children.insert(1, _renamed(p.copy(), b"urn:c2pa:11111111-1111-4111-8111-111111111111"))
@parent
def stranger_last(s, p, m): s.children.append(_renamed(m.copy(), b"urn:c2pa:11111111-1111-4111-8111-111111111111"))
@parent
def ingredient_removed(s, p, m):
    a = m.find(b"c2pa.assertions")
    a.children.remove(a.find(b"c2pa.ingredient"))
@parent
def ingredient_relationship_other(s, p, m): cbor_of(m.find(b"c2pa.assertions").find(b"c2pa.ingredient"), lambda v: v.put("relationship", "inputTo"))
@parent
def ingredient_without_manifest(s, p, m):
    def change(v): v[:] = [(k, x) for k, x in v if k not in ("activeManifest", "claimSignature")]
    cbor_of(m.find(b"c2pa.assertions").find(b"c2pa.ingredient"), change)
    s.children.remove(p)
@parent
def ingredient_of_itself(s, p, m):
    def change(v): v["activeManifest"].put("url", "self#jumbf=/c2pa/" + m.label.decode())
    cbor_of(m.find(b"c2pa.assertions").find(b"c2pa.ingredient"), change)
@parent
def ingredient_failures_forgiven(s, p, m):
    box = p.find(b"c2pa.signature").children[1]
    box.content = box.content[:-1] + bytes([box.content[-1] ^ 1])
    failure = Map([("code", "claimSignature.mismatch"), ("url", f"self#jumbf=/c2pa/{p.label.decode()}/c2pa.signature")])
    cbor_of(m.find(b"c2pa.assertions").find(b"c2pa.ingredient"), lambda v: v["validationResults"]["activeManifest"].put("failure", [failure]))


def _renamed(box, label):
    box.relabel(label)
    return box


# ---------------------------------------------------------------- redactions; `slot` in the parent, `secret` what was there
def redacted_slot(p, label, box):
    a = p.find(b"c2pa.assertions")
    old = a.find(label)
    a.children = [c for c in a.children if c is not old] + [box]


LABEL = b"org.example.author"


@redaction
def redacted_put_back(s, p, m, secret): redacted_slot(p, LABEL, secret)
@redaction
def redacted_put_back_twice(s, p, m, secret): p.find(b"c2pa.assertions").children += [secret.copy(), secret.copy()]
@redaction
def redacted_forged(s, p, m, secret):
    redacted_slot(p, LABEL, superbox(b"cbor", LABEL, Box(b"cbor", encode(Map([("name", "Somebody Else")])))))
@redaction
def redacted_forged_same_size(s, p, m, secret):
    box = secret.copy()
    box.children[-1].content = box.children[-1].content.replace(b"Jane Example", b"Joan Example")
    redacted_slot(p, LABEL, box)
@redaction
def redacted_json(s, p, m, secret): redacted_slot(p, LABEL, superbox(b"json", LABEL, Box(b"json", b'{"name":"Somebody Else"}')))
@redaction
def redacted_file(s, p, m, secret):
    kind = bytes.fromhex("40cb0c32bb8a489da70b2ad6f47f4369")
    box = Box(b"jumb", children=[Box(b"jumd", kind + b"\3" + LABEL + b"\0"), Box(b"bfdb", b"\0image/png\0"), Box(b"bidb", FOREIGN)])
    redacted_slot(p, LABEL, box)
@redaction
def redacted_uuid_box(s, p, m, secret): redacted_slot(p, LABEL, superbox(b"uuid", LABEL, Box(b"uuid", bytes(16) + FOREIGN)))
@redaction
def redacted_one_byte(s, p, m, secret):
    box = secret.copy()
    box.children[-1].content = bytes(len(box.children[-1].content) - 1) + b"\1"
    redacted_slot(p, LABEL, box)
@redaction
def redacted_other_box_behind_zeros(s, p, m, secret):
    box = secret.copy()
    box.children[-1].content = bytes(len(box.children[-1].content))
    box.children.append(Box(b"cbor", encode(Map([("name", "Somebody Else")]))))
    redacted_slot(p, LABEL, box)
@redaction
def redacted_nested(s, p, m, secret): redacted_slot(p, LABEL, superbox(b"cbor", LABEL, secret.copy()))
@redaction
def redacted_other_type(s, p, m, secret): redacted_slot(p, LABEL, superbox(b"xxxx", LABEL, Box(b"cbor", FOREIGN)))
@redaction
def redaction_not_declared(s, p, m, secret):
    cbor_of(m.find(b"c2pa.claim"), lambda v: v.__setitem__(slice(None), [(k, x) for k, x in v if k != "redacted_assertions"]))
@redaction
def redaction_of_the_actions(s, p, m, secret):
    cbor_of(m.find(b"c2pa.claim"), lambda v: v.put("redacted_assertions", [f"self#jumbf=/c2pa/{p.label.decode()}/c2pa.assertions/c2pa.actions.v2"]))
@redaction
def redacted_actions_removed(s, p, m, secret):
    a = p.find(b"c2pa.assertions")
    a.children.remove(a.find(b"c2pa.actions"))
@redaction
def redacted_binding_removed(s, p, m, secret):
    a = p.find(b"c2pa.assertions")
    a.children.remove(a.find(b"c2pa.hash"))


# ---------------------------------------------------------------- authorities
LEAF = ("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage={}\n"
        "authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n")


class Authority:
    """A root made with OpenSSL, and what it issues, in a folder."""

    def __init__(self, folder, name, days=3650):
        self.folder = os.path.join(folder, name)
        os.makedirs(self.folder)
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "root.key", "-out", "root.pem",
                     "-subj", f"/O=signet TEST/CN={name}", "-days", str(days), "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        self.root = self.path("root.pem")

    def path(self, name): return os.path.join(self.folder, name)

    def openssl(self, *arguments, **more):
        return subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, **more).stdout

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def issue(self, name, purpose, days=30):
        """A certificate and its key, `name.pem` and `name.key`."""
        self.write(f"{name}.ext", LEAF.format(purpose) if purpose else LEAF.replace("extendedKeyUsage={}\n", ""))
        self.openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
                     "-subj", f"/O=signet TEST/CN={name}")
        self.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", str(days),
                     "-extfile", f"{name}.ext", "-out", f"{name}.pem")
        os.chmod(self.path(f"{name}.key"), 0o600)
        return self.path(f"{name}.pem")

    def stamp(self, message, signer="tsa", digest="sha256", whole=False):
        """A time-stamp token about `message`, or the whole response."""
        self.write("tsa.cnf", "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\nsigner_cert = %s.pem\ncerts = root.pem\nsigner_key = %s.key\n"
                   "signer_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha1, sha256\ness_cert_id_alg = sha256\n" % (signer, signer))
        if not os.path.exists(self.path("serial")):
            self.write("serial", "01\n")
        with open(self.path("message"), "wb") as f:
            f.write(message)
        self.openssl("ts", "-query", "-data", "message", f"-{digest}", "-cert", "-out", "query")
        return self.openssl("ts", "-reply", "-queryfile", "query", "-config", "tsa.cnf", *([] if whole else ["-token_out"]))

    def stamp_by(self, message, signer):
        """A token signed with a certificate that `openssl ts` would not use."""
        with open(self.path("token"), "wb") as f:
            f.write(self.stamp(message))
        self.openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "info")
        return self.openssl("cms", "-sign", "-binary", "-nodetach", "-cades", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", "info",
                            "-signer", f"{signer}.pem", "-inkey", f"{signer}.key", "-outform", "DER")

    def status(self, leaf, status="V", signer="root", days=1):
        """An OCSP response about a certificate of this authority: V valid, R revoked, or "" unknown."""
        serial = self.openssl("x509", "-in", f"{leaf}.pem", "-noout", "-serial").decode().strip().split("=")[1]
        row = {"V": f"V\t490101000000Z\t\t{serial}\tunknown\t/CN={leaf}\n", "R": f"R\t490101000000Z\t250101000000Z,keyCompromise\t{serial}\tunknown\t/CN={leaf}\n"}
        self.write("index.txt", row.get(status, ""))
        self.write("index.txt.attr", "unique_subject = no\n")
        self.openssl("ocsp", "-issuer", "root.pem", "-cert", f"{leaf}.pem", "-no_nonce", "-reqout", "request")
        self.openssl("ocsp", "-index", "index.txt", "-CA", "root.pem", "-rsigner", f"{signer}.pem", "-rkey", f"{signer}.key", "-reqin", "request",
                     "-respout", "answer", "-ndays", str(days), "-resp_no_certs")
        return self.read("answer")


def flipped(data, place): return data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]


# ---------------------------------------------------------------- time-stamps; `t` has the authorities and what is to be stamped
def time_cases(t):
    good = t.tsa.stamp(t.signed)
    tokens = lambda *values: ("sigTst2", Map([("tstTokens", [Map([("val", v)]) for v in values])]))
    yield "time_stamp_right", [tokens(good)], True
    for name, headers in {
            "none": [], "of_other_file": [tokens(t.tsa.stamp(t.other_signed))], "of_the_claim": [tokens(t.tsa.stamp(t.claim))],
            "of_bare_signature": [tokens(t.tsa.stamp(t.signature))], "by_unlisted_authority": [tokens(t.stranger.stamp(t.signed))],
            "by_authority_of_signers": [tokens(t.signers.stamp(t.signed))], "without_purpose": [tokens(t.tsa.stamp_by(t.signed, "plain"))],
            "by_signer_itself": [tokens(t.tsa.stamp_by(t.signed, "mail"))],
            "whole_response": [tokens(t.tsa.stamp(t.signed, whole=True))], "twice": [tokens(good, good)],
            "good_and_other": [tokens(t.stranger.stamp(t.signed), good)], "sha1": [tokens(t.tsa.stamp(t.signed, digest="sha1"))],
            "in_old_header": [("sigTst", tokens(good)[1])], "in_both_headers": [tokens(good), ("sigTst", tokens(good)[1])],
            "empty": [tokens(b"")], "no_tokens": [tokens()], "garbage": [tokens(FOREIGN)], "cut": [tokens(good[:-1])],
            "bytes_behind": [tokens(good + b"\0")], "1000_tokens": [tokens(*[good] * 1000)],
            "is_text": [("sigTst2", "token")], "is_list": [("sigTst2", [good])],
            "more_keys": [("sigTst2", Map([*tokens(good)[1], ("note", FOREIGN)]))],
            "token_more_keys": [("sigTst2", Map([("tstTokens", [Map([("val", good), ("note", FOREIGN)])])]))]}.items():
        yield f"time_stamp_{name}", headers, False
    # Of a token, what its authority signed; nothing covers further certificates in it (docs/free-bits.md).
    hashes = [i for i in range(len(good)) if good.startswith(b"\x04\x20", i)]
    times = [i for i in range(len(good)) if good.startswith(b"\x18\x0f20", i)]
    for place in [h + 9 for h in hashes] + [x + 5 for x in times] + [len(good) - 1, len(good) - 40]:
        yield f"time_stamp_flipped_at_{place}", [tokens(flipped(good, place))], False


# ---------------------------------------------------------------- revocation
def status_cases(t):
    ca, good = t.signers, t.signers.status("leaf")
    stamp = ("sigTst2", Map([("tstTokens", [Map([("val", t.tsa.stamp(t.signed))])])]))
    responses = lambda *values: [stamp, ("rVals", Map([("ocspVals", list(values))]))]
    yield "ocsp_good", responses(good), "good"
    yield "ocsp_revoked", responses(ca.status("leaf", "R")), "revoked"
    yield "ocsp_revoked_behind_good", responses(good, ca.status("leaf", "R")), "revoked"
    yield "ocsp_revoked_before_good", responses(ca.status("leaf", "R"), good), "revoked"
    yield "ocsp_revoked_without_time_stamp", responses(ca.status("leaf", "R"))[1:], "revoked"
    for name, headers in {
            "none": [stamp], "unknown": responses(ca.status("leaf", "")), "of_other_certificate": responses(ca.status("other")),
            "by_stranger": responses(t.stranger_status()), "by_signer_itself": responses(ca.status("leaf", signer="leaf")),
            "by_certificate_without_purpose": responses(ca.status("leaf", signer="other")),
            "by_time_stamp_authority": responses(ca.status("leaf", signer="tsa")),
            "empty": responses(b""), "no_responses": responses(), "garbage": responses(FOREIGN), "cut": responses(good[:-1]),
            "bytes_behind": responses(good + b"\0"), "is_text": [stamp, ("rVals", "good")],
            "without_time_stamp": responses(good)[1:]}.items():
        yield f"ocsp_{name}", headers, "none"
    yield "ocsp_1000_responses", responses(*[good] * 1000), None
    for place in range(30, len(good), len(good) // 10):
        yield f"ocsp_flipped_at_{place}", responses(flipped(good, place)), "none"


class Times:
    """A record beside an image, its signer and authorities."""

    def __init__(self, signet, folder):
        self.signet, self.folder = signet, folder
        self.signers, self.tsa, self.stranger = (Authority(folder, x) for x in ("signers", "tsa", "stranger"))
        for authority in (self.signers, self.tsa, self.stranger):
            authority.issue("tsa", "critical,timeStamping", 3000)
        self.tsa.issue("plain", None, 3000)
        self.tsa.issue("mail", "critical,emailProtection", 3000)
        for name in ("leaf", "other"):
            self.signers.issue(name, "emailProtection")
        self.stranger.issue("leaf", "emailProtection")
        self.file, self.signature, self.claim, self.signed = self.sign("picture", harness.png())
        self.other_signed = self.sign("other", harness.png(seed=7))[3]

    def sign(self, name, image):
        path = os.path.join(self.folder, f"{name}.png")
        with open(path, "wb") as f:
            f.write(image)
        harness.checked([self.signet, "sign", path, "--sidecar", "--source", "ai", "--no-timestamp", "--key", self.signers.path("leaf.key"),
                         "--cert", self.signers.path("leaf.pem")], "cannot sign")
        with open(path[:-3] + "c2pa", "rb") as f:
            file = File(f.read(), None, image=image)
        manifest = file.tree().children[-1]
        cose = decode(manifest.find(b"c2pa.signature").children[1].content)[0].value
        message = encode(["CounterSignature", cose[0], b"", encode(cose[3])])
        return file, encode(["CounterSignature", cose[0], b"", cose[3]]), manifest.find(b"c2pa.claim").children[1].content, message

    def stranger_status(self):
        """Another authority's word, about a certificate of the same serial number as the signer's."""
        serial = self.signers.openssl("x509", "-in", "leaf.pem", "-noout", "-serial").decode().strip().split("=")[1]
        self.stranger.openssl("x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", f"0x{serial}",
                              "-days", "30", "-extfile", "leaf.ext", "-out", "twin.pem")
        return self.stranger.status("twin")

    def verify(self, headers, *options):
        """Signet's answer, and its JSON, about the record with these unprotected headers."""
        record = self.file.cose(lambda t, p, u: u.extend(headers))
        with open(os.path.join(self.folder, "picture.c2pa"), "wb") as f:
            f.write(record)
        r = harness.run([self.signet, "verify", os.path.join(self.folder, "picture.png"), "--json", "--trust", self.signers.root,
                         "--tsa-trust", self.tsa.root, *options])
        try:
            result = json.loads(r.out)["results"][0]
        except (ValueError, KeyError, IndexError):
            return r, set()
        active = (result.get("validation_results") or {}).get("activeManifest") or {}
        return r, {x["code"] for kind in active.values() for x in kind}


def judged_times(signet, folder):
    """(name, what is wrong, the run) of each case about time and revocation."""
    t = Times(signet, folder)
    for name, headers, holds in time_cases(t):
        # Three months later the certificate is out of date: only a time-stamp can prove that the signature is older.
        r, codes = t.verify(headers, "--at", LATER)
        wrong = []
        if holds and r.code != 0:
            wrong.append(f"the right time-stamp was not taken: {r.code}")
        if not holds and r.code in (0, 11):
            wrong.append(f"accepted: exit code {r.code}, {' '.join(sorted(codes))}")
        yield name, wrong, r
    for name, headers, outcome in status_cases(t):
        r, codes = t.verify(headers)
        wrong = []
        if outcome is not None and (outcome == "good") != ("signingCredential.ocsp.notRevoked" in codes):
            wrong.append("called not revoked" if outcome != "good" else f"the issuer's word was not taken: {' '.join(sorted(codes))}")
        if (outcome == "revoked") != (r.code == 15):
            wrong.append(f"exit code {r.code}")
        yield name, wrong, r
