public import Bytes
internal import COpenSSL

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
        let secret = Secret(maximumSize: maximumSize)
        try SecretReader(kind: "key", allowInsecure: allowInsecure).read(specification, into: secret)
        return try SigningKey(pem: secret.bytes, algorithm: algorithm)
    }
}
