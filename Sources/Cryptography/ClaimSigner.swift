public import Bytes

/// Whoever can sign a claim: a key in memory, a token, a remote service.
public protocol ClaimSigner: Sendable {
    var algorithm: SignatureAlgorithm { get }
    /// The leaf first, then the intermediates; without the root (C2PA 2.4, section 14.5).
    var certificates: [Certificate] { get }
    /// The size in bytes of every signature.
    var signatureSize: Int { get }

    /// The signature over `message` in the raw form of COSE.
    func sign(_ message: [UInt8]) throws(SignetError) -> [UInt8]
}

/// A signer whose key is in memory.
public struct KeyPairSigner: ClaimSigner {
    public let certificates: [Certificate]
    private let key: SigningKey

    /// - Parameter certificates: the leaf, which must certify `key`, first.
    public init(key: SigningKey, certificates: [Certificate]) throws(SignetError) {
        guard let leaf = certificates.first else {
            throw SignetError("certificate.noneFound", .configuration, "there is no certificate for the key")
        }
        guard key.matches(leaf) else {
            throw SignetError(
                "key.mismatch", .configuration,
                "the key does not belong to the first certificate (\(leaf.subjectDescription))")
        }
        self.key = key
        self.certificates = certificates
    }

    public var algorithm: SignatureAlgorithm { key.algorithm }

    public var signatureSize: Int { key.signatureSize }

    public func sign(_ message: [UInt8]) throws(SignetError) -> [UInt8] { try key.sign(message) }
}
