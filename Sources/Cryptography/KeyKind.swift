internal import COpenSSL

/// What a key is: its family and size.
public enum KeyKind: Sendable, Hashable {
    case p256
    case p384
    case p521
    /// A key under `rsaEncryption`, with its size in bits.
    case rsa(bits: Int)
    /// A key under `id-RSASSA-PSS`, with its size in bits.
    case rsaPSS(bits: Int)
    case ed25519
    /// A key that C2PA has no use for, by OpenSSL's name.
    case other(String)

    /// The size in bytes of one coordinate of the curve; half of a raw ECDSA signature.
    var fieldSize: Int? {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        default: nil
        }
    }

    /// Whether keys of this kind may make or check signatures of `algorithm` (C2PA 2.4, section 13.2.1).
    ///
    /// Each ECDSA algorithm goes with each of the three curves: the specification recommends the curve of the hash's size,
    /// and demands that the others are accepted. It allows refusing RSA keys above 16384 bits, which cost too much.
    func fits(_ algorithm: SignatureAlgorithm) -> Bool {
        switch (self, algorithm) {
        case (.p256, .es256), (.p256, .es384), (.p256, .es512): true
        case (.p384, .es256), (.p384, .es384), (.p384, .es512): true
        case (.p521, .es256), (.p521, .es384), (.p521, .es512): true
        case (.ed25519, .ed25519): true
        case (.rsa(let bits), .ps256), (.rsa(let bits), .ps384), (.rsa(let bits), .ps512): Self.rsaSizes.contains(bits)
        case (.rsaPSS(let bits), .ps256), (.rsaPSS(let bits), .ps384), (.rsaPSS(let bits), .ps512):
            Self.rsaSizes.contains(bits)
        default: false
        }
    }

    /// The algorithm that a key of this kind signs with unless told otherwise; nil when C2PA has none for it.
    public var ownAlgorithm: SignatureAlgorithm? {
        switch self {
        case .p256: .es256
        case .p384: .es384
        case .p521: .es512
        case .ed25519: .ed25519
        case .rsa(let bits), .rsaPSS(let bits): Self.rsaSizes.contains(bits) ? .ps256 : nil
        case .other: nil
        }
    }

    /// The sizes of RSA keys, in bits.
    static let rsaSizes = 2_048...16_384

    init(of key: OpaquePointer) {
        if EVP_PKEY_is_a(key, "EC") == 1 {
            self = Self.curve(of: key)
        } else if EVP_PKEY_is_a(key, "RSA") == 1 {
            self = .rsa(bits: Int(EVP_PKEY_get_bits(key)))
        } else if EVP_PKEY_is_a(key, "RSA-PSS") == 1 {
            self = .rsaPSS(bits: Int(EVP_PKEY_get_bits(key)))
        } else if EVP_PKEY_is_a(key, "ED25519") == 1 {
            self = .ed25519
        } else {
            self = .other(EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "unknown")
        }
    }

    private static func curve(of key: OpaquePointer) -> KeyKind {
        var explicit: Int32 = 0
        // RFC 5480 forbids spelled-out curve parameters, even where they are those of a named curve.
        if EVP_PKEY_get_int_param(key, "decoded-from-explicit", &explicit) == 1, explicit != 0 {
            return .other("EC with explicit parameters")
        }
        var name = [UInt8](repeating: 0, count: 64)
        var length = 0
        let found = name.withUnsafeMutableBytes { buffer in
            EVP_PKEY_get_group_name(
                key, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, &length)
        }
        guard found == 1, length <= name.count else { return .other("EC") }
        switch String(decoding: name[..<length], as: UTF8.self) {
        case "prime256v1": return .p256
        case "secp384r1": return .p384
        case "secp521r1": return .p521
        case let other: return .other(other)
        }
    }
}

extension KeyKind: CustomStringConvertible {
    /// `P-256`, `RSA 2048`, `RSA-PSS 3072`, `Ed25519`.
    public var description: String {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        case .rsa(let bits): "RSA \(bits)"
        case .rsaPSS(let bits): "RSA-PSS \(bits)"
        case .ed25519: "Ed25519"
        case .other(let name): name
        }
    }
}
