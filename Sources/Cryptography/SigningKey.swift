public import Bytes
internal import COpenSSL
internal import Digests

/// A private key that signs in the raw form COSE has.
///
/// The handle is only read after `init`, which OpenSSL allows from any thread.
public final class SigningKey: @unchecked Sendable {
    public let algorithm: SignatureAlgorithm
    public let kind: KeyKind
    let pointer: OpaquePointer

    /// What keys ``init(pem:algorithm:)-(UnsafeRawBufferPointer,_)`` takes, for messages.
    static let supported =
        "EC P-256 (ES256), P-384 (ES384), P-521 (ES512), Ed25519, and RSA of 2048 to 16384 bits (PS256)"

    /// Reads a key in PEM: PKCS#8 or the older EC and RSA forms, not encrypted.
    ///
    /// - Parameter algorithm: the algorithm to sign with; nil takes the one that belongs to the key, PS256 for RSA.
    public convenience init(pem: UnsafeRawBufferPointer, algorithm: SignatureAlgorithm? = nil) throws(SignetError) {
        try self.init(owning: try Self.read(pem), algorithm: algorithm)
    }

    /// Reads a key in PEM. The caller's array is not wiped; ``KeyLoader`` wipes what it reads.
    public convenience init(pem: [UInt8], algorithm: SignatureAlgorithm? = nil) throws(SignetError) {
        var key: OpaquePointer?
        var failure: SignetError?
        pem.withUnsafeBytes { buffer in
            do throws(SignetError) { key = try Self.read(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        guard let key else { throw SignetError("key.unreadable", .configuration, "is not a private key") }
        try self.init(owning: key, algorithm: algorithm)
    }

    /// Takes over `pointer`, also when it throws.
    init(owning pointer: OpaquePointer, algorithm requested: SignatureAlgorithm?) throws(SignetError) {
        let kind = KeyKind(of: pointer)
        let own = kind.ownAlgorithm
        self.kind = kind
        self.pointer = pointer
        algorithm = requested ?? own ?? .es256
        guard own != nil else {
            throw SignetError(
                "key.unsupported", .configuration,
                "the key is \(kind), which C2PA does not allow; supported are \(Self.supported)")
        }
        guard kind.fits(algorithm) else {
            throw SignetError("key.algorithm", .configuration, "a \(kind) key cannot sign with \(algorithm.name)")
        }
    }

    deinit { EVP_PKEY_free(pointer) }

    private static func read(_ pem: UnsafeRawBufferPointer) throws(SignetError) -> OpaquePointer {
        OpenSSLErrors.clear()
        guard let count = Int32(exactly: pem.count), count > 0, let input = BIO_new_mem_buf(pem.baseAddress, count)
        else {
            throw SignetError("key.unreadable", .configuration, "the key is empty")
        }
        defer { BIO_free(input) }
        var wasAskedForPassword = false
        let key = PEM_read_bio_PrivateKey(
            input, nil,
            { _, _, _, asked in
                asked?.assumingMemoryBound(to: Bool.self).pointee = true
                return -1
            }, &wasAskedForPassword)
        if wasAskedForPassword {
            OpenSSLErrors.clear()
            throw SignetError(
                "key.encrypted", .configuration,
                "the key is encrypted; decrypt it first, for example with `openssl pkey` into a pipe or `fd:N`")
        }
        guard let key else {
            throw OpenSSLErrors.failure("key.unreadable", .configuration, "is not a private key in PEM")
        }
        return key
    }

    /// The size in bytes of every signature this key makes.
    public var signatureSize: Int {
        if let fieldSize = kind.fieldSize { return 2 * fieldSize }
        return kind == .ed25519 ? 64 : Int(EVP_PKEY_get_size(pointer))
    }

    /// Whether `certificate` certifies this key.
    public func matches(_ certificate: Certificate) -> Bool {
        defer { OpenSSLErrors.clear() }
        guard let publicKey = certificate.publicKey else { return false }
        return EVP_PKEY_eq(pointer, publicKey.pointer) == 1
    }

    /// The signature over `message` in the raw form of COSE.
    public func sign(_ message: [UInt8]) throws(SignetError) -> [UInt8] {
        OpenSSLErrors.clear()
        var keyContext: OpaquePointer?
        guard let context = EVP_MD_CTX_new() else { throw Self.failure }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestSignInit_ex(context, &keyContext, algorithm.hash?.openSSLName, nil, nil, pointer, nil) == 1
        else {
            throw Self.failure
        }
        if algorithm.isRSA, let hash = algorithm.hash {
            guard PublicKey.setPSS(keyContext, hash) else { throw Self.failure }
        }
        var size = Int(EVP_PKEY_get_size(pointer))
        var signature = [UInt8](repeating: 0, count: max(0, size))
        guard EVP_DigestSign(context, &signature, &size, message, message.count) == 1, size <= signature.count else {
            throw Self.failure
        }
        signature.removeLast(signature.count - size)
        guard let fieldSize = kind.fieldSize else { return signature }
        return try RawECDSA.raw(fromDER: signature, fieldSize: fieldSize)
    }

    private static var failure: SignetError {
        OpenSSLErrors.failure("signature.failed", .unexpected, "the key could not sign")
    }
}
