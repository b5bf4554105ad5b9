public import Bytes
internal import Digests
internal import Fingerprints
public import ImageIndex
internal import Pixels
internal import Provenance

/// Reads an image file into what the index needs: its hashes, its fingerprints and its manifest store. Pure work on one file;
/// may run on several threads.
public struct IndexedImageReader: Sendable {
    let decoder: ImageDecoder
    let limits: Limits
    /// Whether records get a small picture to show beside what is looked up.
    public var keepsThumbnails = true

    public init(limits: Limits = .default) {
        self.limits = limits
        decoder = ImageDecoder()
    }

    /// A record of the file at `path`, named and dated.
    public func record(
        _ path: String, created: String, model: String? = nil, labels: [String] = []
    ) throws(SignetError) -> ImageRecord {
        let bytes = try contents(path)
        return try record(
            path, bytes, fileHash: Hasher.digest(bytes, .sha256), created: created, model: model, labels: labels)
    }

    /// A record of a file that was read already.
    func record(
        _ path: String, _ bytes: [UInt8], fileHash: [UInt8], created: String, model: String?, labels: [String]
    ) throws(SignetError) -> ImageRecord {
        let image = try decoder.decode(bytes)
        let pixels = image.pixels
        var record = record(
            of: image, Self.fingerprints(pixels, alpha: image.alpha), fileHash: fileHash, created: created)
        record.name = path.split(separator: "/").last.map(String.init)
        record.model = model
        record.labels = labels
        if let store = try ManifestStoreFinder.store(of: bytes, at: path, limits: limits) {
            record.manifestStore = store.bytes
            record.manifestID = store.activeManifest
        }
        return record
    }

    func record(
        of image: DecodedImage, _ prints: StoredFingerprints, fileHash: [UInt8], created: String, id: String? = nil
    ) -> ImageRecord {
        ImageRecord(
            fileHash: fileHash, pixelHash: Self.hash(image), width: image.pixels.width, height: image.pixels.height,
            created: created, fingerprints: prints,
            thumbnail: keepsThumbnails ? Thumbnail.jpeg(image.pixels) : nil, id: id)
    }

    /// The query for an image file that was read already: all its turned and mirrored forms, and its negative. Without its anchors,
    /// which cost more than everything else and are only asked when hashes find nothing: its pixels come along for that.
    func query(
        contents bytes: [UInt8], radius: Int, limit: Int
    ) throws(SignetError) -> (query: IndexQuery, pixels: PixelBuffer) {
        let image = try decoder.decode(bytes)
        let pixels = image.pixels
        let prints = GlobalFingerprints(pixels, forms: Dihedral.allCases)
        let query = IndexQuery(
            probes: Self.probes(prints), fileHash: Hasher.digest(bytes, .sha256), pixelHash: Self.hash(image),
            quality: prints.pdq?.quality ?? 0, layout: ImageLayout(pixels), radius: radius, limit: limit)
        return (query, pixels)
    }

    /// The hashes to look for: of the image as it is, at the canonical size and without its border, each turned and mirrored in all
    /// ways and as a negative.
    private static func probes(_ prints: GlobalFingerprints) -> [IndexQuery.Probe] {
        var probes: [IndexQuery.Probe] = []
        func add(_ transform: PDQTransform?, _ kind: StoredFingerprints.Kind) {
            // An image of one colour has no hash at all; one with little detail has one that says little.
            guard let transform, transform.hash(.original).isTelling else { return }
            for form in Dihedral.allCases {
                probes.append(.init(hash: transform.hash(form), kind: kind, transform: "\(form)"))
            }
            probes.append(.init(hash: transform.invertedHash(), kind: kind, transform: "inverted"))
        }
        add(prints.pdq, .plain)
        add(prints.canonical, .canonical)
        add(prints.trimmed, .trimmed)
        return probes
    }

    func contents(_ path: String) throws(SignetError) -> [UInt8] {
        let source = try FileSource(path: path, limits: limits)
        guard source.count <= decoder.limits.maximumFileBytes else {
            throw SignetError("pixels.limit", .badData, "the file is larger than images may be")
        }
        return try source.bytes(0..<source.count)
    }

    /// All fingerprints the index keeps.
    ///
    /// - Parameter alpha: the opacity of each pixel, when the image has transparency.
    static func fingerprints(_ pixels: PixelBuffer, alpha: [UInt8]? = nil) -> StoredFingerprints {
        let prints = GlobalFingerprints(pixels, alpha: alpha)
        return StoredFingerprints(
            pdq: prints.pdq.map { PDQ(hash: $0.hash(.original), quality: $0.quality) }
                ?? PDQ(hash: Hash256((0, 0, 0, 0)), quality: 0),
            canonical: prints.canonical?.hash(.original), trimmed: prints.trimmed?.hash(.original),
            iscc: prints.iscc?.body,
            anchors: AnchorSet(pixels)?.encoded)
    }

    /// SHA-256 over the size and the pixels, so that the same pixels have the same hash in any file format. Transparency counts: icons
    /// may have nothing but black pixels, and the whole picture in it.
    static func hash(_ image: DecodedImage) -> [UInt8] {
        let pixels = image.pixels
        let hasher = Hasher(.sha256)
        hasher.update(Array("\(pixels.width)x\(pixels.height)x\(pixels.channels)\0".utf8))
        pixels.samples.withUnsafeBytes { hasher.update($0) }
        if let alpha = image.alpha, alpha.contains(where: { $0 < 0xFF }) {
            alpha.withUnsafeBytes { hasher.update($0) }
        }
        return hasher.finalize()
    }
}
