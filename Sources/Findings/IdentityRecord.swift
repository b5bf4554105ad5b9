/// Whom a record names beside its signer: one CAWG identity assertion, and how far it could be verified.
public struct IdentityRecord: Sendable, Equatable {
    /// How the named actor is bound to the record.
    public enum Kind: String, Sendable {
        /// The actor's own X.509 certificate signed (`cawg.x509.cose`).
        case certificate = "x509"
        /// An identity claims aggregator signed a credential about the actor (`cawg.identity_claims_aggregation`).
        case aggregation = "identity_claims_aggregation"
        /// A kind this version does not know, or an assertion that cannot be read.
        case unknown
    }

    /// How far the naming can be relied on.
    public enum Standing: String, Sendable {
        /// It holds, and who vouches for it is on a list.
        case trusted
        /// It holds; who vouches for it is on no list.
        case unlisted
        /// What is needed to verify it is not in the file, and nothing was fetched.
        case unverified
        /// A check failed: it does not hold.
        case invalid
    }

    /// One thing that an aggregator says it verified about the actor.
    public struct Claim: Sendable, Equatable {
        /// For example `cawg.social_media`.
        public let type: String
        public let name: String?
        public let userName: String?
        public let uri: String?
        /// The name of whoever the actor is known to.
        public let provider: String?
        /// RFC 3339, as written.
        public let verifiedAt: String?

        public init(
            type: String, name: String?, userName: String?, uri: String?, provider: String?, verifiedAt: String?
        ) {
            self.type = type
            self.name = name
            self.userName = userName
            self.uri = uri
            self.provider = provider
            self.verifiedAt = verifiedAt
        }
    }

    /// The label of the manifest the assertion stands in.
    public let manifest: String
    /// The label of the assertion, for example `cawg.identity__1`.
    public let assertion: String
    public var kind: Kind
    public var standing: Standing
    /// The name of the actor as the certificate or the credential has it.
    public var name: String?
    /// The roles the actor claims, for example `cawg.creator`.
    public var roles: [String]
    /// Who vouches: the issuer of the certificate, or the DID of the aggregator.
    public var issuer: String?
    /// The list that ``issuer`` is on, when it is on one.
    public var trustList: String?
    /// The actor's certificate.
    public var certificate: CertificateRecord?
    /// What an aggregator verified.
    public var claims: [Claim]
    /// The labels of the assertions that the actor signed for.
    public var references: [String]
    /// The codes that decided, the failures first.
    public var codes: [StatusCode]

    public init(
        manifest: String, assertion: String, kind: Kind = .unknown, standing: Standing = .invalid, name: String? = nil,
        roles: [String] = [], issuer: String? = nil, trustList: String? = nil, certificate: CertificateRecord? = nil,
        claims: [Claim] = [], references: [String] = [], codes: [StatusCode] = []
    ) {
        self.manifest = manifest
        self.assertion = assertion
        self.kind = kind
        self.standing = standing
        self.name = name
        self.roles = roles
        self.issuer = issuer
        self.trustList = trustList
        self.certificate = certificate
        self.claims = claims
        self.references = references
        self.codes = codes
    }
}
