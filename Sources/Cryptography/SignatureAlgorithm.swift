public import Digests

/// The signature algorithms of C2PA (2.4, section 13.2), as COSE names and numbers them (RFC 9053, RFC 8230).
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case es256
    case es384
    case es512
    case ps256
    case ps384
    case ps512
    case ed25519

    /// The algorithm that COSE numbers `coseIdentifier`; nil for any that C2PA does not allow.
    public init?(coseIdentifier: Int) {
        guard let match = Self.allCases.first(where: { $0.coseIdentifier == coseIdentifier }) else { return nil }
        self = match
    }

    public var coseIdentifier: Int {
        switch self {
        case .es256: -7
        case .es384: -35
        case .es512: -36
        case .ps256: -37
        case .ps384: -38
        case .ps512: -39
        case .ed25519: -8
        }
    }

    /// The COSE name: `ES256`, …, `EdDSA`.
    public var name: String { self == .ed25519 ? "EdDSA" : rawValue.uppercased() }

    /// The hash the message is put through; nil for Ed25519, which hashes itself.
    public var hash: HashAlgorithm? {
        switch self {
        case .es256, .ps256: .sha256
        case .es384, .ps384: .sha384
        case .es512, .ps512: .sha512
        case .ed25519: nil
        }
    }

    var isRSA: Bool { self == .ps256 || self == .ps384 || self == .ps512 }
}
