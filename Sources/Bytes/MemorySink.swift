internal import Glibc

/// A new file that is put together in memory.
public final class MemorySink: ByteSink {
    private var storage: UnsafeMutableRawBufferPointer
    private let size: Int
    private var used = 0

    /// Makes a sink for exactly `size` bytes.
    public init(size: Int) {
        self.size = max(size, 0)
        storage = .allocate(byteCount: max(size, 1), alignment: size < Self.hugePage ? 64 : Self.hugePage)
        // Touching 26 MB for the first time in small pages costs almost as much as hashing them.
        if size >= Self.hugePage { madvise(storage.baseAddress, storage.count, MADV_HUGEPAGE) }
    }

    private static let hugePage = 2 << 20

    deinit { storage.deallocate() }

    public func append(_ bytes: UnsafeRawBufferPointer) throws(SignetError) {
        guard bytes.count <= size - used else { throw .sinkOverflow }
        UnsafeMutableRawBufferPointer(rebasing: storage[used..<used + bytes.count]).copyMemory(from: bytes)
        used += bytes.count
    }

    public func skip(_ count: Int) throws(SignetError) {
        guard count >= 0, count <= size - used else { throw .sinkOverflow }
        UnsafeMutableRawBufferPointer(rebasing: storage[used..<used + count]).initializeMemory(
            as: UInt8.self, repeating: 0)
        used += count
    }

    public func fill(_ bytes: [UInt8], at offset: Int) throws(SignetError) {
        guard offset >= 0, bytes.count <= used - offset else { throw .sinkOverflow }
        storage[offset..<offset + bytes.count].copyBytes(from: bytes)
    }

    /// Calls `body` with what was written so far, without copying it.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(rebasing: storage[..<used]))
    }

    /// A copy of what was written so far.
    public var bytes: [UInt8] { withBytes { [UInt8]($0) } }
}
