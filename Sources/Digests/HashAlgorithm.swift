internal import COpenSSL

/// The hash algorithms of C2PA (2.4, section 13.1); the raw values are the names used in `alg` fields.
public enum HashAlgorithm: String, Sendable, CaseIterable {
    case sha256
    case sha384
    case sha512

    /// The size of a digest in bytes.
    public var digestSize: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// OpenSSL's implementation, fetched once: fetching it for each hash costs more than hashing a small block.
    package var implementation: OpaquePointer? {
        switch self {
        case .sha256: FetchedDigest.sha256.pointer
        case .sha384: FetchedDigest.sha384.pointer
        case .sha512: FetchedDigest.sha512.pointer
        }
    }

    /// The name OpenSSL looks the algorithm up by.
    package var openSSLName: String {
        switch self {
        case .sha256: "SHA256"
        case .sha384: "SHA384"
        case .sha512: "SHA512"
        }
    }

    /// The algorithm that OpenSSL numbers `identifier`.
    package init?(openSSLIdentifier identifier: Int32) {
        switch identifier {
        case NID_sha256: self = .sha256
        case NID_sha384: self = .sha384
        case NID_sha512: self = .sha512
        default: return nil
        }
    }
}

/// A digest implementation that lives as long as the process; it is read-only and may be used by all threads.
private struct FetchedDigest: @unchecked Sendable {
    let pointer: OpaquePointer?

    private init(_ name: String, fallback: OpaquePointer?) { pointer = EVP_MD_fetch(nil, name, nil) ?? fallback }

    static let sha256 = FetchedDigest("SHA256", fallback: EVP_sha256())
    static let sha384 = FetchedDigest("SHA384", fallback: EVP_sha384())
    static let sha512 = FetchedDigest("SHA512", fallback: EVP_sha512())
}
