public import Bytes

/// A public key that stands for itself, without a certificate: that of the issuer of a credential.
public struct VerificationKey: Sendable {
    private let key: PublicKey

    /// The curves of elliptic keys.
    public enum Curve: Sendable {
        case p256
        case p384
        case p521

        /// The size of a coordinate in bytes.
        public var fieldSize: Int {
            switch self {
            case .p256: 32
            case .p384: 48
            case .p521: 66
            }
        }

        /// The object identifier, as DER.
        fileprivate var identifier: [UInt8] {
            switch self {
            case .p256: [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
            case .p384: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
            case .p521: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x23]
            }
        }
    }

    /// The largest RSA modulus that is read, in bytes (C2PA 2.4, section 13.2.1).
    private static let maximumModulus = 2_048

    /// An Ed25519 key of 32 bytes (RFC 8032).
    public init(ed25519 raw: [UInt8]) throws(SignetError) {
        guard raw.count == 32 else { throw Self.unreadable("an Ed25519 key has 32 bytes") }
        try self.init(algorithm: [0x06, 0x03, 0x2B, 0x65, 0x70], key: raw)
    }

    /// A point on `curve`, compressed or not (SEC 1, section 2.3.3).
    public init(point: [UInt8], on curve: Curve) throws(SignetError) {
        let size = point.first == 4 ? 2 * curve.fieldSize + 1 : curve.fieldSize + 1
        guard let form = point.first, 2...4 ~= form, point.count == size else {
            throw Self.unreadable("the point is not one of the curve")
        }
        let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        try self.init(algorithm: ecPublicKey + curve.identifier, key: point)
    }

    /// An RSA key from its numbers, big-endian.
    public init(modulus: [UInt8], exponent: [UInt8]) throws(SignetError) {
        guard modulus.count <= Self.maximumModulus, exponent.count <= 8, !exponent.isEmpty else {
            throw Self.unreadable("the RSA key has numbers of an impossible size")
        }
        let rsaEncryption: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00]
        let numbers = Self.element(0x30, Self.integer(modulus) + Self.integer(exponent))
        try self.init(algorithm: rsaEncryption, key: numbers)
    }

    /// Wraps a key into a SubjectPublicKeyInfo, the one form OpenSSL is given keys in.
    private init(algorithm: [UInt8], key: [UInt8]) throws(SignetError) {
        let information = Self.element(0x30, Self.element(0x30, algorithm) + Self.element(0x03, [0] + key))
        self.key = try PublicKey(subjectPublicKeyInfo: information)
    }

    /// Whether `signature` over `message` was made with this key; the forms are those of
    /// ``Certificate/verify(signature:message:algorithm:)-(_,[UInt8],_)``. Everything that is not a clear yes is a no.
    public func verify(
        signature: some Collection<UInt8>, message: [UInt8], algorithm: SignatureAlgorithm
    ) -> Bool {
        key.verify(signature: Array(signature), pieces: [message[...]], algorithm: algorithm)
    }

    private static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        var digits = magnitude.drop { $0 == 0 }
        if digits.isEmpty { digits = [0] }
        let sign: [UInt8] = digits.first.map { $0 >= 0x80 } == true ? [0] : []
        return element(0x02, sign + digits)
    }

    /// A DER element of fewer than 64 KiB.
    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let high = UInt8(truncatingIfNeeded: count >> 8)
        let low = UInt8(truncatingIfNeeded: count)
        switch count {
        case ..<0x80: return [tag, low] + content
        case ..<0x100: return [tag, 0x81, low] + content
        default: return [tag, 0x82, high, low] + content
        }
    }

    private static func unreadable(_ reason: String) -> SignetError {
        SignetError("key.unreadable", .badData, reason)
    }
}
