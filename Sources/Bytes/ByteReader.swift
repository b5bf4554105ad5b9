/// A cursor over bytes in memory that never reads past their end.
///
/// Offsets are the indices of the slice it was made from: a reader over part of a manifest store reports offsets into the
/// whole store.
public struct ByteReader: Sendable {
    private let bytes: ArraySlice<UInt8>
    /// The index of the next byte.
    public private(set) var offset: Int

    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    /// How many bytes are left.
    public var remaining: Int { bytes.endIndex - offset }

    public var isAtEnd: Bool { remaining == 0 }

    /// The next `count` bytes, which are then consumed.
    public mutating func take(_ count: Int) throws(SignetError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw .endOfInput(at: bytes.endIndex) }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// All bytes that are left, which are then consumed.
    public mutating func takeRest() -> ArraySlice<UInt8> {
        defer { offset = bytes.endIndex }
        return bytes[offset...]
    }

    public mutating func readUInt8() throws(SignetError) -> UInt8 {
        guard remaining >= 1 else { throw .endOfInput(at: bytes.endIndex) }
        defer { offset += 1 }
        return bytes[offset]
    }

    public mutating func readUInt16() throws(SignetError) -> UInt16 { try readBigEndian(UInt16.self) }

    public mutating func readUInt32() throws(SignetError) -> UInt32 { try readBigEndian(UInt32.self) }

    public mutating func readUInt64() throws(SignetError) -> UInt64 { try readBigEndian(UInt64.self) }

    private mutating func readBigEndian<Value: FixedWidthInteger>(_: Value.Type) throws(SignetError) -> Value {
        let size = Value.bitWidth / 8
        guard size <= remaining else { throw .endOfInput(at: bytes.endIndex) }
        var value: Value = 0
        for index in offset..<offset + size { value = value << 8 | Value(bytes[index]) }
        offset += size
        return value
    }
}
