internal import Glibc

/// Unnamed temporary files and complete writes to descriptors.
enum TemporaryFile {
    /// Linux's `O_TMPFILE`, which the C library hides behind `_GNU_SOURCE` (fcntl.h; the same on x86-64 and arm64).
    static let openUnnamed: Int32 = 0o20_000_000 | O_DIRECTORY

    /// A read-write descriptor of a file that has no name, so that nothing is left behind however the process ends.
    static func unnamed(in folder: String? = nil) throws(SignetError) -> Int32 {
        let folder = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let descriptor = open(folder, openUnnamed | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 { return descriptor }
        // Some file systems have no O_TMPFILE; a file that is unlinked at once is the same but for a short moment.
        var template = Array("\(folder)/.signet-XXXXXX".utf8CString)
        let fallback = mkstemp(&template)
        guard fallback >= 0 else {
            throw SignetError(
                "file.temporary", .cannotCreate, "no temporary file in \(folder): \(FileSource.message(errno))")
        }
        unlink(template)
        _ = fcntl(fallback, F_SETFD, FD_CLOEXEC)
        return fallback
    }

    /// Writes all of `bytes` at `offset`.
    static func write(_ bytes: UnsafeRawBufferPointer, at offset: Int, to descriptor: Int32) throws(SignetError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let put = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            if put < 0 {
                if errno == EINTR { continue }
                throw SignetError("file.write", .inputOutput, "cannot be written: \(FileSource.message(errno))")
            }
            done += put
        }
    }
}
