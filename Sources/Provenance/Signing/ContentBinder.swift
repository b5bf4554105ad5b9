internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import ImageFormats

/// Makes the hard binding that goes with a format (C2PA 2.4 section 9.2).
struct ContentBinder {
    /// What the `ftyp` box holds; nil for formats that are bound by the hash of their bytes.
    private let brands: [UInt8]?
    /// The names of the boxes before and after the store, when they are hashed instead of all bytes.
    private let boxes: BoxNames?

    /// A file type box lists a dozen brands; the assertion repeats them.
    private static let maximumBrands = 1_024

    init(
        _ source: any ByteSource, _ container: ImageContainer, hashesBoxes: Bool, limits: Limits
    ) throws(SignetError) {
        boxes = hashesBoxes ? try BoxNames(source, container, limits: limits) : nil
        guard let fileType = container.bmff?.boxes.first else {
            brands = nil
            return
        }
        guard fileType.headerSize == 8, fileType.payload.count <= Self.maximumBrands else {
            throw SignetError("bmff.cannotSign", .badData, "cannot be signed: its ftyp box is too large")
        }
        brands = try source.bytes(fileType.payload)
    }

    /// Whether what is before the store and what is after it get a hash each.
    var hashesParts: Bool { boxes != nil }

    /// - Parameters:
    ///   - range: where the store is in the new file; empty when it goes beside the file.
    ///   - hashes: of what the plan of the file says is hashed, or of its two parts.
    func binding(_ range: Range<Int>, _ hashes: [[UInt8]]) -> HardBinding {
        let algorithm = ManifestBuilder.hashAlgorithm.rawValue
        if let boxes { return .boxes(boxes.assertion(hashes, algorithm: algorithm)) }
        let hash = hashes.first ?? []
        if let brands { return .bmff(BMFFHashAssertion(brands: brands, algorithm: algorithm, hash: hash)) }
        return .data(DataHashAssertion(exclusions: range.isEmpty ? [] : [range], algorithm: algorithm, hash: hash))
    }
}
