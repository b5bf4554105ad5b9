public import Bytes
public import FoundationEssentials

/// A throw-away certificate authority for trying signet out and for tests: a root, an intermediate, and leaves.
///
/// Its names say that it is a test, and nothing trusts it until somebody puts its root on a trust list.
public struct TestAuthority: Sendable {
    /// The organisation of every certificate it issues.
    public static let organization = "signet TEST - not for production"

    public let root: TestCertificate
    public let intermediate: TestCertificate

    /// Makes a root and an intermediate that are valid from `notBefore` to `notAfter`.
    ///
    /// - Parameter keys: the keys of root and intermediate; new P-256 keys when nil.
    public init(
        notBefore: Date, notAfter: Date, keys: (root: SigningKey, intermediate: SigningKey)? = nil
    ) throws(SignetError) {
        let keys = if let keys { keys } else { (try SigningKey.generate(.p256), try SigningKey.generate(.p256)) }
        var profile = TestCertificateProfile.authority("signet TEST root", notBefore: notBefore, notAfter: notAfter)
        profile.pathLength = 1
        root = try CertificateBuilder.issue(profile, key: keys.0, by: nil)
        profile.commonName = "signet TEST intermediate"
        profile.pathLength = 0
        intermediate = try CertificateBuilder.issue(profile, key: keys.1, by: root)
    }

    /// Issues a certificate for `key` under the intermediate, or under `issuer`.
    public func issue(
        _ profile: TestCertificateProfile, key: SigningKey, by issuer: TestCertificate? = nil
    ) throws(SignetError) -> TestCertificate {
        try CertificateBuilder.issue(profile, key: key, by: issuer ?? intermediate)
    }

    /// Issues a certificate that certifies itself.
    public static func selfSigned(_ profile: TestCertificateProfile, key: SigningKey) throws(SignetError)
        -> TestCertificate
    {
        try CertificateBuilder.issue(profile, key: key, by: nil)
    }

    /// A signer with a certificate for `key`, followed by the intermediate.
    public func signer(key: SigningKey, profile: TestCertificateProfile) throws(SignetError) -> KeyPairSigner {
        let leaf = try issue(profile, key: key)
        return try KeyPairSigner(key: key, certificates: [leaf.certificate, intermediate.certificate])
    }

    /// A trust list with the root.
    public func trustList(
        name: String = "signet TEST", purposes: Set<String> = CertificateProfile.defaultClaimPurposes
    ) throws(SignetError) -> TrustList {
        try TrustList(name: name, anchors: [root.certificate], purposes: purposes)
    }
}

/// A certificate together with its private key.
public struct TestCertificate: Sendable {
    public let certificate: Certificate
    public let key: SigningKey

    init(certificate: Certificate, key: SigningKey) {
        self.certificate = certificate
        self.key = key
    }
}
