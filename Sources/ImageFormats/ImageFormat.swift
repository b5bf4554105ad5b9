public import Bytes

/// An image file format that can carry a C2PA manifest store.
public enum ImageFormat: String, Sendable, CaseIterable {
    case jpeg
    case png
    case avif
    /// HEIF with HEVC pictures.
    case heic
    /// Other HEIF.
    case heif

    /// The short lower-case name: `jpeg`, `png`, `avif`.
    public var name: String { rawValue }

    /// The IANA media type, as `dc:format` and reports want it.
    public var mediaType: String { "image/\(rawValue)" }

    /// The format that the first bytes of `source` announce, or nil for anything else.
    ///
    /// Only content decides, never a file name; a file that cannot be read counts as unknown here, because whoever reads
    /// it next gets the reason.
    public static func detect(_ source: some ByteSource) -> ImageFormat? {
        var window = HeaderWindow(source)
        if let format = try? BMFFBrands.format(&window, size: source.count) { return format }
        return allCases.first { format in
            let signature = format.container.signature
            guard !signature.isEmpty, signature.count <= source.count else { return false }
            return (try? window.matches(signature, at: 0)) ?? false
        }
    }

    /// The one place where a format is tied to the code that knows it.
    var container: any ContainerFormat.Type {
        switch self {
        case .jpeg: JPEGContainer.self
        case .png: PNGContainer.self
        case .avif, .heic, .heif: BMFFContainer.self
        }
    }

    /// Whether files of the format are ISO base media files, which have a hard binding of their own (C2PA 2.4, 9.2.3).
    public var isBMFF: Bool { container == BMFFContainer.self }
}

/// What each format has to provide; one file per format conforms.
protocol ContainerFormat {
    /// The bytes every file of the format begins with; empty for formats that are told in another way.
    static var signature: [UInt8] { get }

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
    /// The store is put in its place; everything else stays.
    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        container.plainPlan(carried: carried)
    }
}
