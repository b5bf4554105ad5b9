internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings

/// The decentralised identifier (DID) of whoever issued a credential, and the key that it stands for.
///
/// `did:jwk` and `did:key` carry their key in themselves. `did:web` is a document on a web server; nothing is fetched, so
/// it is never resolved.
struct IssuerIdentifier {
    enum Resolution {
        case key(VerificationKey)
        case failure(StatusCode, String)
    }

    /// Without a fragment.
    let text: String
    private let method: String
    private let specific: Substring

    /// The longest identifier that is read, in bytes.
    private static let maximumLength = 8_192

    /// Reads a DID (DID 1.0 section 3.1); nil when `text` is not one.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let text = String(text.prefix { $0 != "#" })
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "did", !parts[1].isEmpty, !parts[2].isEmpty,
            parts[1].utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
        method = String(parts[1])
        specific = parts[2]
    }

    /// The issuer's key.
    func resolve() -> Resolution {
        switch method {
        case "jwk": return resolving { () throws(SignetError) in try Self.key(jwk: specific) }
        case "key": return resolving { () throws(SignetError) in try Self.key(multikey: specific) }
        case "web":
            return .failure(.identityICADIDUnavailable, "the issuer's key is on a web server, and nothing was fetched")
        default:
            // The specification has `did_unsupported_method` for this; the reference implementation says this.
            return .failure(.identityICAInvalidIssuer, "the method did:\(method) of the issuer is not supported")
        }
    }

    private func resolving(_ key: () throws(SignetError) -> VerificationKey) -> Resolution {
        do throws(SignetError) {
            return .key(try key())
        } catch {
            return .failure(
                .identityICAInvalidDIDDocument, "the issuer's identifier holds no usable key: \(error.reason)")
        }
    }

    private static func malformed(_ reason: String) -> SignetError { SignetError("did.malformed", .badData, reason) }

    /// A JSON Web Key (RFC 7517, RFC 8037) in base 64.
    private static func key(jwk text: Substring) throws(SignetError) -> VerificationKey {
        guard let bytes = Multibase.base64URL(text), let jwk = DataValue(json: bytes[...]) else {
            throw malformed("it is not a JSON Web Key")
        }
        func number(_ name: String) throws(SignetError) -> [UInt8] {
            guard let text = jwk[name]?.text, let bytes = Multibase.base64URL(text) else {
                throw malformed("the JSON Web Key has no \(name)")
            }
            return bytes
        }
        switch (jwk["kty"]?.text, jwk["crv"]?.text) {
        case ("OKP"?, "Ed25519"?): return try VerificationKey(ed25519: number("x"))
        case ("EC"?, "P-256"?): return try VerificationKey(point: [4] + number("x") + number("y"), on: .p256)
        case ("EC"?, "P-384"?): return try VerificationKey(point: [4] + number("x") + number("y"), on: .p384)
        case ("EC"?, "P-521"?): return try VerificationKey(point: [4] + number("x") + number("y"), on: .p521)
        case ("RSA"?, _): return try VerificationKey(modulus: number("n"), exponent: number("e"))
        default: throw malformed("the JSON Web Key is of an unknown kind")
        }
    }

    /// A multicodec prefix and a key, in base 58 (the did:key method).
    private static func key(multikey text: Substring) throws(SignetError) -> VerificationKey {
        guard text.first == "z", let bytes = Multibase.base58(text.dropFirst()), bytes.count > 2 else {
            throw malformed("it is not a multibase key")
        }
        let key = Array(bytes.dropFirst(2))
        switch (bytes[0], bytes[1]) {
        case (0xED, 0x01): return try VerificationKey(ed25519: key)
        case (0x80, 0x24): return try VerificationKey(point: key, on: .p256)
        case (0x81, 0x24): return try VerificationKey(point: key, on: .p384)
        case (0x82, 0x24): return try VerificationKey(point: key, on: .p521)
        default: throw malformed("the key is of an unknown kind")
        }
    }
}
