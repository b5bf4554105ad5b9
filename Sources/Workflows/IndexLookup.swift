public import Bytes
internal import Digests
public import Findings
internal import Fingerprints
public import ImageIndex

/// Looks images and hashes up in an index.
public struct IndexLookup {
    private let index: ImageIndex
    private let reader: IndexedImageReader
    private let purpose: String

    public init(_ index: ImageIndex, limits: Limits = .default, purpose: String) {
        self.index = index
        self.purpose = purpose
        reader = IndexedImageReader(limits: limits)
    }

    /// The answer for the image at `path`, or `-` for standard input.
    public func search(_ path: String, radius: Int, limit: Int) throws(SignetError) -> IndexAnswer {
        try index.search(reader.query(path, radius: radius, limit: limit), purpose: purpose, time: IndexFilling.now())
    }

    /// How lookups of the image at `path` stand in the audit log.
    public static func subject(of path: String, in index: ImageIndex) throws(SignetError) -> String {
        let source = try FileSource(path: path)
        let hasher = Hasher(.sha256)
        try source.withChunks(of: 0..<source.count) { (chunk) throws(SignetError) in hasher.update(chunk) }
        return Hex.encode(index.keyedHash(hasher.finalize()))
    }

    /// The answer for a PDQ hash that was made elsewhere, in hexadecimal.
    public func search(hash hex: String, radius: Int, limit: Int) throws(SignetError) -> IndexAnswer {
        guard let hash = Hash256(hex: hex) else {
            throw SignetError("index.hash", .usage, "a PDQ hash has 64 hexadecimal digits")
        }
        let query = IndexQuery(
            probes: [.init(hash: hash, kind: .plain, transform: "original")], radius: radius, limit: limit)
        return try index.search(query, purpose: purpose, time: IndexFilling.now())
    }
}
