internal import Bytes
internal import COpenSSL
internal import Digests

extension Certificate {
    /// One attribute of a distinguished name: `CN`, `O`, `OU`, `C` or the dotted object identifier, and its text.
    public typealias NameAttribute = (name: String, value: String)

    /// The subject's attributes, in the order of the certificate.
    public var subject: [NameAttribute] { Self.attributes(X509_get_subject_name(pointer)) }

    /// The issuer's attributes, in the order of the certificate.
    public var issuer: [NameAttribute] { Self.attributes(X509_get_issuer_name(pointer)) }

    /// The subject's common name, else its organisation, else its first attribute; for messages.
    public var subjectDescription: String { Self.description(of: X509_get_subject_name(pointer)) }

    /// Lower-case hexadecimal, in whole bytes; a `-` in front when it is negative, which RFC 5280 forbids.
    public var serialNumber: String {
        let serial = X509_get0_serialNumber(pointer)
        let bytes = ASN1Values.bytes(serial)
        let isNegative = ASN1_STRING_type(serial) == V_ASN1_NEG_INTEGER
        return (isNegative ? "-" : "") + (bytes.isEmpty ? "00" : Hex.encode(bytes))
    }

    /// SHA-256 of the DER encoding.
    public var fingerprint: [UInt8] { Hasher.digest(der, .sha256) }

    /// SHA-256 of the DER encoding of a certificate of OpenSSL's; empty when it cannot be computed.
    static func fingerprint(of certificate: OpaquePointer) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: HashAlgorithm.sha256.digestSize)
        var size = UInt32(digest.count)
        guard X509_digest(certificate, HashAlgorithm.sha256.implementation, &digest, &size) == 1 else { return [] }
        return digest
    }

    /// The kind of the public key; nil when OpenSSL does not know it.
    public var keyKind: KeyKind? { publicKey?.kind }

    /// `P-256`, `RSA 2048`, `Ed25519`, …
    public var keyDescription: String { publicKey?.kind.description ?? "unknown key" }

    static func description(of name: OpaquePointer?) -> String {
        let all = attributes(name)
        let best = all.first { $0.name == "CN" } ?? all.first { $0.name == "O" } ?? all.first
        return best?.value ?? "(no name)"
    }

    static func attributes(_ name: OpaquePointer?) -> [NameAttribute] {
        guard let name else { return [] }
        return (0..<max(0, X509_NAME_entry_count(name))).map { index in
            let entry = X509_NAME_get_entry(name, index)
            let object = X509_NAME_ENTRY_get_object(entry)
            return (label(object), ASN1Values.text(X509_NAME_ENTRY_get_data(entry)))
        }
    }

    private static func label(_ object: OpaquePointer?) -> String {
        switch OBJ_obj2nid(object) {
        case NID_commonName: "CN"
        case NID_organizationName: "O"
        case NID_organizationalUnitName: "OU"
        case NID_countryName: "C"
        default: ASN1Values.dotted(object)
        }
    }
}
