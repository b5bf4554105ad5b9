public import Bytes

/// A named piece of an image file, such as a PNG chunk or a JPEG segment, or a run of several of one name.
public struct FilePart: Sendable, Equatable {
    /// What the format calls it: `IHDR`, `APP1`, `ftyp`; nil for bytes that belong to no part that is told apart here.
    public let name: String?
    public var range: Range<Int>
    /// How many parts of that name follow each other in the range.
    public var count: Int
    /// What kind of metadata the part holds, when it holds some.
    public var metadata: MetadataBlock.Kind?

    public init(_ name: String?, _ range: Range<Int>, count: Int = 1, metadata: MetadataBlock.Kind? = nil) {
        self.name = name
        self.range = range
        self.count = count
        self.metadata = metadata
    }
}

extension ImageContainer {
    /// The file as a row of parts, in order, without gaps and overlaps, from the first byte to the last.
    ///
    /// A file that breaks somewhere ends in one part without a name. Throws only when the file cannot be read.
    public func parts(_ source: any ByteSource, limits: Limits = .default) throws(SignetError) -> [FilePart] {
        var named: [FilePart]
        do throws(SignetError) {
            named = try namedParts(source, limits)
        } catch {
            guard error.category == .badData else { throw error }
            named = []
        }
        if format == .jpeg { named = named.filter { $0.name != FileBox.storeName } }
        for carrier in carriers { named.append(FilePart(FileBox.storeName, carrier)) }
        var tiles = Self.tiled(named, size: fileSize)
        for index in tiles.indices where format == .jpeg && tiles[index].name == "SOS" { tiles[index].count = 1 }
        return annotated(tiles)
    }

    private func namedParts(_ source: any ByteSource, _ limits: Limits) throws(SignetError) -> [FilePart] {
        switch format {
        case .jpeg:
            // Restart markers cut a scan into thousands of pieces that say nothing on their own.
            try (boxes(source, limits: limits) ?? []).map { FilePart(Self.isScan($0.name) ? "SOS" : $0.name, $0.range) }
        case .png, .webp: try (boxes(source, limits: limits) ?? []).map { FilePart($0.name, $0.range) }
        case .gif: try GIFBlocks.all(source, limits)
        case .avif, .heic, .heif: (bmff?.boxes ?? []).map { FilePart($0.type.description, $0.range) }
        case .jxl: try JXLContainer.boxes(source, limits)
        case .tiff: tiffParts
        case .svg, .sidecar: []
        }
    }

    private static func isScan(_ name: String) -> Bool { name.hasPrefix("RST") }

    private var tiffParts: [FilePart] {
        guard let tiff else { return [] }
        return [FilePart("header", 0..<tiff.firstPointer.upperBound)]
            + tiff.directories.map { FilePart("IFD", tiff.range(of: $0)) }
            + xmp.map { FilePart("XMP", $0) }
    }

    /// In order; of two that overlap, the first counts; what is between them has no name; equal neighbours become one.
    private static func tiled(_ parts: [FilePart], size: Int) -> [FilePart] {
        var tiles: [FilePart] = []
        var end = 0
        func append(_ part: FilePart) {
            guard let last = tiles.last, last.name == part.name, part.name != FileBox.storeName else {
                return tiles.append(part)
            }
            tiles[tiles.count - 1].range = last.range.lowerBound..<part.range.upperBound
            tiles[tiles.count - 1].count += 1
        }
        for part in parts.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard part.range.lowerBound >= end, !part.range.isEmpty, part.range.upperBound <= size else { continue }
            if part.range.lowerBound > end { append(FilePart(nil, end..<part.range.lowerBound)) }
            append(part)
            end = part.range.upperBound
        }
        if end < size { append(FilePart(nil, end..<size)) }
        return tiles
    }

    /// Names the metadata in parts that hold some.
    private func annotated(_ parts: [FilePart]) -> [FilePart] {
        // The EXIF data of a TIFF is the whole file, and says nothing about its parts.
        guard format != .tiff else { return parts }
        var parts = parts
        var index = 0
        for block in metadata.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            while index < parts.count, parts[index].range.upperBound <= block.range.lowerBound { index += 1 }
            guard index < parts.count else { break }
            if parts[index].range.lowerBound <= block.range.lowerBound { parts[index].metadata = block.kind }
        }
        return parts
    }
}
