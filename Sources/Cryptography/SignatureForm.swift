public import Bytes

/// What signatures of a certificate's key look like, for keys that signet does not have: size, algorithm, and the check of
/// each signature before it is used.
public struct SignatureForm: Sendable {
    public let algorithm: SignatureAlgorithm
    /// The size of each signature in bytes.
    public let size: Int
    /// The size in bytes of a coordinate of the curve; nil for keys without one.
    let fieldSize: Int?
    private let leaf: Certificate

    /// - Parameter algorithm: nil takes the one that belongs to the key.
    public init(certificates: [Certificate], algorithm requested: SignatureAlgorithm?) throws(SignetError) {
        guard let leaf = certificates.first else {
            throw SignetError("certificate.noneFound", .configuration, "there is no certificate for the key")
        }
        guard let kind = leaf.keyKind, let own = kind.ownAlgorithm else {
            throw SignetError(
                "key.unsupported", .configuration,
                "the certificate's key is \(leaf.keyDescription), which C2PA does not allow; supported are "
                    + SigningKey.supported)
        }
        let algorithm = requested ?? own
        guard kind.fits(algorithm) else {
            throw SignetError("key.algorithm", .configuration, "a \(kind) key cannot sign with \(algorithm.name)")
        }
        self.algorithm = algorithm
        self.leaf = leaf
        fieldSize = kind.fieldSize
        size =
            switch kind {
            case .rsa(let bits), .rsaPSS(let bits): (bits + 7) / 8
            default: 2 * (kind.fieldSize ?? 32)
            }
    }

    /// The subject of the certificate, for messages.
    var subject: String { leaf.subjectDescription }

    /// The signature in the raw form of COSE, once it is sure that it is one of the certificate's key over `message`.
    ///
    /// ECDSA signatures in DER are taken too: that is what `openssl dgst -sign` and most key services give.
    public func check(_ given: [UInt8], over message: [UInt8]) throws(SignetError) -> [UInt8] {
        if given.count == size, leaf.verify(signature: given, message: message, algorithm: algorithm) { return given }
        if let fieldSize, given.first == DERReader.sequence,
            let raw = try? RawECDSA.raw(fromDER: given, fieldSize: fieldSize),
            leaf.verify(signature: raw, message: message, algorithm: algorithm)
        {
            return raw
        }
        throw SignetError(
            "key.mismatch", .configuration,
            given.count == size
                ? "the signature does not fit the first certificate (\(subject)): another key or algorithm made it"
                : "the signature has \(given.count) bytes, where \(algorithm.name) of the first certificate has \(size)"
        )
    }
}
