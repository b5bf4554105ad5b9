public import Bytes

/// An image file format that can carry a C2PA manifest store.
public enum ImageFormat: String, Sendable, CaseIterable {
    case jpeg
    case png
    case webp
    case gif
    case tiff
    case jxl
    case svg
    case avif
    /// HEIF with HEVC pictures.
    case heic
    /// Other HEIF.
    case heif
    /// A manifest store as a file of its own, beside the image (C2PA 2.4, 11.4).
    case sidecar = "c2pa"

    /// The short lower-case name: `jpeg`, `png`, `avif`.
    public var name: String { rawValue }

    /// The IANA media type, as `dc:format` and reports want it.
    public var mediaType: String {
        switch self {
        case .svg: "image/svg+xml"
        case .sidecar: "application/c2pa"
        default: "image/\(rawValue)"
        }
    }

    /// The format that the first bytes of `source` announce, or nil for anything else.
    ///
    /// Only content decides, never a file name; a file that cannot be read counts as unknown here, because whoever reads
    /// it next gets the reason.
    public static func detect(_ source: some ByteSource) -> ImageFormat? {
        var window = HeaderWindow(source)
        if let format = try? BMFFBrands.format(&window, size: source.count) { return format }
        return allCases.first { format in
            (try? format.container.recognizes(source, &window)) ?? false
        }
    }

    /// The one place where a format is tied to the code that knows it.
    var container: any ContainerFormat.Type {
        switch self {
        case .jpeg: JPEGContainer.self
        case .png: PNGContainer.self
        case .webp: WebPContainer.self
        case .gif: GIFContainer.self
        case .tiff: TIFFContainer.self
        case .jxl: JXLContainer.self
        case .svg: SVGContainer.self
        case .sidecar: SidecarContainer.self
        case .avif, .heic, .heif: BMFFContainer.self
        }
    }

    /// Whether files of the format are ISO base media files, which have a hard binding of their own (C2PA 2.4, 9.2.3).
    public var isBMFF: Bool { container == BMFFContainer.self }
}

/// What each format has to provide; one file per format conforms.
protocol ContainerFormat {
    /// The bytes a file of the format may begin with; empty for formats that are told in another way.
    static var signatures: [[UInt8]] { get }

    /// Whether `source` begins as a file of this format.
    static func recognizes(_ source: some ByteSource, _ window: inout HeaderWindow) throws(SignetError) -> Bool

    /// Walks the container once, reading headers only.
    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer

    /// How many bytes of the file a store of `size` bytes takes, all headers included.
    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int

    /// The exact bytes that go into the file for `store`.
    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8]

    /// How a file with a store that takes `carried` bytes is put together from the one that was read.
    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan
}

extension ContainerFormat {
    static func recognizes(_ source: some ByteSource, _ window: inout HeaderWindow) throws(SignetError) -> Bool {
        for signature in signatures where signature.count <= source.count {
            if try window.matches(signature, at: 0) { return true }
        }
        return false
    }

    /// For formats in which nothing outside of the carrier depends on its size.
    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        var planner = EmbeddingPlanner(container)
        planner.copy(upTo: container.insertion)
        planner.store(carried)
        return planner.finish()
    }
}
