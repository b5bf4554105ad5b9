internal import COpenSSL

/// What C2PA demands of a certificate before it may sign (2.4, section 14.5.1.1).
///
/// The profile says nothing about time (see ``Certificate/isValid(at:)``) or trust (see ``TrustPath``).
public enum CertificateProfile {
    /// What a certificate is used for.
    public enum Role: String, Sendable, CaseIterable {
        case claimSigning
        case timeStamping
        case ocspSigning
        case certificateAuthority
    }

    /// The purposes that let a certificate sign claims unless the user says otherwise: those of C2PA 2.4, section 14.4.1,
    /// and of the reference implementation.
    public static let defaultClaimPurposes: Set<String> = [
        "1.3.6.1.5.5.7.3.4",  // emailProtection
        "1.3.6.1.5.5.7.3.36",  // documentSigning
        "1.3.6.1.4.1.311.76.59.1.9",  // Microsoft C2PA signing
        "1.3.6.1.4.1.62558.2.1",  // C2PA claim signing
    ]

    public static let documentSigningPurpose = "1.3.6.1.5.5.7.3.36"
    public static let timeStampingPurpose = "1.3.6.1.5.5.7.3.8"
    public static let ocspSigningPurpose = "1.3.6.1.5.5.7.3.9"
    static let anyPurpose = "2.5.29.37.0"

    /// The rules that `leaf` breaks in `role`; empty means it conforms.
    ///
    /// - Parameters:
    ///   - allowedPurposes: the extended key usages a claim signer may have; other roles have their own.
    ///   - allowsSelfSigned: whether a leaf may vouch for itself, as that of a named actor may: it is merely untrusted.
    public static func violations(
        of leaf: Certificate, role: Role, allowedPurposes: Set<String> = defaultClaimPurposes,
        allowsSelfSigned: Bool = false
    ) -> [Violation] {
        var rules = general(leaf)
        if role == .certificateAuthority {
            rules += authority(leaf)
        } else {
            rules += endEntity(leaf, role)
            rules += purposes(leaf, role, allowedPurposes)
            if allowsSelfSigned { rules.removeAll { $0 == .selfSigned } }
        }
        return rules.map { Violation(rule: $0) }
    }

    /// The rules for certificates of every kind.
    private static func general(_ certificate: Certificate) -> [Rule] {
        var rules: [Rule] = []
        if certificate.has(EXFLAG_INVALID) || hasMalformedInformationAccess(certificate) {
            rules.append(.malformedExtension)
        }
        if X509_get_version(certificate.pointer) != 2 { rules.append(.version) }
        if !CertificateSignature.isAllowed(certificate) { rules.append(.algorithm) }
        switch certificate.keyKind {
        case .p256, .p384, .p521, .ed25519: break
        case .rsa(let bits), .rsaPSS(let bits): if bits < 2048 { rules.append(.weakKey) }
        case .other, nil: rules.append(.curve)
        }
        if hasUniqueIdentifiers(certificate) { rules.append(.uniqueIdentifiers) }
        if !certificate.isSelfSigned, !certificate.hasExtension(NID_authority_key_identifier) {
            rules.append(.authorityKeyIdentifierMissing)
        }
        if certificate.keyUsage == nil { rules.append(.keyUsageMissing) }
        if hasUnknownCriticalExtension(certificate) { rules.append(.unknownCriticalExtension) }
        return rules
    }

    private static func authority(_ certificate: Certificate) -> [Rule] {
        var rules: [Rule] = []
        if !certificate.isCA { rules.append(.notCA) }
        if let usage = certificate.keyUsage, usage & UInt32(KU_KEY_CERT_SIGN) == 0 { rules.append(.keyUsageCertSign) }
        if !certificate.hasExtension(NID_subject_key_identifier) { rules.append(.subjectKeyIdentifierMissing) }
        return rules
    }

    private static func endEntity(_ certificate: Certificate, _ role: Role) -> [Rule] {
        var rules: [Rule] = []
        if certificate.isCA { rules.append(.isCA) }
        if certificate.hasExtension(NID_name_constraints) { rules.append(.nameConstraints) }
        // The specification does not forbid self-signed leaves by name; the reference implementation refuses them as claim
        // signers, and so do we: nobody vouches for them. A self-signed time-stamp authority is merely untrusted.
        if role == .claimSigning, certificate.isSelfSigned { rules.append(.selfSigned) }
        if let usage = certificate.keyUsage {
            if usage & UInt32(KU_KEY_CERT_SIGN) != 0 { rules.append(.keyUsageCertSign) }
            let signs = UInt32(KU_DIGITAL_SIGNATURE)
            // Time-stamps may also be made under nonRepudiation (RFC 3161, section 2.3).
            let enough = role == .timeStamping ? signs | UInt32(KU_NON_REPUDIATION) : signs
            if usage & enough == 0 { rules.append(.keyUsageDigitalSignature) }
        }
        return rules
    }

    private static func purposes(_ certificate: Certificate, _ role: Role, _ allowed: Set<String>) -> [Rule] {
        let usages = certificate.extendedKeyUsages
        guard !usages.isEmpty else { return [.extendedKeyUsageMissing] }
        var rules: [Rule] = []
        if usages.contains(anyPurpose) { rules.append(.anyExtendedKeyUsage) }
        let special = usages.contains(timeStampingPurpose) || usages.contains(ocspSigningPurpose)
        if special, Set(usages).count > 1 { rules.append(.extendedKeyUsageMixed) }
        switch role {
        case .claimSigning, .certificateAuthority:
            let claims = allowed.subtracting([timeStampingPurpose, ocspSigningPurpose, anyPurpose])
            if claims.isDisjoint(with: usages) { rules.append(.extendedKeyUsageNotAllowed) }
        case .timeStamping:
            if !usages.contains(timeStampingPurpose) { rules.append(.extendedKeyUsageNotAllowed) }
            // RFC 3161, section 2.3.
            if !certificate.isExtensionCritical(NID_ext_key_usage) { rules.append(.extendedKeyUsageNotCritical) }
        case .ocspSigning:
            if !usages.contains(ocspSigningPurpose) { rules.append(.extendedKeyUsageNotAllowed) }
        }
        return rules
    }

    private static func hasUniqueIdentifiers(_ certificate: Certificate) -> Bool {
        var issuer: UnsafePointer<ASN1_BIT_STRING>?
        var subject: UnsafePointer<ASN1_BIT_STRING>?
        X509_get0_uids(certificate.pointer, &issuer, &subject)
        return issuer != nil || subject != nil
    }

    /// Whether the places to ask about the issuer are there, but are no list of one or more (RFC 5280, section 4.2.2.1).
    private static func hasMalformedInformationAccess(_ certificate: Certificate) -> Bool {
        guard certificate.hasExtension(NID_info_access) else { return false }
        guard let value = X509_get_ext_d2i(certificate.pointer, NID_info_access, nil, nil) else {
            OpenSSLErrors.clear()
            return true
        }
        let stack = OpaquePointer(value)
        defer { AUTHORITY_INFO_ACCESS_free(stack) }
        return OPENSSL_sk_num(stack) < 1
    }

    private static func hasUnknownCriticalExtension(_ certificate: Certificate) -> Bool {
        (0..<max(0, X509_get_ext_count(certificate.pointer))).contains { index in
            let item = X509_get_ext(certificate.pointer, index)
            return X509_EXTENSION_get_critical(item) == 1 && X509_supported_extension(item) == 0
        }
    }
}
