internal import COpenSSL

/// HMAC (RFC 2104): a hash that only the holder of a key can make or check.
public enum MessageAuthentication {
    /// The code of `bytes` under `key`, ``HashAlgorithm/digestSize`` bytes long.
    public static func code(for bytes: [UInt8], key: [UInt8], _ algorithm: HashAlgorithm = .sha256) -> [UInt8] {
        let size = algorithm.digestSize
        // OpenSSL takes a null key for "the key of the last call": an empty array must not become one.
        let keyBytes = key.isEmpty ? [0] : key
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var written: UInt32 = 0
            let done = HMAC(
                algorithm.implementation, keyBytes, Int32(key.count), bytes, bytes.count, buffer.baseAddress, &written)
            precondition(done != nil && Int(written) == size, "no memory for hashing")
            count = size
        }
    }
}
