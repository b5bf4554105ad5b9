public import Bytes
public import Cryptography
public import FoundationEssentials

/// Certificates and keys for tests, made in code around a fixed moment; keys are made once per process.
public enum TestPKI {
    /// 2026-01-01T00:00:00Z, the "now" of the tests.
    public static let now = Date(timeIntervalSince1970: 1_767_225_600)
    public static let notBefore = now.addingTimeInterval(-30 * day)
    public static let notAfter = now.addingTimeInterval(335 * day)
    private static let day = 86_400.0

    private static let sharedAuthority = Result { () throws(SignetError) in
        try TestAuthority(notBefore: now.addingTimeInterval(-365 * day), notAfter: now.addingTimeInterval(3_650 * day))
    }

    /// The root and intermediate of all tests.
    public static func authority() throws(SignetError) -> TestAuthority { try sharedAuthority.get() }

    /// A key for `algorithm`; the same one at every call.
    public static func key(_ algorithm: SignatureAlgorithm = .es256) throws(SignetError) -> SigningKey {
        switch algorithm {
        case .es256: try es256.get()
        case .es384: try es384.get()
        case .es512: try es512.get()
        case .ps256: try ps256.get()
        case .ps384: try ps384.get()
        case .ps512: try ps512.get()
        case .ed25519: try ed25519.get()
        }
    }

    private static let es256 = make(.es256)
    private static let es384 = make(.es384)
    private static let es512 = make(.es512)
    private static let ps256 = make(.ps256)
    private static let ps384 = make(.ps384)
    private static let ps512 = make(.ps512)
    private static let ed25519 = make(.ed25519)

    private static func make(_ algorithm: SignatureAlgorithm) -> Result<SigningKey, SignetError> {
        Result { () throws(SignetError) in try SigningKey.generate(for: algorithm) }
    }

    /// The profile of a claim signer that is valid at ``now``.
    public static var claimProfile: TestCertificateProfile { .claimSigning(notBefore: notBefore, notAfter: notAfter) }

    /// The profile of a time-stamp authority that is valid at ``now``.
    public static var timeStampProfile: TestCertificateProfile {
        .timeStamping(notBefore: notBefore, notAfter: notAfter)
    }

    /// A signer that ``trustList()`` vouches for.
    public static func signer(_ algorithm: SignatureAlgorithm = .es256) throws(SignetError) -> KeyPairSigner {
        try authority().signer(key: try key(algorithm), profile: claimProfile)
    }

    /// A signer whose certificate differs from the ordinary one by what `change` does.
    public static func signer(
        _ algorithm: SignatureAlgorithm = .es256, changing change: (inout TestCertificateProfile) -> Void
    ) throws(SignetError) -> KeyPairSigner {
        var profile = claimProfile
        change(&profile)
        return try authority().signer(key: try key(algorithm), profile: profile)
    }

    /// A list with the root of ``authority()``.
    public static func trustList() throws(SignetError) -> TrustList { try authority().trustList() }

    /// A list with the root of ``authority()``, for time-stamp authorities.
    public static func timeStampTrustList() throws(SignetError) -> TrustList {
        try authority().trustList(name: "signet TEST TSA", purposes: [CertificateProfile.timeStampingPurpose])
    }

    /// A time-stamp authority that ``timeStampTrustList()`` vouches for.
    public static func timeStamper(
        changing change: (inout TestCertificateProfile) -> Void = { _ in }
    ) throws(SignetError) -> TestTimeStamper {
        var profile = timeStampProfile
        change(&profile)
        let authority = try authority()
        let signer = try authority.issue(profile, key: try key(.es256))
        return TestTimeStamper(signer: signer, intermediates: [authority.intermediate.certificate])
    }
}
