internal import Bytes
internal import COpenSSL

/// Makes private keys.
enum KeyGenerator {
    static func generate(_ kind: KeyKind) throws(SignetError) -> OpaquePointer {
        OpenSSLErrors.clear()
        let family =
            switch kind {
            case .p256, .p384, .p521: "EC"
            case .rsa: "RSA"
            case .rsaPSS: "RSA-PSS"
            case .ed25519: "ED25519"
            case .other: ""
            }
        guard let context = EVP_PKEY_CTX_new_from_name(nil, family, nil) else { throw failure }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_keygen_init(context) == 1 else { throw failure }
        let isSet =
            switch kind {
            case .p256: EVP_PKEY_CTX_set_group_name(context, "P-256")
            case .p384: EVP_PKEY_CTX_set_group_name(context, "P-384")
            case .p521: EVP_PKEY_CTX_set_group_name(context, "P-521")
            case .rsa(let bits), .rsaPSS(let bits): EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(clamping: bits))
            case .ed25519, .other: Int32(1)
            }
        var key: OpaquePointer?
        guard isSet == 1, EVP_PKEY_generate(context, &key) == 1, let key else { throw failure }
        return key
    }

    static var failure: SignetError {
        OpenSSLErrors.failure("key.generation", .unexpected, "a key could not be made")
    }
}
