internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import ImageFormats

/// Makes the hard binding that goes with a format (C2PA 2.4 section 9.2).
struct ContentBinder {
    /// What the `ftyp` box holds; nil for formats that are bound by the hash of their bytes.
    private let brands: [UInt8]?

    /// A file type box lists a dozen brands; the assertion repeats them.
    private static let maximumBrands = 1_024

    init(_ source: any ByteSource, _ container: ImageContainer) throws(SignetError) {
        guard let fileType = container.bmff?.boxes.first else {
            brands = nil
            return
        }
        guard fileType.headerSize == 8, fileType.payload.count <= Self.maximumBrands else {
            throw SignetError("bmff.cannotSign", .badData, "cannot be signed: its ftyp box is too large")
        }
        brands = try source.bytes(fileType.payload)
    }

    /// - Parameters:
    ///   - range: where the store is in the new file.
    ///   - hash: of what the plan of the file says is hashed.
    func binding(_ range: Range<Int>, _ hash: [UInt8]) -> HardBinding {
        let algorithm = ManifestBuilder.hashAlgorithm.rawValue
        if let brands { return .bmff(BMFFHashAssertion(brands: brands, algorithm: algorithm, hash: hash)) }
        return .data(DataHashAssertion(exclusions: [range], algorithm: algorithm, hash: hash))
    }
}
