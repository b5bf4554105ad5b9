/// A file or buffer of known size that can be read at any offset.
///
/// Parsers read the few bytes they need; hashing and copying stream the rest through ``withChunks(of:_:)``, so that no
/// image is ever held in memory as a whole unless the caller already holds it.
public protocol ByteSource: Sendable {
    /// The size in bytes, fixed when the source was opened.
    var count: Int { get }

    /// Fills `buffer` with the bytes from `offset` on; throws when the source ends before the buffer is full.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SignetError)

    /// Calls `body` with consecutive pieces that together are exactly the bytes of `range`.
    func withChunks(
        of range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(SignetError) -> Void
    ) throws(SignetError)
}

extension ByteSource {
    /// The bytes of `range` as an array; throws when the source ends before `range` does.
    public func bytes(_ range: Range<Int>) throws(SignetError) -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= count else { throw .endOfInput(at: count) }
        guard !range.isEmpty else { return [] }
        var result = [UInt8](repeating: 0, count: range.count)
        // The closure rethrows `any Error`, so the typed error travels beside it.
        var failure: SignetError?
        result.withUnsafeMutableBytes { buffer in
            do throws(SignetError) { try read(at: range.lowerBound, into: buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        return result
    }
}

extension SignetError {
    /// Code of ``endOfInput(at:)``.
    public static let endOfInputCode = Code(rawValue: "bytes.endOfInput")

    /// The input ended where more bytes were needed.
    public static func endOfInput(at offset: Int) -> SignetError {
        SignetError(
            endOfInputCode, .badData, "the data ends at offset \(offset), where more was expected", offset: offset)
    }
}
