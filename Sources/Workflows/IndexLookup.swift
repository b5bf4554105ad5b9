public import Bytes
internal import Digests
public import Findings
internal import Fingerprints
public import ImageIndex
internal import Synchronization

/// Looks images and hashes up in an index. May be used by several threads: images are decoded at the same time, looked up one
/// after the other.
public final class IndexLookup: Sendable {
    private let index: Mutex<ImageIndex>
    let reader: IndexedImageReader
    public let purpose: String

    public init(_ index: sending ImageIndex, limits: Limits = .default, purpose: String) {
        self.index = Mutex(index)
        self.purpose = purpose
        reader = IndexedImageReader(limits: limits)
    }

    /// The answer for the image at `path`, or `-` for standard input.
    public func search(_ path: String, radius: Int, limit: Int) throws(SignetError) -> IndexAnswer {
        try search(contents: reader.contents(path), radius: radius, limit: limit)
    }

    /// The answer for an image file that was read already.
    public func search(contents: [UInt8], radius: Int, limit: Int) throws(SignetError) -> IndexAnswer {
        var (query, pixels) = try reader.query(contents: contents, radius: radius, limit: limit)
        let known = try withIndex { [query] (index) throws(SignetError) in try index.hashMatches(query) }
        // Not while the index is held: others look things up meanwhile.
        if !known.isSure { query.detail = AnchorQuery(pixels) }
        return try search(query, known: known)
    }

    /// The answer for a PDQ hash that was made elsewhere, in hexadecimal.
    public func search(hash hex: String, radius: Int, limit: Int) throws(SignetError) -> IndexAnswer {
        guard let hash = Hash256(hex: hex) else {
            throw SignetError("index.hash", .usage, "a PDQ hash has 64 hexadecimal digits")
        }
        return try search(
            IndexQuery(
                probes: [.init(hash: hash, kind: .plain, transform: "original")], radius: radius, limit: limit))
    }

    private func search(_ query: IndexQuery, known: ImageIndex.HashMatches? = nil) throws(SignetError) -> IndexAnswer {
        try withIndex { (index) throws(SignetError) in
            try index.search(query, known: known, purpose: purpose, time: IndexFilling.now())
        }
    }

    public func record(id: String) throws(SignetError) -> ImageRecord? {
        try withIndex { (index) throws(SignetError) in try index.record(id: id) }
    }

    /// Writes down that a manifest store was handed out for the image `contents`.
    func audit(recovered id: String, for contents: [UInt8]) throws(SignetError) {
        try withIndex { (index) throws(SignetError) in
            let subject = Hex.encode(index.keyedHash(Hasher.digest(contents, .sha256)))
            try index.audit(
                .recover, subject: subject, detail: id, purpose: purpose, time: IndexFilling.now())
        }
    }

    /// How lookups of the image at `path` stand in the audit log.
    public static func subject(of path: String, in index: ImageIndex) throws(SignetError) -> String {
        let source = try FileSource(path: path)
        let hasher = Hasher(.sha256)
        try source.withChunks(of: 0..<source.count) { (chunk) throws(SignetError) in hasher.update(chunk) }
        return Hex.encode(index.keyedHash(hasher.finalize()))
    }

    private func withIndex<T: Sendable>(
        _ work: (ImageIndex) throws(SignetError) -> T
    ) throws(SignetError) -> T {
        let result: Result<T, SignetError> = index.withLock { index in
            do throws(SignetError) { return .success(try work(index)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
