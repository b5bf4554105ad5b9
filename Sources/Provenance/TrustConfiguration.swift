public import Cryptography

/// Whom a validation trusts: lists of signers and, apart from them, of time-stamp authorities (C2PA 2.4 section 14.4).
public struct TrustConfiguration: Sendable {
    public var signers: [TrustList]
    public var timeStampAuthorities: [TrustList]
    /// The extended key usages a signing certificate may have.
    public var purposes: Set<String>

    public init(
        signers: [TrustList] = [], timeStampAuthorities: [TrustList] = [],
        purposes: Set<String> = CertificateProfile.defaultClaimPurposes
    ) {
        self.signers = signers
        self.timeStampAuthorities = timeStampAuthorities
        self.purposes = purposes
    }
}
