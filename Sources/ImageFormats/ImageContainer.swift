public import Bytes

/// What one bounded walk over an image file finds out about its structure.
///
/// Only headers are read, never pixel data, and nothing of the image is kept but the bytes of the manifest store.
public struct ImageContainer: Sendable {
    public let format: ImageFormat
    /// The size of the file in bytes.
    public let fileSize: Int
    /// The C2PA manifest store, when one can be read.
    ///
    /// With ``ContainerDefect/Kind/severalStores`` among the defects this is the first of them, for display only: C2PA
    /// treats such a file as having none (2.4, 15.5).
    public internal(set) var store: EmbeddedStore?
    /// Every run of file bytes that carries, or is recognisably meant to carry, a C2PA manifest store. Ordered.
    public internal(set) var carriers: [Range<Int>] = []
    /// What lies within the store's carrier but is neither of the store nor what the format puts around it. In no order.
    public internal(set) var foreign: [Range<Int>] = []
    /// What is wrong with the file's structure, though it could be read. At most one per place, and bounded.
    public internal(set) var defects: [ContainerDefect] = []
    /// The offset in this file before which a new manifest store goes.
    public internal(set) var insertion: Int
    /// The metadata blocks in file order, at most ``maximumMetadataBlocks``.
    public internal(set) var metadata: [MetadataBlock] = []
    /// The boxes of an ISO base media file; nil for other formats.
    public internal(set) var bmff: BMFFLayout?
    /// Whether there were more metadata blocks than are listed.
    public internal(set) var omitsMetadata = false

    /// What signing has to know about the formats in which it is more than an offset.
    var tiff: TIFFLayout?
    var svg: SVGLayout?

    /// How many metadata blocks of a file are listed.
    public static let maximumMetadataBlocks = 512
    /// How many defects of a file are listed; one is enough to distrust it.
    static let maximumDefects = 16

    init(format: ImageFormat, fileSize: Int, insertion: Int) {
        self.format = format
        self.fileSize = fileSize
        self.insertion = insertion
    }

    /// Whether there is no trace of C2PA in the file: neither a store nor something that was meant to carry one.
    public var hasNoTraceOfStore: Bool { carriers.isEmpty }

    /// What the format calls the part that carries a manifest store.
    public var carrierName: String {
        switch format {
        case .jpeg: "APP11"
        case .png: "caBX"
        case .webp: "C2PA"
        case .gif: "C2PA_GIF"
        case .tiff: "tag 0xCD41"
        case .svg: "c2pa:manifest"
        case .jxl, .sidecar: "jumb"
        case .avif, .heic, .heif: "uuid"
        }
    }

    /// The first EXIF block (TIFF data).
    public var exif: Range<Int>? { metadata.first { $0.kind == .exif }?.range }

    /// The XMP packets that are plain text in the file. XMP inside PNG text chunks is among the PNG text.
    public var xmp: [Range<Int>] { metadata.filter { $0.kind == .xmp }.map(\.range) }

    /// Walks `source`, whose format is decided by its content.
    ///
    /// Throws for a format that is not known here, for a structure that breaks before any manifest store was found, and for
    /// more parts or a larger store than `limits` allow. A file that breaks after its store is returned with the defect
    /// ``ContainerDefect/Kind/truncated``, so that the store can still be judged.
    public static func read(_ source: any ByteSource, limits: Limits = .default) throws(SignetError) -> ImageContainer {
        guard let format = ImageFormat.detect(source) else {
            let names = ImageFormat.allCases.map { $0.name.uppercased() }.joined(separator: ", ")
            throw SignetError(
                "image.unknownFormat", .badData,
                source.count == 0 ? "is empty" : "is not an image of a known format (\(names))", offset: 0)
        }
        return try format.container.read(source, limits: limits)
    }

    mutating func add(_ defect: ContainerDefect) {
        if defects.count < Self.maximumDefects { defects.append(defect) }
    }

    mutating func add(_ block: MetadataBlock) {
        guard metadata.count < Self.maximumMetadataBlocks else {
            omitsMetadata = true
            return
        }
        metadata.append(block)
    }
}

extension SignetError {
    /// The container has more parts than `limits` allow.
    static func tooManyParts(_ format: String, _ limits: Limits, at offset: Int) -> SignetError {
        SignetError(
            "limit.containerParts", .badData, "\(format) has more than \(limits.maximumContainerParts) parts",
            offset: offset)
    }

    /// The manifest store is larger than `limits` allow.
    static func storeTooLarge(_ size: Int, _ limits: Limits, at offset: Int) -> SignetError {
        SignetError(
            "limit.storeBytes", .badData,
            "the manifest store at offset \(offset) has \(size) bytes, more than the limit of "
                + "\(limits.maximumStoreBytes)", offset: offset)
    }
}
