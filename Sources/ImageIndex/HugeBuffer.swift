internal import Glibc

/// A large piece of zeroed memory, in pages as large as the system has them: sorting into many places at once would otherwise miss
/// the page tables with nearly every write.
final class HugeBuffer {
    let bytes: UnsafeMutableRawBufferPointer

    /// Nil when there is not enough memory.
    init?(byteCount: Int) {
        let size = max(byteCount, 1)
        guard let base = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            base != MAP_FAILED
        else { return nil }
        madvise(base, size, Int32(MADV_HUGEPAGE))
        bytes = UnsafeMutableRawBufferPointer(start: base, count: size)
    }

    deinit { munmap(bytes.baseAddress, bytes.count) }

    /// The memory as values of one type; the caller knows how many fit.
    func pointer<T>(to type: T.Type) -> UnsafeMutablePointer<T>? {
        bytes.baseAddress?.assumingMemoryBound(to: type)
    }
}
