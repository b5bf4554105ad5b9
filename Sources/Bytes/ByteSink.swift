/// Where a new file's bytes go: mostly front to back, with one gap that is filled last.
///
/// Signing writes the image around a gap, and only then knows the manifest store that belongs into it.
public protocol ByteSink: AnyObject {
    /// Appends `bytes` at the end.
    func append(_ bytes: UnsafeRawBufferPointer) throws(SignetError)

    /// Leaves room for `count` bytes at the end.
    func skip(_ count: Int) throws(SignetError)

    /// Writes `bytes` at `offset`, inside what was appended or skipped before.
    func fill(_ bytes: [UInt8], at offset: Int) throws(SignetError)
}

extension SignetError {
    /// More was to be written than there is room for.
    static var sinkOverflow: SignetError {
        SignetError("sink.overflow", .unexpected, "more bytes were written than the new file has room for")
    }
}
