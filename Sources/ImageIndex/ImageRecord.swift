internal import Digests
public import Fingerprints

/// What the index keeps of one image.
public struct ImageRecord: Sendable, Equatable {
    /// A stable name: the first 16 bytes of ``fileHash`` in hexadecimal, so that the same file has the same one everywhere.
    /// Records of a manifest store beside the file, and of a fingerprint alone, have names of their own.
    public let id: String
    /// SHA-256 of the file; empty when only a fingerprint is known, as for entries of exchanged hash lists.
    public let fileHash: [UInt8]
    /// SHA-256 of the upright pixels, with their size before them; empty when only a fingerprint is known.
    public let pixelHash: [UInt8]
    /// Of the upright image, in pixels; zero when it is not known.
    public let width: Int
    public let height: Int
    public var name: String?
    /// RFC 3339, UTC.
    public var created: String
    public var model: String?
    /// HMAC of whoever asked for the image, never the name itself.
    public var requester: [UInt8]?
    public var labels: [String]
    /// The label of the active manifest of ``manifestStore``.
    public var manifestID: String?
    /// The C2PA manifest store, as it stood in the file or beside it.
    public var manifestStore: [UInt8]?
    /// A small JPEG of the image, to show beside what is looked up.
    public var thumbnail: [UInt8]?
    public var fingerprints: StoredFingerprints

    public init(
        fileHash: [UInt8], pixelHash: [UInt8], width: Int, height: Int, created: String,
        fingerprints: StoredFingerprints, name: String? = nil, model: String? = nil, requester: [UInt8]? = nil,
        labels: [String] = [], manifestID: String? = nil, manifestStore: [UInt8]? = nil, thumbnail: [UInt8]? = nil,
        id: String? = nil
    ) {
        self.id = id ?? Self.id(fileHash: fileHash)
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
        self.thumbnail = thumbnail
    }

    /// An entry of a list of hashes: nothing but the fingerprint is known.
    public init(pdq: PDQ, created: String, labels: [String] = [], name: String? = nil) {
        self.init(
            fileHash: [], pixelHash: [], width: 0, height: 0, created: created,
            fingerprints: StoredFingerprints(pdq: pdq), name: name, labels: labels,
            id: Self.name(of: "pdq", pdq.hash.bytes))
    }

    /// The name of a record of the file with `fileHash`.
    public static func id(fileHash: [UInt8]) -> String { hex(fileHash.prefix(16)) }

    /// The name of a record of the file with `fileHash` and the manifest store beside it: the same file may have several.
    public static func id(fileHash: [UInt8], storeBeside store: [UInt8]) -> String {
        name(of: "sidecar", fileHash + Hasher.digest(store, .sha256))
    }

    private static func name(of kind: String, _ bytes: [UInt8]) -> String {
        hex(Hasher.digest(Array("signet.\(kind)\0".utf8) + bytes, .sha256).prefix(16))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
