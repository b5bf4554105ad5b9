internal import Glibc

/// An open file as a ``ByteSource``, read with `pread`.
///
/// Files are not memory-mapped on purpose: a mapped file that another process truncates kills the reader with SIGBUS, and
/// no file may be able to do that. The file is opened once, so what is judged is what was read.
public final class FileSource: ByteSource {
    public let count: Int
    private let descriptor: Int32

    /// Opens a regular file, or standard input when `path` is `-`.
    ///
    /// A pipe is copied to an unnamed temporary file first, so that its size does not become memory.
    public convenience init(path: String, limits: Limits = .default) throws(SignetError) {
        if path == "-" {
            try self.init(spooling: STDIN_FILENO, limits: limits)
            return
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw SignetError("file.open", .noInput, "cannot be opened: \(Self.message(errno))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = Self.message(errno)
            close(descriptor)
            throw SignetError("file.stat", .noInput, "cannot be examined: \(reason)")
        }
        if status.st_mode & S_IFMT == S_IFREG {
            try self.init(owning: descriptor, size: Int(status.st_size), limits: limits)
            return
        }
        defer { close(descriptor) }
        guard status.st_mode & S_IFMT == S_IFIFO || status.st_mode & S_IFMT == S_IFCHR else {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is not a regular file"
            throw SignetError("file.notRegular", .noInput, kind)
        }
        // A named pipe opened without blocking must be read with blocking, and not before its writer came, or it looks empty.
        Self.wait(for: descriptor)
        _ = fcntl(descriptor, F_SETFL, 0)
        try self.init(spooling: descriptor, limits: limits)
    }

    private init(owning descriptor: Int32, size: Int, limits: Limits) throws(SignetError) {
        guard size <= limits.maximumFileBytes else {
            close(descriptor)
            throw SignetError(
                "file.tooLarge", .badData,
                "has \(size) bytes, more than the limit of \(limits.maximumFileBytes) (see --max-bytes)")
        }
        self.descriptor = descriptor
        count = size
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    /// Whether the file belongs to the user who runs the program, and nobody else may read or write it.
    public var isPrivate: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
    }

    /// Waits until a pipe has bytes, or had a writer that is gone.
    private static func wait(for descriptor: Int32) {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&request, 1, -1) < 0, errno == EINTR {}
    }

    /// Copies a stream to an unnamed temporary file and reads that.
    private convenience init(spooling stream: Int32, limits: Limits) throws(SignetError) {
        let spool = try TemporaryFile.unnamed()
        let size = try Self.copy(stream, to: spool, limit: limits.maximumFileBytes)
        try self.init(owning: spool, size: size, limits: limits)
    }

    private static func copy(_ stream: Int32, to spool: Int32, limit: Int) throws(SignetError) -> Int {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 16)
        defer { buffer.deallocate() }
        var total = 0
        while true {
            let got = Glibc.read(stream, buffer.baseAddress, buffer.count)
            if got == 0 { return total }
            guard got > 0 else {
                if errno == EINTR { continue }
                let reason = message(errno)
                close(spool)
                throw SignetError("file.read", .inputOutput, "cannot be read: \(reason)")
            }
            total += got
            guard total <= limit else {
                close(spool)
                throw SignetError(
                    "file.tooLarge", .badData, "is larger than the limit of \(limit) bytes (see --max-bytes)")
            }
            do throws(SignetError) {
                try TemporaryFile.write(UnsafeRawBufferPointer(rebasing: buffer[..<got]), at: total - got, to: spool)
            } catch {
                close(spool)
                throw error
            }
        }
    }

    deinit { close(descriptor) }

    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SignetError) {
        guard offset >= 0, buffer.count <= count - offset else { throw .endOfInput(at: count) }
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            if got < 0 {
                if errno == EINTR { continue }
                throw SignetError("file.read", .inputOutput, "cannot be read: \(Self.message(errno))", offset: offset)
            }
            // The file became shorter after it was opened.
            guard got > 0 else { throw .endOfInput(at: offset + done) }
            done += got
        }
    }

    /// One buffer of this size is all the memory that streaming a file takes.
    private static let chunkSize = 256 << 10

    public func withChunks(
        of range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(SignetError) -> Void
    ) throws(SignetError) {
        guard range.lowerBound >= 0, range.upperBound <= count else { throw .endOfInput(at: count) }
        guard !range.isEmpty else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(Self.chunkSize, range.count), alignment: 64)
        defer { buffer.deallocate() }
        var start = range.lowerBound
        while start < range.upperBound {
            let size = min(buffer.count, range.upperBound - start)
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<size])
            try read(at: start, into: piece)
            try body(UnsafeRawBufferPointer(piece))
            start += size
        }
    }

    static func message(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }
}
