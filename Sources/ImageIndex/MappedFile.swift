internal import Bytes
internal import Glibc

/// A file of the index mapped into memory. Such files are written under another name and renamed when they are complete, and
/// never changed afterwards, so that nothing can be cut short below a reader.
final class MappedFile {
    let count: Int
    private let base: UnsafeMutableRawPointer
    private let path: String
    /// While the file is being written.
    private var temporary: (path: String, descriptor: Int32)?

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
        self.base = base
        self.path = path
        count = Int(status.st_size)
    }

    /// Makes a file of `size` bytes that gets its name with ``commit()``.
    init(creating path: String, size: Int) throws(SignetError) {
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        func failure(_ what: String) -> SignetError {
            SignetError(
                "index.file.write", .inputOutput, "\(path) cannot be \(what): \(String(cString: strerror(errno)))")
        }
        guard descriptor >= 0 else { throw failure("created") }
        // Space is taken now: writing to a mapping on a full disk would end the process.
        let result = posix_fallocate(descriptor, 0, off_t(size))
        guard result == 0 else {
            errno = result
            let error = failure("written")
            close(descriptor)
            unlink(temporary)
            throw error
        }
        guard let base = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
            let error = failure("mapped")
            close(descriptor)
            unlink(temporary)
            throw error
        }
        self.base = base
        self.path = path
        self.temporary = (temporary, descriptor)
        count = size
    }

    deinit {
        munmap(base, count)
        if let temporary {
            close(temporary.descriptor)
            unlink(temporary.path)
        }
    }

    /// Gives the file its name. What it holds can be made again, so that nobody waits for the disk.
    func commit() throws(SignetError) {
        guard let temporary else { return }
        guard rename(temporary.path, path) == 0 else {
            throw SignetError(
                "index.file.write", .inputOutput, "\(path) cannot be replaced: \(String(cString: strerror(errno)))")
        }
        close(temporary.descriptor)
        self.temporary = nil
    }

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

    func mutablePointer<T>(at offset: Int, as type: T.Type) -> UnsafeMutablePointer<T> {
        (base + offset).assumingMemoryBound(to: type)
    }

    func fill<T: FixedWidthInteger>(_ value: T, at offset: Int) {
        withUnsafeBytes(of: value.littleEndian) { fill($0, at: offset) }
    }

    func fill(_ bytes: [UInt8], at offset: Int) { bytes.withUnsafeBytes { fill($0, at: offset) } }

    func fill(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        guard offset >= 0, bytes.count <= count - offset, let start = bytes.baseAddress else { return }
        (base + offset).copyMemory(from: start, byteCount: bytes.count)
    }
}
