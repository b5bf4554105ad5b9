/// Scalars in bytes of UTF-8.
enum UTF8Scalar {
    /// The scalar of several bytes at a place and its length; nil for bytes that are no UTF-8.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int)? {
        let first = bytes[at]
        let size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
        guard size > 0, first <= 0xF4, at + size <= bytes.count else { return nil }
        var code = UInt32(first) & (0xFF >> UInt32(size + 1))
        for k in 1..<size {
            guard bytes[at + k] & 0xC0 == 0x80 else { return nil }
            code = code << 6 | UInt32(bytes[at + k] & 0x3F)
        }
        guard code >= (size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80), Unicode.Scalar(code) != nil else { return nil }
        return (code, size)
    }
}
