internal import Bytes
internal import COpenSSL
internal import Digests

extension Certificate {
    /// Whether `issuer` issued this certificate: its name, its key identifier and its signature fit.
    public func isIssued(by issuer: Certificate) -> Bool {
        defer { OpenSSLErrors.clear() }
        guard X509_check_issued(issuer.pointer, pointer) == X509_V_OK, let key = issuer.publicKey else { return false }
        return X509_verify(pointer, key.pointer) == 1
    }

    /// Where the certificate says that its status can be asked for (RFC 5280, section 4.2.2.1).
    public var statusServices: [String] {
        defer { OpenSSLErrors.clear() }
        guard let addresses = X509_get1_ocsp(pointer) else { return [] }
        defer { X509_email_free(addresses) }
        return (0..<max(0, OPENSSL_sk_num(addresses))).compactMap { index in
            OPENSSL_sk_value(addresses, index).map { String(cString: $0.assumingMemoryBound(to: CChar.self)) }
        }
    }

    /// SHA-256 of the SubjectPublicKeyInfo: the name of the key, whatever certificates it has.
    public var keyFingerprint: [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(pointer), &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard length > 0, let bytes else { return [] }
        return Hasher.digest(UnsafeRawBufferPointer(start: bytes, count: Int(length)), .sha256)
    }

    /// The issuer's name as RFC 2253 writes it, for example `CN=Example CA,O=Example,C=ZZ`.
    public var issuerName: String {
        guard let output = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(output) }
        // XN_FLAG_RFC2253, a macro that Swift does not see: escapes and conversions of RFC 2253, commas, reversed order.
        let flags: UInt = 0x1 | 0x2 | 0x4 | 0x10 | 0x100 | 0x200 | 1 << 16 | 1 << 20 | 1 << 24
        guard X509_NAME_print_ex(output, X509_get_issuer_name(pointer), 0, flags) >= 0 else { return "" }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let length = BIO_read(output, &buffer, Int32(buffer.count))
        return String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
    }
}
