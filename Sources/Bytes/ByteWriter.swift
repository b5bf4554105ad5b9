/// Bytes that are being put together; integers are written big-endian, as JUMBF, CBOR, PNG and JPEG have them.
public struct ByteWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    public var count: Int { bytes.count }

    public mutating func append(_ value: UInt8) { bytes.append(value) }

    public mutating func append(_ value: UInt16) { appendBigEndian(value) }

    public mutating func append(_ value: UInt32) { appendBigEndian(value) }

    public mutating func append(_ value: UInt64) { appendBigEndian(value) }

    public mutating func append(contentsOf slice: some Collection<UInt8>) { bytes.append(contentsOf: slice) }

    /// Writes the UTF-8 of `text`, without a terminator.
    public mutating func append(text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
