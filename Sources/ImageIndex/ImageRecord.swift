internal import Digests
internal import Fingerprints

/// What the index keeps of one image.
public struct ImageRecord: Sendable, Equatable {
    /// A stable name: the first 16 bytes of ``fileHash`` in hexadecimal, so that the same file has the same one everywhere.
    public let id: String
    /// SHA-256 of the file.
    public let fileHash: [UInt8]
    /// SHA-256 of the upright pixels, with their size before them.
    public let pixelHash: [UInt8]
    /// Of the upright image, in pixels.
    public let width: Int
    public let height: Int
    public var name: String?
    /// RFC 3339, UTC.
    public var created: String
    public var model: String?
    /// HMAC of whoever asked for the image, never the name itself.
    public var requester: [UInt8]?
    public var labels: [String]
    public var manifestID: String?
    /// The C2PA manifest store, as it stood in the file.
    public var manifestStore: [UInt8]?
    public var fingerprints: StoredFingerprints

    public init(
        fileHash: [UInt8], pixelHash: [UInt8], width: Int, height: Int, created: String,
        fingerprints: StoredFingerprints, name: String? = nil, model: String? = nil, requester: [UInt8]? = nil,
        labels: [String] = [], manifestID: String? = nil, manifestStore: [UInt8]? = nil
    ) {
        id = Self.hex(fileHash.prefix(16))
        self.fileHash = fileHash
        self.pixelHash = pixelHash
        self.width = width
        self.height = height
        self.created = created
        self.fingerprints = fingerprints
        self.name = name
        self.model = model
        self.requester = requester
        self.labels = labels
        self.manifestID = manifestID
        self.manifestStore = manifestStore
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// SHA-256 over every field, each with its length before it: what the audit log vouches for.
    var digest: [UInt8] {
        let hasher = Hasher(.sha256)
        func add(_ bytes: [UInt8]?) {
            let count = UInt64(bytes.map { $0.count + 1 } ?? 0)
            hasher.update((0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) })
            hasher.update(bytes ?? [])
        }
        func add(_ text: String?) { add(text.map { Array($0.utf8) }) }
        add("signet.record.1")
        add(id)
        add(fileHash)
        add(pixelHash)
        add("\(width)x\(height)")
        add(name)
        add(created)
        add(model)
        add(requester)
        add("\(labels.count)")
        for label in labels { add(label) }
        add(manifestID)
        add(manifestStore)
        add(fingerprints.pdq.hash.hex + " \(fingerprints.pdq.quality)")
        add(fingerprints.canonical?.hex)
        add(fingerprints.trimmed?.hex)
        add(fingerprints.iscc)
        add(fingerprints.anchors)
        return hasher.finalize()
    }
}
