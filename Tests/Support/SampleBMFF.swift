/// ISO base media files put together byte by byte: the structure of AVIF and HEIF without pictures in it.
public enum SampleBMFF {
    public static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// A box with a 32-bit size, or a 64-bit one.
    public static func box(_ type: String, _ payload: [UInt8], isLong: Bool = false) -> [UInt8] {
        isLong
            ? number(1, 4) + Array(type.utf8) + number(payload.count + 16, 8) + payload
            : number(payload.count + 8, 4) + Array(type.utf8) + payload
    }

    public static func fullBox(_ type: String, version: Int = 0, flags: Int = 0, _ payload: [UInt8]) -> [UInt8] {
        box(type, number(version, 1) + number(flags, 3) + payload)
    }

    public static let fileType = box("ftyp", Array("avif".utf8) + number(0, 4) + Array("avifmif1miaf".utf8))

    /// The type of C2PA's boxes.
    public static let identifier: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]

    /// A C2PA box.
    public static func provenance(
        _ content: [UInt8], purpose: String = "manifest", treeOffset: Int? = 0, version: Int = 0
    ) -> [UInt8] {
        let offset = treeOffset.map { number($0, 8) } ?? []
        return box("uuid", identifier + number(version, 4) + Array(purpose.utf8) + [0] + offset + content)
    }

    /// How the places of data are stated.
    public struct Places: Sendable, CustomStringConvertible {
        public var version = 0
        public var offsetSize = 4
        public var lengthSize = 4
        public var baseSize = 0
        public var indexSize = 0

        public init(version: Int = 0, offsetSize: Int = 4, lengthSize: Int = 4, baseSize: Int = 0, indexSize: Int = 0) {
            self.version = version
            self.offsetSize = offsetSize
            self.lengthSize = lengthSize
            self.baseSize = baseSize
            self.indexSize = indexSize
        }

        public var description: String { "v\(version) \(offsetSize)/\(lengthSize)/\(baseSize)/\(indexSize)" }
    }

    /// An item: where its data is, and how that is to be understood.
    public struct Item: Sendable {
        public let identifier: Int
        public let method: Int
        public let base: Int
        public let extents: [(offset: Int, length: Int)]

        public init(_ identifier: Int, method: Int = 0, base: Int = 0, extents: [(offset: Int, length: Int)]) {
            self.identifier = identifier
            self.method = method
            self.base = base
            self.extents = extents
        }
    }

    public static func locations(_ items: [Item], _ places: Places = Places()) -> [UInt8] {
        let wide = places.version == 2 ? 4 : 2
        var bytes = number(
            places.offsetSize << 12 | places.lengthSize << 8 | places.baseSize << 4 | places.indexSize, 2)
        bytes += number(items.count, wide)
        for item in items {
            bytes += number(item.identifier, wide)
            if places.version > 0 { bytes += number(item.method, 2) }
            bytes += number(0, 2) + number(item.base, places.baseSize) + number(item.extents.count, 2)
            for extent in item.extents {
                if places.version > 0 { bytes += number(0, places.indexSize) }
                bytes += number(extent.offset, places.offsetSize) + number(extent.length, places.lengthSize)
            }
        }
        return fullBox("iloc", version: places.version, bytes)
    }

    public static let handler = fullBox("hdlr", number(0, 4) + Array("pict".utf8) + number(0, 13))

    /// Bytes that count up, so that every place differs from its neighbours.
    public static func data(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }
    }

    /// File type, metadata with the places of items that `items` makes of the offset of the data, and the data.
    public static func image(
        size: Int = 600, _ places: Places = Places(), inside: [UInt8] = [], before: [UInt8] = [], after: [UInt8] = [],
        isLong: Bool = false,
        items: (Int) -> [Item] = { [Item(1, extents: [($0, 100)]), Item(2, extents: [($0 + 100, 500)])] }
    ) -> [UInt8] {
        func metadata(_ offset: Int) -> [UInt8] {
            let idat = inside.isEmpty ? [] : box("idat", inside)
            return fullBox("meta", handler + fullBox("pitm", number(1, 2)) + locations(items(offset), places) + idat)
        }
        let start = fileType.count + before.count + metadata(0).count + (isLong ? 16 : 8)
        return fileType + before + metadata(start) + box("mdat", data(size), isLong: isLong) + after
    }
}
