internal import Bytes

/// The key of an index: 32 random bytes in a file only its owner can read.
enum IndexKey {
    private static let size = 32

    /// - Parameter create: whether a new key is made when there is no file.
    static func read(_ path: String, create: Bool) throws(SignetError) -> [UInt8] {
        if !Folder.exists(path) {
            guard create else {
                throw SignetError(
                    "index.key", .configuration,
                    "the key of the index, \(path), is missing; without it nothing can be checked")
            }
            var generator = SystemRandomNumberGenerator()
            let file = try OutputFile(path: path, mode: 0o600)
            try file.write((0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) })
            try file.commit()
        }
        // Another process may have been faster; what is there now counts.
        let source = try FileSource(path: path)
        guard source.count == size else {
            throw SignetError("index.key", .configuration, "\(path) is not a key of \(size) bytes")
        }
        return try source.bytes(0..<size)
    }
}
