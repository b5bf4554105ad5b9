public import Fingerprints

/// The fingerprints the index keeps of one image.
public struct StoredFingerprints: Sendable, Equatable {
    /// PDQ of the image as it is.
    public var pdq: PDQ
    /// PDQ of the image at the canonical size, 512 by 512 (`pdq-512`).
    public var canonical: Hash256?
    /// PDQ at the canonical size of what is inside a plain border, when there is one (`pdq-512-trimmed`).
    public var trimmed: Hash256?
    /// The body of the ISCC image code (`iscc-image-v0`), 32 bytes.
    public var iscc: [UInt8]?
    /// Local anchors in their stored form (`anchors-2`).
    public var anchors: [UInt8]?

    public init(
        pdq: PDQ, canonical: Hash256? = nil, trimmed: Hash256? = nil, iscc: [UInt8]? = nil, anchors: [UInt8]? = nil
    ) {
        self.pdq = pdq
        self.canonical = canonical
        self.trimmed = trimmed
        self.iscc = iscc
        self.anchors = anchors
    }

    /// The kinds that are compared by Hamming distance; the raw values stand in search files.
    public enum Kind: UInt32, Sendable, CaseIterable {
        case plain = 0
        case canonical = 1
        case trimmed = 2

        /// The versioned name.
        public var name: String {
            switch self {
            case .plain: FingerprintName.pdq.rawValue
            case .canonical: FingerprintName.canonical.rawValue
            case .trimmed: FingerprintName.trimmed.rawValue
            }
        }

        /// Whether distances between the two say something: both were computed in the same way, of a whole image or of what is inside
        /// a border.
        public func isComparable(with other: Kind) -> Bool { (self == .plain) == (other == .plain) }
    }

    /// The hashes that can be searched for. An image of one colour has none.
    var searchable: [(kind: Kind, hash: Hash256)] {
        var hashes: [(kind: Kind, hash: Hash256)] = []
        if pdq.hash.isTelling { hashes.append((.plain, pdq.hash)) }
        if let canonical, canonical.isTelling { hashes.append((.canonical, canonical)) }
        if let trimmed, trimmed.isTelling { hashes.append((.trimmed, trimmed)) }
        return hashes
    }
}
