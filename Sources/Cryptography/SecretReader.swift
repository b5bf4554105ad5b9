internal import Bytes
internal import COpenSSL
internal import Glibc

/// Reads secrets from where users keep them: a file that only they can read, an open descriptor, the environment.
struct SecretReader {
    /// What is read, for messages and as the first part of codes: `key`, `PIN`.
    let kind: String
    /// Whether a file that others may read is taken anyway.
    let allowInsecure: Bool

    /// Reads what `specification` names: a path, `fd:N` for an open descriptor, or `env:NAME` for an environment variable,
    /// which is wiped and unset.
    func read(_ specification: String, into secret: Secret) throws(SignetError) {
        try secret.fill { (buffer) throws(SignetError) in
            if specification.hasPrefix("fd:") {
                return try readDescriptor(specification.dropFirst(3), into: buffer)
            }
            if specification.hasPrefix("env:") {
                return try readEnvironment(String(specification.dropFirst(4)), into: buffer)
            }
            return try readFile(specification, into: buffer)
        }
        guard !secret.isTooLarge else {
            throw SignetError(code("tooLarge"), .configuration, "the \(kind) has more than \(secret.maximumSize) bytes")
        }
    }

    private func code(_ name: String) -> SignetError.Code {
        SignetError.Code(rawValue: "\(kind.lowercased()).\(name)")
    }

    private func readFile(
        _ path: String, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        // Opening a named pipe waits for its writer; without waiting it would look empty.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw SignetError(
                code("open"), .configuration, "the \(kind) file \(path) cannot be opened: \(Self.message(errno))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SignetError(
                code("open"), .configuration, "the \(kind) file \(path) cannot be examined: \(Self.message(errno))")
        }
        let type = status.st_mode & S_IFMT
        guard type == S_IFREG || type == S_IFIFO else {
            throw SignetError(
                code("notRegular"), .configuration, "the \(kind) \(path) is neither a regular file nor a pipe")
        }
        let mode = status.st_mode & 0o777
        if type == S_IFREG, mode & 0o077 != 0, !allowInsecure {
            throw SignetError(
                code("permissions"), .configuration,
                "the \(kind) file \(path) may be read or changed by others (mode 0\(String(mode, radix: 8))); "
                    + "run `chmod 600` on it, or pass --insecure-key")
        }
        return try read(descriptor, into: buffer)
    }

    private func readDescriptor(
        _ number: Substring, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        guard let descriptor = Int32(number), descriptor >= 0 else {
            throw SignetError(code("descriptor"), .usage, "fd: needs the number of an open descriptor, as in fd:3")
        }
        return try read(descriptor, into: buffer)
    }

    private func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        var size = 0
        while size < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[size...])
            let got = Glibc.read(descriptor, rest.baseAddress, rest.count)
            if got == 0 { break }
            guard got > 0 else {
                if errno == EINTR { continue }
                throw SignetError(code("read"), .configuration, "the \(kind) cannot be read: \(Self.message(errno))")
            }
            size += got
        }
        return size
    }

    private func readEnvironment(
        _ name: String, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        guard !name.isEmpty, let value = getenv(name) else {
            throw SignetError(code("environment"), .configuration, "the environment variable \(name) is not set")
        }
        let length = strlen(value)
        let size = min(length, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(start: value, count: size))
        // What /proc shows of the environment is this memory, so it is wiped before the name goes.
        OPENSSL_cleanse(value, length)
        unsetenv(name)
        return size
    }

    private static func message(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }
}
