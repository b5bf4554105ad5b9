/// Takes bytes and keeps none, for work that only hashes what it would write.
public final class NullSink: ByteSink {
    public init() {}

    public func append(_ bytes: UnsafeRawBufferPointer) {}
    public func skip(_ count: Int) {}
    public func fill(_ bytes: [UInt8], at offset: Int) {}
}
