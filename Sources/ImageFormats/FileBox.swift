public import Bytes

/// One box of an image as `c2pa.hash.boxes` counts them: a name and a run of bytes (C2PA 2.4, 18.7.3).
public struct FileBox: Sendable, Equatable {
    /// The name of the box that carries the manifest store.
    public static let storeName = "C2PA"

    /// The symbol of a JPEG marker, the type of a PNG or WebP chunk, or ``storeName``.
    public let name: String
    /// All of the box, headers, checksums and padding included.
    public let range: Range<Int>

    init(_ name: String, _ range: Range<Int>) {
        self.name = name
        self.range = range
    }

    /// What follows the last box of the file, as a box (C2PA 2.4, 18.7.2).
    public static func after(_ range: Range<Int>) -> FileBox { FileBox("c2pa.after", range) }
}

extension ImageContainer {
    /// The boxes of the file in order, the manifest store's as one; nil for a format that has none for this purpose here.
    ///
    /// Bytes after the last box are in none of them.
    public func boxes(_ source: any ByteSource, limits: Limits = .default) throws(SignetError) -> [FileBox]? {
        switch format {
        case .jpeg: try JPEGBoxes.all(source, store: store?.range, limits)
        case .png: try chunks(source, limits, start: 8, first: FileBox("PNGh", 0..<8), end: "IEND")
        case .webp: try chunks(source, limits, start: 12, first: FileBox("WEBP", 0..<12), end: nil)
        default: nil
        }
    }

    /// PNG and RIFF differ in byte order, in where the type is, and in what follows the data.
    private func chunks(
        _ source: any ByteSource, _ limits: Limits, start: Int, first: FileBox, end: String?
    ) throws(SignetError) -> [FileBox] {
        var window = HeaderWindow(source)
        let limit = format == .webp ? min(source.count, 8 + Int(try window.littleUInt32(at: 4))) : source.count
        var boxes = [first]
        var offset = start
        while offset < limit {
            guard limit - offset >= 8 else { throw .endOfInput(at: limit) }
            let isPNG = format == .png
            let length = Int(isPNG ? try window.uint32(at: offset) : try window.littleUInt32(at: offset + 4))
            let type = withUnsafeBytes(of: try window.uint32(at: isPNG ? offset + 4 : offset).bigEndian) {
                String(decoding: $0, as: UTF8.self)
            }
            let box = offset..<offset + (isPNG ? length + 12 : 8 + length + length % 2)
            guard box.upperBound <= limit, boxes.count < limits.maximumContainerParts else {
                throw SignetError("boxes.damaged", .badData, "the box at offset \(offset) is damaged", offset: offset)
            }
            // The range that carries the store is without RIFF's padding byte, the box is with it.
            boxes.append(FileBox(offset == store?.range.lowerBound ? FileBox.storeName : type, box))
            offset = box.upperBound
            if type == end { break }
        }
        return boxes
    }
}
