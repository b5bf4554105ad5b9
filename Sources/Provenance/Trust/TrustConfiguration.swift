public import Cryptography
public import Findings

/// Whom a validation trusts: lists of signers and, apart from them, of time-stamp authorities (C2PA 2.4 section 14.4).
public struct TrustConfiguration: Sendable {
    public var signers: [TrustList]
    /// Empty where the user gave none; see docs/deviations.md for what that means for claims of version 1.
    public var timeStampAuthorities: [TrustList]
    /// Whom to trust as a named actor of an identity assertion: certificates (CAWG identity assertion 1.2, section 8.2.3).
    public var identities: [TrustList] = []
    /// The decentralised identifiers of trusted identity claims aggregators.
    public var identityIssuers: Set<String> = []
    /// How reports name the list of ``identityIssuers``.
    static let identityIssuerListName = "the list of identity issuers"
    /// The extended key usages a signing certificate may have.
    public var purposes: Set<String>
    /// Certificates that do not count any more, whoever issued them.
    public var denyLists: [DenyList] = []
    /// The conforming products to look signers up on.
    public var products: ConformingProducts?
    /// What printers say about the lists.
    public var records: [TrustListRecord]

    public init(
        signers: [TrustList] = [], timeStampAuthorities: [TrustList] = [],
        purposes: Set<String> = CertificateProfile.defaultClaimPurposes, records: [TrustListRecord] = []
    ) {
        self.signers = signers
        self.timeStampAuthorities = timeStampAuthorities
        self.purposes = purposes
        self.records = records
    }
}
