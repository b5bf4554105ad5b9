public import Bytes
internal import COpenSSL
internal import Glibc

/// Reads private keys from where users keep them, and wipes what it read.
public enum KeyLoader {
    /// The largest key that is read, in bytes.
    public static let maximumSize = 64 << 10

    /// The key that `specification` names: a path, `fd:N` for an open descriptor, or `env:NAME` for an environment
    /// variable, which is wiped and unset.
    ///
    /// - Parameters:
    ///   - allowInsecure: whether a key file that others may read is taken anyway.
    ///   - algorithm: as in ``SigningKey/init(pem:algorithm:)-(UnsafeRawBufferPointer,_)``.
    public static func load(
        _ specification: String, allowInsecure: Bool = false, algorithm: SignatureAlgorithm? = nil
    ) throws(SignetError) -> SigningKey {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: maximumSize + 1, alignment: 16)
        defer {
            OPENSSL_cleanse(buffer.baseAddress, buffer.count)
            buffer.deallocate()
        }
        let size =
            if specification.hasPrefix("fd:") {
                try readDescriptor(specification.dropFirst(3), into: buffer)
            } else if specification.hasPrefix("env:") {
                try readEnvironment(String(specification.dropFirst(4)), into: buffer)
            } else {
                try readFile(specification, allowInsecure: allowInsecure, into: buffer)
            }
        guard size <= maximumSize else {
            throw SignetError("key.tooLarge", .configuration, "the key has more than \(maximumSize) bytes")
        }
        return try SigningKey(pem: UnsafeRawBufferPointer(rebasing: buffer[..<size]), algorithm: algorithm)
    }

    private static func readFile(
        _ path: String, allowInsecure: Bool, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        // Opening a named pipe waits for its writer; without waiting it would look empty.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw SignetError("key.open", .configuration, "the key file \(path) cannot be opened: \(message(errno))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SignetError("key.open", .configuration, "the key file \(path) cannot be examined: \(message(errno))")
        }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFIFO else {
            throw SignetError("key.notRegular", .configuration, "the key \(path) is neither a regular file nor a pipe")
        }
        let mode = status.st_mode & 0o777
        if kind == S_IFREG, mode & 0o077 != 0, !allowInsecure {
            throw SignetError(
                "key.permissions", .configuration,
                "the key file \(path) may be read or changed by others (mode 0\(String(mode, radix: 8))); "
                    + "run `chmod 600` on it, or pass --insecure-key")
        }
        return try read(descriptor, into: buffer)
    }

    private static func readDescriptor(
        _ number: Substring, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        guard let descriptor = Int32(number), descriptor >= 0 else {
            throw SignetError("key.descriptor", .usage, "fd: needs the number of an open descriptor, as in fd:3")
        }
        return try read(descriptor, into: buffer)
    }

    private static func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        var size = 0
        while size < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[size...])
            let got = Glibc.read(descriptor, rest.baseAddress, rest.count)
            if got == 0 { break }
            guard got > 0 else {
                if errno == EINTR { continue }
                throw SignetError("key.read", .configuration, "the key cannot be read: \(message(errno))")
            }
            size += got
        }
        return size
    }

    private static func readEnvironment(
        _ name: String, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SignetError) -> Int {
        guard !name.isEmpty, let value = getenv(name) else {
            throw SignetError("key.environment", .configuration, "the environment variable \(name) is not set")
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
