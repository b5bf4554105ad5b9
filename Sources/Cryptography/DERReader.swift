internal import Bytes

/// A cursor over DER elements with definite lengths (X.690); it never reads past its bytes and never recurses.
struct DERReader {
    static let integer: UInt8 = 0x02
    static let sequence: UInt8 = 0x30

    private var reader: ByteReader

    init(_ bytes: ArraySlice<UInt8>) { reader = ByteReader(bytes) }

    var isAtEnd: Bool { reader.isAtEnd }

    /// The content of the next element, which must have `tag`.
    mutating func take(tag: UInt8) throws(SignetError) -> ArraySlice<UInt8> {
        let start = reader.offset
        guard try reader.readUInt8() == tag else {
            throw SignetError("der.tag", .badData, "a DER element has another tag than expected", offset: start)
        }
        return try reader.take(try length())
    }

    /// The tag of the next element; nil at the end.
    var nextTag: UInt8? {
        var copy = reader
        return try? copy.readUInt8()
    }

    /// The next element, whatever its tag, with its tag and length.
    mutating func element() throws(SignetError) -> ArraySlice<UInt8> {
        var whole = reader
        let start = reader.offset
        _ = try reader.readUInt8()
        _ = try reader.take(try length())
        return try whole.take(reader.offset - start)
    }

    /// All bytes that are left.
    mutating func takeRest() -> ArraySlice<UInt8> { reader.takeRest() }

    private mutating func length() throws(SignetError) -> Int {
        let start = reader.offset
        let first = try reader.readUInt8()
        if first < 0x80 { return Int(first) }
        let size = Int(first & 0x7F)
        guard (1...4).contains(size) else {
            throw SignetError("der.length", .badData, "a DER element has a length of a wrong form", offset: start)
        }
        var value = 0
        for _ in 0..<size { value = value << 8 | Int(try reader.readUInt8()) }
        return value
    }
}
