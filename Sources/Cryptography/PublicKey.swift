internal import Bytes
internal import COpenSSL
internal import Digests

/// A public key that checks signatures in the raw form COSE has them.
///
/// The handle is only read after `init`, which OpenSSL allows from any thread.
final class PublicKey: @unchecked Sendable {
    let kind: KeyKind
    let pointer: OpaquePointer

    /// Takes a share in `pointer`.
    init?(sharing pointer: OpaquePointer) {
        guard EVP_PKEY_up_ref(pointer) == 1 else { return nil }
        self.pointer = pointer
        kind = KeyKind(of: pointer)
    }

    /// A key from its SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7).
    init(subjectPublicKeyInfo der: [UInt8]) throws(SignetError) {
        OpenSSLErrors.clear()
        let (key, used) = der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let key = d2i_PUBKEY(nil, &cursor, buffer.count)
            return (key, cursor == buffer.baseAddress.map { $0 + buffer.count })
        }
        guard let key else { throw OpenSSLErrors.failure("key.unreadable", .configuration, "is not a public key") }
        guard used else {
            EVP_PKEY_free(key)
            throw SignetError("key.unreadable", .configuration, "bytes follow the public key")
        }
        pointer = key
        kind = KeyKind(of: key)
    }

    deinit { EVP_PKEY_free(pointer) }

    /// Whether `signature` over the concatenated `pieces` was made with this key.
    ///
    /// Everything that is not a clear yes is a no: a key of another kind, a signature of another length or form, an error.
    func verify(signature: [UInt8], pieces: [ArraySlice<UInt8>], algorithm: SignatureAlgorithm) -> Bool {
        guard kind.fits(algorithm) else { return false }
        defer { OpenSSLErrors.clear() }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        var keyContext: OpaquePointer?
        guard EVP_DigestVerifyInit_ex(context, &keyContext, algorithm.hash?.openSSLName, nil, nil, pointer, nil) == 1
        else { return false }
        guard let hash = algorithm.hash else { return verifyEdDSA(signature, pieces, context) }
        if algorithm.isRSA, !Self.setPSS(keyContext, hash) { return false }
        for piece in pieces where !piece.isEmpty {
            let done = piece.withUnsafeBytes { EVP_DigestVerifyUpdate(context, $0.baseAddress, $0.count) }
            guard done == 1 else { return false }
        }
        var form = signature
        if let fieldSize = kind.fieldSize {
            guard let der = RawECDSA.der(fromRaw: signature, fieldSize: fieldSize) else { return false }
            form = der
        }
        return EVP_DigestVerifyFinal(context, form, form.count) == 1
    }

    /// Ed25519 takes the message in one piece (RFC 8032, section 5.1.7).
    private func verifyEdDSA(_ signature: [UInt8], _ pieces: [ArraySlice<UInt8>], _ context: OpaquePointer) -> Bool {
        let message = Array(pieces.joined())
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// RSASSA-PSS as COSE has it: MGF1 with the same hash, salt as long as the digest (RFC 8230, section 2).
    static func setPSS(_ context: OpaquePointer?, _ hash: HashAlgorithm) -> Bool {
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash.implementation) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1
    }
}
