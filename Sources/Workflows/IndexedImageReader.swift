public import Bytes
internal import Digests
internal import Fingerprints
internal import FoundationEssentials
internal import ImageFormats
public import ImageIndex
internal import Pixels

/// Reads an image file into what the index needs: its hashes, its fingerprints and its manifest store. Pure work on one file;
/// may run on several threads.
public struct IndexedImageReader: Sendable {
    private let decoder: ImageDecoder
    private let limits: Limits

    public init(limits: Limits = .default) {
        self.limits = limits
        decoder = ImageDecoder()
    }

    /// A record of the file at `path`, named and dated.
    public func record(
        _ path: String, created: String, model: String? = nil, labels: [String] = []
    ) throws(SignetError) -> ImageRecord {
        let bytes = try contents(path)
        let pixels = try decoder.decode(bytes).pixels
        var record = ImageRecord(
            fileHash: Hasher.digest(bytes, .sha256), pixelHash: Self.hash(pixels), width: pixels.width,
            height: pixels.height, created: created, fingerprints: Self.fingerprints(pixels))
        record.name = path.split(separator: "/").last.map(String.init)
        record.model = model
        record.labels = labels
        if let store = try? ImageContainer.read(MemorySource(bytes), limits: limits).store {
            record.manifestStore = store.bytes
        }
        return record
    }

    /// The query for the image at `path`: all its turned and mirrored forms, and its negative.
    public func query(_ path: String, radius: Int, limit: Int) throws(SignetError) -> IndexQuery {
        let bytes = try contents(path)
        let pixels = try decoder.decode(bytes).pixels
        guard let transform = PDQTransform(pixels, forms: Dihedral.allCases) else {
            var query = IndexQuery(probes: [], quality: 0, radius: radius, limit: limit)
            query.fileHash = Hasher.digest(bytes, .sha256)
            query.pixelHash = Self.hash(pixels)
            return query
        }
        var probes: [IndexQuery.Probe] = []
        // An image of one colour has no hash at all; one with little detail has one that says little.
        if transform.hash(.original).isTelling {
            for form in Dihedral.allCases {
                probes.append(.init(hash: transform.hash(form), kind: .plain, transform: "\(form)"))
            }
            probes.append(.init(hash: transform.invertedHash(), kind: .plain, transform: "inverted"))
        }
        var query = IndexQuery(
            probes: probes, fileHash: Hasher.digest(bytes, .sha256), pixelHash: Self.hash(pixels),
            quality: transform.quality, radius: radius, limit: limit)
        query.anchors = AnchorExtractor.extract(pixels, forQuery: true)
        query.mirroredAnchors = AnchorExtractor.extract(pixels.mirrored(), forQuery: true)
        query.width = pixels.width
        return query
    }

    private func contents(_ path: String) throws(SignetError) -> [UInt8] {
        let source = try FileSource(path: path, limits: limits)
        guard source.count <= decoder.limits.maximumFileBytes else {
            throw SignetError("pixels.limit", .badData, "the file is larger than images may be")
        }
        return try source.bytes(0..<source.count)
    }

    static func fingerprints(_ pixels: PixelBuffer) -> StoredFingerprints {
        let anchors = AnchorExtractor.extract(pixels)
        return StoredFingerprints(
            pdq: PDQHasher.hash(pixels),
            anchors: anchors.isEmpty ? nil : Anchor.stored(anchors, width: pixels.width, height: pixels.height))
    }

    /// SHA-256 over the size and the pixels, so that the same pixels have the same hash in any file format.
    static func hash(_ pixels: PixelBuffer) -> [UInt8] {
        let hasher = Hasher(.sha256)
        hasher.update(Array("\(pixels.width)x\(pixels.height)x\(pixels.channels)\0".utf8))
        pixels.samples.withUnsafeBytes { hasher.update($0) }
        return hasher.finalize()
    }
}
