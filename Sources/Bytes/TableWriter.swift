internal import Glibc

/// Writes tables of plain values one behind the other into one piece of memory.
public struct TableWriter: ~Copyable {
    private var memory: UnsafeMutableRawPointer?
    private var capacity: Int
    private var count = TableLayout.headerSize

    public init(capacity: Int = 1 << 20) {
        self.capacity = max(capacity, 4096)
        memory = TableMemory.allocate(self.capacity)
    }

    deinit { free(memory) }

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(capacity * 2, count + more)
        let larger = TableMemory.allocate(capacity)
        if let larger, let memory { larger.copyMemory(from: memory, byteCount: count) }
        free(memory)
        memory = larger
    }

    /// Adds a table.
    public mutating func add<Element: BitwiseCopyable>(_ table: [Element]) {
        table.withUnsafeBytes { add($0, stride: MemoryLayout<Element>.stride) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, stride: Int) {
        let padded = (bytes.count + 15) & ~15
        reserve(16 + padded)
        guard let memory else { return }
        memory.storeBytes(of: UInt64(bytes.count), toByteOffset: count, as: UInt64.self)
        memory.storeBytes(of: UInt64(stride), toByteOffset: count + 8, as: UInt64.self)
        if let base = bytes.baseAddress { (memory + count + 16).copyMemory(from: base, byteCount: bytes.count) }
        memset(memory + count + 16 + bytes.count, 0, padded - bytes.count)
        count += 16 + padded
    }

    /// The tables with their header. Nil when there was no memory for them.
    public consuming func finish(key: [UInt8]) -> TableMemory? {
        guard let memory else { return nil }
        memset(memory, 0, TableLayout.headerSize)
        memory.storeBytes(of: TableLayout.magic, toByteOffset: 0, as: UInt64.self)
        memory.storeBytes(of: UInt64(count), toByteOffset: 8, as: UInt64.self)
        for (place, byte) in TableLayout.fitted(key).enumerated() {
            memory.storeBytes(of: byte, toByteOffset: 24 + place, as: UInt8.self)
        }
        let bytes = UnsafeRawBufferPointer(start: memory, count: count)
        memory.storeBytes(of: TableLayout.checksum(bytes), toByteOffset: 16, as: UInt64.self)
        self.memory = nil
        return TableMemory(owning: bytes)
    }
}
