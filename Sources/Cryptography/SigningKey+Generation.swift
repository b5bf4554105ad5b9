public import Bytes
internal import COpenSSL

extension SigningKey {
    /// Makes a new key: P-256, P-384, P-521, Ed25519 or RSA of 2048 to 4096 bits.
    public static func generate(_ kind: KeyKind, algorithm: SignatureAlgorithm? = nil) throws(SignetError) -> SigningKey
    {
        try SigningKey(owning: try KeyGenerator.generate(kind), algorithm: algorithm)
    }

    /// A new key for `algorithm`, as small as the algorithm's strength allows.
    public static func generate(for algorithm: SignatureAlgorithm) throws(SignetError) -> SigningKey {
        let kind: KeyKind =
            switch algorithm {
            case .es256: .p256
            case .es384: .p384
            case .es512: .p521
            case .ps256: .rsa(bits: 2048)
            case .ps384: .rsa(bits: 3072)
            case .ps512: .rsa(bits: 4096)
            case .ed25519: .ed25519
            }
        return try generate(kind, algorithm: algorithm)
    }

    /// The key as unencrypted PKCS#8 in PEM. For keys that were made here; write it with mode 0600.
    public func pem() throws(SignetError) -> String {
        OpenSSLErrors.clear()
        guard let output = BIO_new(BIO_s_mem()) else { throw KeyGenerator.failure }
        defer { BIO_free(output) }
        guard PEM_write_bio_PKCS8PrivateKey(output, pointer, nil, nil, 0, nil, nil) == 1 else {
            throw KeyGenerator.failure
        }
        var text = [UInt8](repeating: 0, count: 16 << 10)
        let length = BIO_read(output, &text, Int32(text.count))
        guard length > 0, BIO_ctrl_pending(output) == 0 else { throw KeyGenerator.failure }
        return String(decoding: text.prefix(Int(length)), as: UTF8.self)
    }
}
