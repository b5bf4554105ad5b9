internal import COpenSSL

/// Bytes from OpenSSL's random generator.
public enum RandomBytes {
    /// `count` unpredictable bytes. Without a source of randomness the process ends: nothing may be signed then.
    public static func make(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, size in
            let done = RAND_bytes(buffer.baseAddress, Int32(clamping: count))
            precondition(done == 1, "no source of random bytes")
            size = max(0, count)
        }
    }
}
