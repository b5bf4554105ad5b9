public import Fingerprints

/// What is looked for: the fingerprints of an image, in all the forms in which it may have been changed.
public struct IndexQuery: Sendable {
    /// One hash to look for, and how the image was turned for it.
    public struct Probe: Sendable {
        public let hash: Hash256
        public let kind: StoredFingerprints.Kind
        public let transform: String

        public init(hash: Hash256, kind: StoredFingerprints.Kind, transform: String) {
            self.hash = hash
            self.kind = kind
            self.transform = transform
        }
    }

    /// SHA-256 of the file and of its pixels, when there is a file.
    public var fileHash: [UInt8]?
    public var pixelHash: [UInt8]?
    public var probes: [Probe]
    /// The quality of the image's PDQ hash; nil when only a hash is known.
    public var quality: Int?
    /// What the image looks like from afar; nil when only a hash is known.
    public var layout: ImageLayout?
    /// The image's local anchors; nil when only a hash is known, or nothing in the image stands out.
    public var detail: AnchorQuery?
    /// How many bits may differ at most, 0 to 256.
    public var radius: Int
    /// How many matches are given back at most.
    public var limit: Int

    public init(
        probes: [Probe], fileHash: [UInt8]? = nil, pixelHash: [UInt8]? = nil, quality: Int? = nil,
        layout: ImageLayout? = nil, radius: Int = PDQ.matchingDistance, limit: Int = 10
    ) {
        self.probes = probes
        self.fileHash = fileHash
        self.pixelHash = pixelHash
        self.quality = quality
        self.layout = layout
        self.radius = radius
        self.limit = limit
    }
}
