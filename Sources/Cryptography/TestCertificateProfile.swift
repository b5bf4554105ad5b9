public import FoundationEssentials

/// What a ``TestAuthority`` puts into a certificate. Every field that breaks a rule of ``CertificateProfile`` can be set.
public struct TestCertificateProfile: Sendable {
    public var commonName: String
    public var organization: String? = TestAuthority.organization
    public var notBefore: Date
    public var notAfter: Date
    /// 16 random bytes, positive, when nil.
    public var serialNumber: [UInt8]?
    /// The X.509 version as people count: 3.
    public var version = 3
    /// Dotted object identifiers; empty leaves the extension out.
    public var purposes: [String]
    public var arePurposesCritical = false
    /// OpenSSL's names, such as `digitalSignature`; empty leaves the extension out.
    public var keyUsages: [String]
    public var isCA = false
    public var pathLength: Int?
    public var hasBasicConstraints = true
    public var hasSubjectKeyIdentifier = true
    public var hasAuthorityKeyIdentifier = true
    /// A critical extension nobody knows, to be refused.
    public var hasUnknownCriticalExtension = false
    /// Where the certificate's status can be asked for; nil leaves the extension out.
    public var statusService: String?
    /// The hash of the issuer's signature; `SHA1` is for tests of refusal. Ignored for Ed25519 issuers.
    public var signatureHash = "SHA256"

    /// A certificate that may sign claims.
    public static func claimSigning(
        _ commonName: String = "signet TEST signing certificate", notBefore: Date, notAfter: Date
    ) -> TestCertificateProfile {
        TestCertificateProfile(
            commonName: commonName, notBefore: notBefore, notAfter: notAfter,
            // C2PA's own purpose, and emailProtection, which older validators ask for (C2PA 2.4, section 14.4.1).
            purposes: ["1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.4"], keyUsages: ["digitalSignature"])
    }

    /// A certificate that may sign time-stamps.
    public static func timeStamping(
        _ commonName: String = "signet TEST time-stamp authority", notBefore: Date, notAfter: Date
    ) -> TestCertificateProfile {
        TestCertificateProfile(
            commonName: commonName, notBefore: notBefore, notAfter: notAfter,
            purposes: [CertificateProfile.timeStampingPurpose], arePurposesCritical: true,
            keyUsages: ["digitalSignature"])
    }

    /// A certificate that may sign OCSP responses.
    public static func ocspSigning(
        _ commonName: String = "signet TEST responder", notBefore: Date, notAfter: Date
    ) -> TestCertificateProfile {
        TestCertificateProfile(
            commonName: commonName, notBefore: notBefore, notAfter: notAfter,
            purposes: [CertificateProfile.ocspSigningPurpose], keyUsages: ["digitalSignature"])
    }

    /// A certificate that may sign certificates.
    public static func authority(
        _ commonName: String, notBefore: Date, notAfter: Date
    ) -> TestCertificateProfile {
        TestCertificateProfile(
            commonName: commonName, notBefore: notBefore, notAfter: notAfter, purposes: [],
            keyUsages: ["keyCertSign", "cRLSign"], isCA: true)
    }
}
