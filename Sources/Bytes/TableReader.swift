/// Reads tables that ``TableWriter`` wrote, in the same order.
///
/// The buffers point into the memory, which has to be kept as long as they are used. What is in them is not checked: that an
/// index in a table is one of another table is the reader's to find out.
public struct TableReader {
    public let memory: TableMemory
    private var at = TableLayout.headerSize

    public init(_ memory: TableMemory) { self.memory = memory }

    /// The next table; throws when it is not one of such values or does not end within the memory.
    public mutating func next<Element: BitwiseCopyable>(
        _ type: Element.Type = Element.self
    ) throws(SignetError) -> UnsafeBufferPointer<Element> {
        let bytes = memory.bytes
        guard at + 16 <= bytes.count else { throw failure }
        let count = bytes.load(fromByteOffset: at, as: UInt64.self)
        let stride = bytes.load(fromByteOffset: at + 8, as: UInt64.self)
        guard stride == UInt64(MemoryLayout<Element>.stride), count % stride == 0,
            count <= UInt64(bytes.count - at - 16)
        else { throw failure }
        let start = at + 16
        at = start + (Int(count) + 15) & ~15
        guard at <= bytes.count else { throw failure }
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(count)])
        return part.assumingMemoryBound(to: Element.self)
    }

    private var failure: SignetError { SignetError("tables.form", .badData, "a table is cut short", offset: at) }
}
