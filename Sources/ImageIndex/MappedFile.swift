internal import Bytes
internal import Glibc

/// A file of the index mapped into memory, as ``SearchFileWriter`` wrote it. Such files are never changed once they have their name,
/// so that nothing can be cut short below a reader.
final class MappedFile {
    let count: Int
    private let base: UnsafeMutableRawPointer

    /// Maps an existing file for reading.
    init(path: String) throws(SignetError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SignetError(
                "index.file.open", .noInput, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0,
            let base = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED
        else {
            throw SignetError("index.file.map", .badData, "\(path) is empty or cannot be mapped")
        }
        // What is read from the disk comes in large pages.
        madvise(base, Int(status.st_size), Int32(MADV_HUGEPAGE))
        self.base = base
        count = Int(status.st_size)
    }

    deinit { munmap(base, count) }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= count else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    func uint32(at offset: Int) -> UInt32 {
        guard offset >= 0, offset + 4 <= count else { return 0 }
        return base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    func uint64(at offset: Int) -> UInt64 {
        guard offset >= 0, offset + 8 <= count else { return 0 }
        return base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// The caller has checked that what is read through the pointer lies inside.
    func pointer<T>(at offset: Int, as type: T.Type) -> UnsafePointer<T> {
        UnsafePointer((base + offset).assumingMemoryBound(to: type))
    }
}
