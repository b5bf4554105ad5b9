internal import Bytes
internal import Glibc

/// Writes a file of the index from its beginning to its end. It gets its name when it is complete: readers see the old file or the
/// new one.
///
/// The file is written in aligned pieces of 2 MB. Linux keeps such pieces in pages of that size, so that searches through the
/// mapped file do not miss the page tables.
final class SearchFileWriter {
    private static let piece = 2 << 20
    private static let suffix = ".new"

    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var isCommitted = false
    private var offset = 0
    private let staged: UnsafeMutableRawBufferPointer

    init(path: String) throws(SignetError) {
        self.path = path
        Self.sweep(path)
        temporary = "\(path).\(getpid())\(Self.suffix)"
        unlink(temporary)
        descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        // Tells files that are being written from those a crash left.
        if descriptor >= 0 { _ = flock(descriptor, LOCK_EX) }
        staged = .allocate(byteCount: Self.piece, alignment: 4096)
        guard descriptor >= 0 else { throw failure("created") }
    }

    deinit {
        staged.deallocate()
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unlink(temporary) }
    }

    /// Removes what a crash left of earlier files: those that nobody is writing. A file that is quite new may not be locked yet.
    private static func sweep(_ path: String) {
        guard let slash = path.lastIndex(of: "/"), let folder = opendir(String(path[..<slash])) else { return }
        defer { closedir(folder) }
        let prefix = "\(path[path.index(after: slash)...])."
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { continue }
            let left = "\(path[...slash])\(name)"
            let descriptor = open(left, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
            guard descriptor >= 0 else { continue }
            var status = stat()
            let isOld = fstat(descriptor, &status) == 0 && status.st_mtim.tv_sec < time(nil) - 60
            if isOld, flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(left) }
            close(descriptor)
        }
    }

    private func failure(_ what: String) -> SignetError {
        SignetError(
            "index.file.write", .inputOutput, "\(path) cannot be \(what): \(String(cString: strerror(errno)))")
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(SignetError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let used = offset % Self.piece
            let part = rest.prefix(Self.piece - used)
            if part.count == Self.piece {
                try put(UnsafeRawBufferPointer(rebasing: part), at: offset)
            } else {
                UnsafeMutableRawBufferPointer(rebasing: staged[used..<used + part.count])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
                if used + part.count == Self.piece { try put(UnsafeRawBufferPointer(staged), at: offset - used) }
            }
            offset += part.count
            rest = rest.dropFirst(part.count)
        }
    }

    /// Zeros up to `end`.
    func pad(to end: Int) throws(SignetError) {
        guard end > offset else { return }
        try append([UInt8](repeating: 0, count: end - offset))
    }

    /// The memory of an array, as it is.
    func append<T: FixedWidthInteger>(_ values: [T]) throws(SignetError) {
        var result: Result<Void, SignetError> = .success(())
        values.withUnsafeBytes { buffer in
            do throws(SignetError) { try append(buffer) } catch { result = .failure(error) }
        }
        try result.get()
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at start: Int) throws(SignetError) {
        var done = 0
        while done < bytes.count {
            let put = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(start + done))
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw failure("written") }
            done += put
        }
    }

    /// Gives the file its name. What it holds can be made again, so that nobody waits for the disk.
    func commit() throws(SignetError) {
        let used = offset % Self.piece
        try put(UnsafeRawBufferPointer(rebasing: staged[..<used]), at: offset - used)
        guard rename(temporary, path) == 0 else { throw failure("replaced") }
        isCommitted = true
    }
}
