internal import Bytes

/// The `iloc` box: where the data of each item of a `meta` box is (ISO/IEC 14496-12, 8.11.3), versions 0 to 2.
struct BMFFItemLocations {
    /// An integer of the box and where in it that is; fields of no bytes are 0.
    struct Field {
        let position: Int
        let width: Int
        let value: Int
    }

    struct Extent {
        let offset: Field
        let length: Int
    }

    struct Item {
        let identifier: Int
        /// 0: offsets into the file; 1: into the `idat` box; 2: into another item.
        let method: Int
        /// 0: this file.
        let dataReference: Int
        let base: Field
        let extents: [Extent]
    }

    private(set) var items: [Item] = []

    /// The largest box that is read, in bytes: room for ten thousands of items.
    static let maximumBytes = 1 << 20

    /// Reads the content of the box: `bytes` without the header.
    init(_ bytes: [UInt8]) throws(SignetError) {
        var reader = ByteReader(bytes)
        let version = Int(try reader.readUInt32() >> 24)
        guard version <= 2 else { throw Self.unsupported("version \(version)") }
        let sizes = Int(try reader.readUInt16())
        let (offsetSize, lengthSize) = (sizes >> 12 & 15, sizes >> 8 & 15)
        let (baseSize, indexSize) = (sizes >> 4 & 15, version > 0 ? sizes & 15 : 0)
        guard [offsetSize, lengthSize, baseSize, indexSize].allSatisfy({ $0 == 0 || $0 == 4 || $0 == 8 }) else {
            throw Self.unsupported("integers of unusual sizes")
        }
        let count = Int(version == 2 ? try reader.readUInt32() : UInt32(try reader.readUInt16()))
        for _ in 0..<count {
            let identifier = Int(version == 2 ? try reader.readUInt32() : UInt32(try reader.readUInt16()))
            let method = version > 0 ? Int(try reader.readUInt16() & 15) : 0
            let dataReference = Int(try reader.readUInt16())
            let base = try Self.field(baseSize, &reader)
            var extents: [Extent] = []
            for _ in 0..<Int(try reader.readUInt16()) {
                _ = try Self.field(indexSize, &reader)
                let offset = try Self.field(offsetSize, &reader)
                extents.append(Extent(offset: offset, length: try Self.field(lengthSize, &reader).value))
                // Without any bytes an extent says nothing, and a short box could have very many.
                guard offsetSize + lengthSize > 0 || extents.count <= 1 else { throw Self.unsupported("empty extents") }
            }
            items.append(
                Item(identifier: identifier, method: method, dataReference: dataReference, base: base, extents: extents)
            )
        }
    }

    private static func field(_ width: Int, _ reader: inout ByteReader) throws(SignetError) -> Field {
        let position = reader.offset
        let value: UInt64 =
            switch width {
            case 4: UInt64(try reader.readUInt32())
            case 8: try reader.readUInt64()
            default: 0
            }
        guard let value = Int(exactly: value) else { throw unsupported("an offset of more than 63 bits") }
        return Field(position: position, width: width, value: value)
    }

    static func unsupported(_ what: String) -> SignetError {
        SignetError("bmff.unsupported", .badData, "the places of the picture's data are stated with \(what)")
    }
}
