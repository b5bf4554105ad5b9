public import Bytes
internal import Digests
internal import FoundationEssentials

/// Somebody's list of whom to trust: anchors of certificate paths, single certificates, and for which purposes.
public struct TrustList: Sendable {
    /// How the list is named in reports.
    public let name: String
    /// Roots or intermediates a path may end at.
    public var anchors: [Certificate] { store.anchors }
    /// SHA-256 of the DER of certificates that are trusted themselves (the private credential store of C2PA 2.4, section
    /// 14.4.3); these count for claim signing only.
    public let allowed: Set<[UInt8]>
    /// The extended key usages this list vouches for, as dotted object identifiers.
    public let purposes: Set<String>
    /// For anchors that are not vouched for at all times: by SHA-256 of their DER.
    public private(set) var windows: [[UInt8]: TrustWindow] = [:]
    /// How many anchors the list has; unlike ``anchors`` it does not make anything be parsed.
    public var anchorCount: Int { store.count }
    /// The anchors as OpenSSL looks them up; built once and shared by all copies of the list.
    let store: AnchorStore

    public init(
        name: String, anchors: [Certificate], allowed: Set<[UInt8]> = [],
        purposes: Set<String> = CertificateProfile.defaultClaimPurposes
    ) throws(SignetError) {
        self.name = name
        self.allowed = allowed
        self.purposes = purposes
        store = try AnchorStore(anchors)
    }

    /// A list of the anchors in a PEM text.
    public init(
        name: String, pem: [UInt8], allowed: Set<[UInt8]> = [],
        purposes: Set<String> = CertificateProfile.defaultClaimPurposes
    ) throws(SignetError) {
        try self.init(name: name, anchors: try Certificate.parsePEM(pem), allowed: allowed, purposes: purposes)
    }

    /// A list of the anchors in a PEM text that is known to be good, such as one that comes with signet.
    ///
    /// The anchors are only parsed when a path needs them, which keeps the start short; one that turns out to be broken is
    /// no anchor. For texts of users there is ``init(name:pem:allowed:purposes:)``, which says what is wrong.
    public init(
        name: String, knownGoodPEM pem: [UInt8], allowed: Set<[UInt8]> = [],
        purposes: Set<String> = CertificateProfile.defaultClaimPurposes
    ) throws(SignetError) {
        self.name = name
        self.allowed = allowed
        self.purposes = purposes
        store = try AnchorStore(encodings: try Certificate.encodings(inPEM: pem))
    }

    /// A list of anchors in DER, each with the time during which it counts.
    ///
    /// - Parameter isKnownGood: whether the anchors were parsed before; they are parsed again only when a path needs them.
    public init(
        name: String, anchors: [(der: [UInt8], window: TrustWindow?)], isKnownGood: Bool = false,
        purposes: Set<String> = CertificateProfile.defaultClaimPurposes
    ) throws(SignetError) {
        self.name = name
        self.allowed = []
        self.purposes = purposes
        if isKnownGood {
            store = try AnchorStore(encodings: anchors.map(\.der))
        } else {
            var certificates: [Certificate] = []
            for anchor in anchors { certificates.append(try Certificate(der: anchor.der)) }
            store = try AnchorStore(certificates)
        }
        for anchor in anchors {
            if let window = anchor.window { windows[Hasher.digest(anchor.der, .sha256)] = window }
        }
    }

    /// Whether the anchor with this fingerprint counts for a claim of `time`.
    func vouches(for anchor: [UInt8], at time: Date?) -> Bool {
        guard let time, let window = windows[anchor] else { return true }
        return window.contains(time)
    }
}
