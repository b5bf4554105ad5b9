internal import COpenSSL
internal import Digests

/// The algorithm a certificate is signed with (C2PA 2.4, section 14.5.1.1).
enum CertificateSignature {
    static func isAllowed(_ certificate: Certificate) -> Bool {
        var algorithm: UnsafePointer<X509_ALGOR>?
        X509_get0_signature(nil, &algorithm, certificate.pointer)
        return isAllowed(algorithm)
    }

    static func isAllowed(_ algorithm: UnsafePointer<X509_ALGOR>?) -> Bool {
        switch algorithm.map({ OBJ_obj2nid($0.pointee.algorithm) }) {
        case NID_ecdsa_with_SHA256, NID_ecdsa_with_SHA384, NID_ecdsa_with_SHA512: true
        case NID_sha256WithRSAEncryption, NID_sha384WithRSAEncryption, NID_sha512WithRSAEncryption: true
        case NID_ED25519: true
        case NID_rsassaPss: hasAllowedPSSParameters(algorithm)
        default: false
        }
    }

    /// The parameters must be there, with SHA-2 as the hash and the same hash in MGF1.
    private static func hasAllowedPSSParameters(_ algorithm: UnsafePointer<X509_ALGOR>?) -> Bool {
        defer { OpenSSLErrors.clear() }
        guard let parameters = sequence(in: algorithm) else { return false }
        let decoded = parameters.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_RSA_PSS_PARAMS(nil, &cursor, buffer.count)
        }
        guard let decoded else { return false }
        defer { RSA_PSS_PARAMS_free(decoded) }
        guard let hash = decoded.pointee.hashAlgorithm, let mask = decoded.pointee.maskGenAlgorithm,
            let hashName = HashAlgorithm(openSSLIdentifier: OBJ_obj2nid(hash.pointee.algorithm)),
            OBJ_obj2nid(mask.pointee.algorithm) == NID_mgf1, let inner = sequence(in: mask)
        else { return false }
        let maskHash = inner.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_X509_ALGOR(nil, &cursor, buffer.count)
        }
        guard let maskHash else { return false }
        defer { X509_ALGOR_free(maskHash) }
        return HashAlgorithm(openSSLIdentifier: OBJ_obj2nid(maskHash.pointee.algorithm)) == hashName
    }

    /// The DER of an algorithm's parameters, when they are a SEQUENCE.
    private static func sequence(in algorithm: UnsafePointer<X509_ALGOR>?) -> [UInt8]? {
        var type: Int32 = V_ASN1_UNDEF
        var value: UnsafeRawPointer?
        X509_ALGOR_get0(nil, &type, &value, algorithm)
        guard type == V_ASN1_SEQUENCE, let value else { return nil }
        return ASN1Values.bytes(value.assumingMemoryBound(to: ASN1_STRING.self))
    }
}
