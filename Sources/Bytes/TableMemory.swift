internal import Glibc

/// One piece of aligned memory that holds tables and stays where it is, until nobody uses it.
///
/// Immutable once it is made, so that any number of threads read it at once. It is laid out as ``TableWriter`` writes it:
/// a header with a key and a checksum, then the tables one behind the other.
public final class TableMemory: @unchecked Sendable {
    public let bytes: UnsafeRawBufferPointer

    /// Takes over memory that ``allocate(_:)`` gave.
    init(owning bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// All bytes of a source, when they are tables of this layout, undamaged, and have this key.
    ///
    /// The bytes are copied, not mapped: what was checked cannot change afterwards.
    public init(_ source: some ByteSource, key: [UInt8]) throws(SignetError) {
        let count = source.count
        guard count >= TableLayout.headerSize, let memory = Self.allocate(count) else {
            throw SignetError("tables.form", .badData, "these are no tables")
        }
        // From here on the memory is freed by deinit, also when a check fails.
        bytes = UnsafeRawBufferPointer(start: memory, count: count)
        try source.read(at: 0, into: UnsafeMutableRawBufferPointer(start: memory, count: count))
        guard bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self) == TableLayout.magic,
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self) == UInt64(count)
        else { throw SignetError("tables.form", .badData, "these are no tables, or not all of them") }
        guard bytes[24..<56].elementsEqual(TableLayout.fitted(key)) else {
            throw SignetError("tables.key", .badData, "the tables were made for something else")
        }
        guard bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self) == TableLayout.checksum(bytes) else {
            throw SignetError("tables.checksum", .badData, "the tables are damaged")
        }
    }

    deinit { free(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }

    static func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
        var memory: UnsafeMutableRawPointer?
        // Large tables are laid on large pages, where the system has them.
        let alignment = count >= 1 << 21 ? 1 << 21 : 64
        guard posix_memalign(&memory, alignment, max(count, 64)) == 0, let memory else { return nil }
        if count >= 1 << 21 { madvise(memory, count, MADV_HUGEPAGE) }
        return memory
    }
}

/// The header of tables: magic, number of bytes, checksum of all behind the header, key.
enum TableLayout {
    static let magic: UInt64 = 0x3142_5453_4E47_4953
    static let headerSize = 64

    /// A key of any length as 32 bytes.
    static func fitted(_ key: [UInt8]) -> [UInt8] { Array((key + [UInt8](repeating: 0, count: 32)).prefix(32)) }

    /// Finds damage by accident; nobody but the owner of the file can write it.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        var at = headerSize
        func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
            let mixed = (lane ^ word) &* 0x9FB2_1C65_1E98_DF25
            return mixed ^ mixed >> 29
        }
        while at + 32 <= bytes.count {
            lanes.0 = mix(lanes.0, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            lanes.1 = mix(lanes.1, bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
            lanes.2 = mix(lanes.2, bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self))
            lanes.3 = mix(lanes.3, bytes.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self))
            at += 32
        }
        var sum = mix(mix(mix(lanes.0, lanes.1), lanes.2), lanes.3)
        while at < bytes.count {
            sum = mix(sum, UInt64(bytes[at]))
            at += 1
        }
        return sum
    }
}
