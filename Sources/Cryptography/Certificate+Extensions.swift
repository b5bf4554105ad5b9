internal import COpenSSL

extension Certificate {
    /// The object identifiers of the extended key usages, in order; empty when the extension is absent or malformed.
    public var extendedKeyUsages: [String] {
        guard let usages = X509_get_ext_d2i(pointer, NID_ext_key_usage, nil, nil) else {
            OpenSSLErrors.clear()
            return []
        }
        let stack = OpaquePointer(usages)
        defer { EXTENDED_KEY_USAGE_free(stack) }
        return (0..<max(0, OPENSSL_sk_num(stack))).map {
            ASN1Values.dotted(OPENSSL_sk_value(stack, $0).map { OpaquePointer($0) })
        }
    }

    /// Whether the basic constraints say it may sign certificates.
    public var isCA: Bool { has(EXFLAG_CA) }

    /// Whether it names itself as its issuer; the signature is not checked.
    public var isSelfSigned: Bool {
        let answer = X509_self_signed(pointer, 0)
        OpenSSLErrors.clear()
        return answer == 1
    }

    /// The bits of the key usage extension (`KU_…`); nil when it is absent.
    var keyUsage: UInt32? {
        has(EXFLAG_KUSAGE) ? X509_get_key_usage(pointer) : nil
    }

    /// Whether OpenSSL noted `flag` (`EXFLAG_…`) about the extensions.
    func has(_ flag: Int32) -> Bool { X509_get_extension_flags(pointer) & UInt32(bitPattern: flag) != 0 }

    func hasExtension(_ identifier: Int32) -> Bool { X509_get_ext_by_NID(pointer, identifier, -1) >= 0 }

    /// Whether the extension is there and marked as critical.
    func isExtensionCritical(_ identifier: Int32) -> Bool {
        let index = X509_get_ext_by_NID(pointer, identifier, -1)
        guard index >= 0 else { return false }
        return X509_EXTENSION_get_critical(X509_get_ext(pointer, index)) == 1
    }
}
