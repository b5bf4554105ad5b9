internal import Glibc

/// A new file without a name, which is gone when the process ends unless it is given one.
public final class ScratchFile: ByteSink {
    let descriptor: Int32
    /// How many bytes were appended or skipped so far.
    public private(set) var count = 0

    /// Makes the file in the folder for temporary files.
    public convenience init() throws(SignetError) {
        self.init(owning: try TemporaryFile.unnamed())
    }

    init(owning descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    public func append(_ bytes: UnsafeRawBufferPointer) throws(SignetError) {
        try TemporaryFile.write(bytes, at: count, to: descriptor)
        count += bytes.count
    }

    public func skip(_ size: Int) throws(SignetError) {
        guard size > 0 else { return }
        count += size
        guard ftruncate(descriptor, off_t(count)) == 0 else {
            throw SignetError("file.write", .inputOutput, "cannot be written: \(FileSource.message(errno))")
        }
    }

    public func fill(_ bytes: [UInt8], at offset: Int) throws(SignetError) {
        guard offset >= 0, bytes.count <= count - offset else { throw .sinkOverflow }
        try put(bytes, at: offset)
    }

    private func put(_ bytes: [UInt8], at offset: Int) throws(SignetError) {
        var failure: SignetError?
        bytes.withUnsafeBytes { buffer in
            do throws(SignetError) { try TemporaryFile.write(buffer, at: offset, to: descriptor) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Appends all of `bytes`.
    public func write(_ bytes: [UInt8]) throws(SignetError) {
        try put(bytes, at: count)
        count += bytes.count
    }

    /// What was written so far.
    public func source(limits: Limits = .default) throws(SignetError) -> FileSource {
        try FileSource(path: "/proc/self/fd/\(descriptor)", limits: limits)
    }

    /// Copies everything to standard output.
    public func copyToStandardOutput() throws(SignetError) {
        let source = try source()
        try source.withChunks(of: 0..<source.count) { (chunk) throws(SignetError) in
            var rest = chunk
            while !rest.isEmpty {
                let put = Glibc.write(STDOUT_FILENO, rest.baseAddress, rest.count)
                if put < 0 {
                    if errno == EINTR { continue }
                    throw SignetError("stdout.write", .inputOutput, "cannot be written: \(FileSource.message(errno))")
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(put))
            }
        }
    }
}
