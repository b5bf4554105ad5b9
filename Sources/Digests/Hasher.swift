internal import COpenSSL

/// A running hash over bytes that arrive in pieces. Not for use by several threads at once.
///
/// The only way OpenSSL can fail here is lack of memory, which ends the process as it does in all Swift code.
public final class Hasher {
    public let algorithm: HashAlgorithm
    private let context: OpaquePointer?

    public init(_ algorithm: HashAlgorithm) {
        self.algorithm = algorithm
        context = EVP_MD_CTX_new()
        start()
    }

    deinit { EVP_MD_CTX_free(context) }

    private func start() {
        let done = EVP_DigestInit_ex2(context, algorithm.implementation, nil)
        precondition(done == 1, "no memory for hashing")
    }

    public func update(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        let done = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(done == 1, "hashing failed")
    }

    public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    public func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

    /// The digest of everything since the start or the last call; the next ``update(_:)-(UnsafeRawBufferPointer)`` starts
    /// a new hash.
    public func finalize() -> [UInt8] {
        let size = algorithm.digestSize
        let digest = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let done = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(done == 1, "hashing failed")
            count = size
        }
        start()
        return digest
    }

    public static func digest(_ bytes: UnsafeRawBufferPointer, _ algorithm: HashAlgorithm) -> [UInt8] {
        let size = algorithm.digestSize
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let done = EVP_Digest(
                bytes.baseAddress, bytes.count, buffer.baseAddress, nil, algorithm.implementation, nil)
            precondition(done == 1, "no memory for hashing")
            count = size
        }
    }

    public static func digest(_ bytes: [UInt8], _ algorithm: HashAlgorithm) -> [UInt8] {
        bytes.withUnsafeBytes { digest($0, algorithm) }
    }

    public static func digest(_ bytes: ArraySlice<UInt8>, _ algorithm: HashAlgorithm) -> [UInt8] {
        bytes.withUnsafeBytes { digest($0, algorithm) }
    }
}
