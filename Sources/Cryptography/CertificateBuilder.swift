internal import Bytes
internal import COpenSSL
internal import FoundationEssentials

/// Builds and signs X.509 certificates for ``TestAuthority``.
enum CertificateBuilder {
    /// Issues a certificate for `key`, signed by `issuer`, or by itself when there is none.
    static func issue(
        _ profile: TestCertificateProfile, key: SigningKey, by issuer: TestCertificate?
    ) throws(SignetError) -> TestCertificate {
        OpenSSLErrors.clear()
        guard let certificate = X509_new() else { throw failure("no memory") }
        defer { X509_free(certificate) }
        try setFields(of: certificate, profile, key)
        let subject = X509_get_subject_name(certificate)
        let issuerName = issuer.map { X509_get_subject_name($0.certificate.pointer) } ?? subject
        guard X509_set_issuer_name(certificate, issuerName) == 1 else { throw failure("the issuer's name") }
        try addExtensions(to: certificate, profile, issuer)
        let signingKey = issuer?.key ?? key
        let hash = signingKey.kind == .ed25519 ? nil : EVP_get_digestbyname(profile.signatureHash)
        guard X509_sign(certificate, signingKey.pointer, hash) > 0 else { throw failure("the signature") }
        return TestCertificate(certificate: try Certificate(der: try encode(certificate)), key: key)
    }

    private static func setFields(
        of certificate: OpaquePointer, _ profile: TestCertificateProfile, _ key: SigningKey
    ) throws(SignetError) {
        guard X509_set_version(certificate, profile.version - 1) == 1 else { throw failure("the version") }
        var serial = profile.serialNumber ?? RandomBytes.make(16)
        if profile.serialNumber == nil { serial[0] = serial[0] & 0x7F | 0x40 }
        guard let number = BN_bin2bn(serial, Int32(clamping: serial.count), nil) else {
            throw failure("the serial number")
        }
        defer { BN_free(number) }
        guard BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil else {
            throw failure("the serial number")
        }
        guard let notBefore = ASN1Values.seconds(profile.notBefore),
            let notAfter = ASN1Values.seconds(profile.notAfter),
            ASN1_TIME_set(X509_getm_notBefore(certificate), notBefore) != nil,
            ASN1_TIME_set(X509_getm_notAfter(certificate), notAfter) != nil
        else { throw failure("the validity") }
        let name = X509_get_subject_name(certificate)
        for (field, value) in [("C", "ZZ"), ("O", profile.organization), ("CN", profile.commonName)] {
            guard let value else { continue }
            let text = Array(value.utf8)
            let type = field == "C" ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING
            guard X509_NAME_add_entry_by_txt(name, field, type, text, Int32(clamping: text.count), -1, 0) == 1 else {
                throw failure("the subject")
            }
        }
        guard X509_set_pubkey(certificate, key.pointer) == 1 else { throw failure("the key") }
    }

    private static func addExtensions(
        to certificate: OpaquePointer, _ profile: TestCertificateProfile, _ issuer: TestCertificate?
    ) throws(SignetError) {
        guard profile.version >= 3 else { return }
        var values: [(Int32, String)] = []
        if profile.hasBasicConstraints {
            let length = profile.pathLength.map { ",pathlen:\($0)" } ?? ""
            values.append((NID_basic_constraints, "critical,CA:\(profile.isCA ? "TRUE" + length : "FALSE")"))
        }
        if !profile.keyUsages.isEmpty {
            values.append((NID_key_usage, "critical,\(profile.keyUsages.joined(separator: ","))"))
        }
        if !profile.purposes.isEmpty {
            let prefix = profile.arePurposesCritical ? "critical," : ""
            values.append((NID_ext_key_usage, prefix + profile.purposes.joined(separator: ",")))
        }
        if profile.hasSubjectKeyIdentifier { values.append((NID_subject_key_identifier, "hash")) }
        // A root has no authority key identifier: it would be its own (RFC 5280, section 4.2.1.1).
        if profile.hasAuthorityKeyIdentifier, issuer != nil {
            values.append((NID_authority_key_identifier, "keyid:always"))
        }
        if let service = profile.statusService { values.append((NID_info_access, "OCSP;URI:\(service)")) }
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer?.certificate.pointer ?? certificate, certificate, nil, nil, 0)
        for (identifier, value) in values {
            guard let item = X509V3_EXT_conf_nid(nil, &context, identifier, value) else { throw failure(value) }
            defer { X509_EXTENSION_free(item) }
            guard X509_add_ext(certificate, item, -1) == 1 else { throw failure(value) }
        }
        if profile.hasUnknownCriticalExtension { try addUnknownExtension(to: certificate) }
    }

    private static func addUnknownExtension(to certificate: OpaquePointer) throws(SignetError) {
        // The arc that IANA keeps for documentation (RFC 5612).
        guard let object = OBJ_txt2obj("1.3.6.1.4.1.32473.1", 1), let value = ASN1_OCTET_STRING_new() else {
            throw failure("an extension")
        }
        defer {
            ASN1_OBJECT_free(object)
            ASN1_OCTET_STRING_free(value)
        }
        guard ASN1_OCTET_STRING_set(value, [0x05, 0x00], 2) == 1,
            let item = X509_EXTENSION_create_by_OBJ(nil, object, 1, value)
        else { throw failure("an extension") }
        defer { X509_EXTENSION_free(item) }
        guard X509_add_ext(certificate, item, -1) == 1 else { throw failure("an extension") }
    }

    private static func encode(_ certificate: OpaquePointer) throws(SignetError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_X509(certificate, &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard length > 0, let bytes else { throw failure("the encoding") }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }

    private static func failure(_ part: String) -> SignetError {
        OpenSSLErrors.failure("certificate.creation", .unexpected, "a certificate could not be made (\(part))")
    }
}
