public import Bytes

/// The descriptive part of a TIFF as a small TIFF of its own, as EXIF readers expect it.
///
/// In a TIFF the fields that EXIF has in a block are spread over the file, between the pixels. The excerpt holds the first
/// directory and its EXIF directory, without long values, in classic form and in the byte order of the file.
struct TIFFExcerpt {
    private static let exifPointer: UInt16 = 0x8769
    private static let longestValue = 4_096
    private static let mostEntries = 256
    private static let largest = 60_000
    /// How the pixels are stored, and blocks that are read on their own or say nothing.
    private static func isStructure(_ tag: UInt16) -> Bool {
        switch tag {
        case 254...266, 273, 277...281, 284, 317...325, 330, 338...347, 512...532, 700, 33723, 34377, 34675, 50000...:
            true
        default: false
        }
    }

    /// A LONG, as pointers are.
    private static let long: UInt16 = 4

    private struct Field {
        let tag: UInt16
        let type: UInt16
        let count: Int
        let value: [UInt8]
    }

    private let layout: TIFFLayout
    private var bytes: [UInt8] = []

    /// Throws only when `source` cannot be read.
    static func make(_ source: any ByteSource, _ layout: TIFFLayout) throws(SignetError) -> [UInt8] {
        guard let first = layout.directories.first else { return [] }
        var reader = try TIFFReader(source)
        var pointer: Int?
        let fields = try fields(first, layout, source, &reader, pointer: &pointer)
        var nested: [Field] = []
        if let pointer, let directory = try directory(at: pointer, layout, source, &reader) {
            var ignored: Int?
            nested = try Self.fields(directory, layout, source, &reader, pointer: &ignored)
        }
        var excerpt = TIFFExcerpt(layout: layout)
        excerpt.write(fields, nested)
        return excerpt.bytes
    }

    private init(layout: TIFFLayout) { self.layout = layout }

    private static func directory(
        at offset: Int, _ layout: TIFFLayout, _ source: any ByteSource, _ reader: inout TIFFReader
    ) throws(SignetError) -> TIFFLayout.Directory? {
        guard offset >= 8, offset <= source.count - layout.countSize else { return nil }
        let count = try reader.entryCount(at: offset)
        guard count <= (source.count - offset - layout.countSize) / layout.entrySize else { return nil }
        return TIFFLayout.Directory(offset: offset, entryCount: count)
    }

    private static func fields(
        _ directory: TIFFLayout.Directory, _ layout: TIFFLayout, _ source: any ByteSource, _ reader: inout TIFFReader,
        pointer: inout Int?
    ) throws(SignetError) -> [Field] {
        var fields: [Field] = []
        var size = 0
        for index in 0..<min(directory.entryCount, mostEntries) {
            let entry = try reader.entry(at: directory.offset + layout.countSize + index * layout.entrySize)
            guard let range = try reader.value(of: entry), range.upperBound <= source.count,
                range.count <= longestValue,
                (1...12).contains(entry.type), !isStructure(entry.tag)
            else { continue }
            if entry.tag == exifPointer {
                pointer = try reader.pointer(at: entry.field)
                continue
            }
            size += range.count + 12
            guard size <= largest / 2 else { break }
            fields.append(
                Field(tag: entry.tag, type: entry.type, count: entry.count, value: try source.bytes(range)))
        }
        return fields
    }

    private mutating func write(_ fields: [Field], _ nested: [Field]) {
        bytes = layout.isLittleEndian ? [0x49, 0x49, 42, 0] : [0x4D, 0x4D, 0, 42]
        bytes += layout.bytes(8, 4)
        guard !nested.isEmpty else { return append(fields) }
        // The pointer is a field like any other, and its value is known once the first directory's size is.
        let size = 2 + 12 * (fields.count + 1) + 4 + fields.reduce(0) { $0 + ($1.value.count > 4 ? $1.value.count : 0) }
        let link = Field(tag: Self.exifPointer, type: Self.long, count: 1, value: layout.bytes(8 + size, 4))
        append((fields + [link]).sorted { $0.tag < $1.tag })
        append(nested)
    }

    /// A directory with its values right behind it.
    private mutating func append(_ fields: [Field]) {
        var values: [UInt8] = []
        let start = bytes.count + 2 + 12 * fields.count + 4
        bytes += layout.bytes(fields.count, 2)
        for field in fields {
            bytes += layout.bytes(Int(field.tag), 2) + layout.bytes(Int(field.type), 2) + layout.bytes(field.count, 4)
            if field.value.count <= 4 {
                bytes += field.value + [UInt8](repeating: 0, count: 4 - field.value.count)
            } else {
                bytes += layout.bytes(start + values.count, 4)
                values += field.value
            }
        }
        bytes += layout.bytes(0, 4) + values
    }
}

extension ImageContainer {
    /// The TIFF-structured bytes of an EXIF block, at most `limit` of them.
    public func exifBytes(
        _ source: any ByteSource, _ block: MetadataBlock, limit: Int
    ) throws(SignetError) -> [UInt8] {
        if format == .tiff, let tiff { return try TIFFExcerpt.make(source, tiff) }
        let start = block.range.lowerBound
        return try source.bytes(start..<start + min(block.range.count, limit))
    }
}
