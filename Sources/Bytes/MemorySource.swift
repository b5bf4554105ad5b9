/// Bytes that are already in memory, as a ``ByteSource``; nothing is copied.
public struct MemorySource: ByteSource {
    private let storage: [UInt8]

    public init(_ bytes: [UInt8]) { storage = bytes }

    public var count: Int { storage.count }

    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SignetError) {
        guard offset >= 0, buffer.count <= storage.count - offset else { throw .endOfInput(at: storage.count) }
        storage.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + buffer.count]))
        }
    }

    /// Pieces of at most this size keep hashing and copying inside the second-level cache.
    private static let chunkSize = 256 << 10

    public func withChunks(
        of range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(SignetError) -> Void
    ) throws(SignetError) {
        guard range.lowerBound >= 0, range.upperBound <= storage.count else { throw .endOfInput(at: storage.count) }
        var failure: SignetError?
        storage.withUnsafeBytes { source in
            var start = range.lowerBound
            do throws(SignetError) {
                while start < range.upperBound {
                    let end = min(start + Self.chunkSize, range.upperBound)
                    try body(UnsafeRawBufferPointer(rebasing: source[start..<end]))
                    start = end
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
