public import Boxes

/// A JUMBF URI with the hash of what it points to (C2PA 2.4 section 8.3.1).
public struct HashedURI: Sendable, Equatable {
    public let url: String
    /// The URL taken apart; nil when it is not a JUMBF URI.
    public let uri: JUMBFURI?
    /// Nil when the field is missing, which never counts as a match.
    public let hash: [UInt8]?
    /// The name of the hash algorithm, when it is not the claim's.
    public let algorithm: String?

    public init(url: String, hash: [UInt8]?, algorithm: String? = nil) {
        self.url = url
        uri = JUMBFURI(url)
        self.hash = hash
        self.algorithm = algorithm
    }

    /// Reads a `hashed-uri-map`; nil when `value` has no `url`.
    public init?(_ value: CBORValue?) {
        guard let value, let url = value["url"]?.text else { return nil }
        self.init(url: url, hash: Self.hash(value["hash"]), algorithm: value["alg"]?.text)
    }

    /// The longest hash that is read, in bytes.
    private static let maximumHash = 128

    /// A byte string; early tools wrote a list of numbers instead (seen in files of 2022 and 2023).
    private static func hash(_ value: CBORValue?) -> [UInt8]? {
        if let bytes = value?.bytes { return Array(bytes) }
        guard let numbers = value?.array, numbers.count <= maximumHash else { return nil }
        let bytes = numbers.compactMap { $0.integer.flatMap(UInt8.init(exactly:)) }
        return bytes.count == numbers.count ? bytes : nil
    }

    public var cbor: CBORValue {
        var entries = [CBORValue.Entry(.text("url"), .text(url))]
        if let hash { entries.append(CBORValue.Entry(.text("hash"), .bytes(hash))) }
        if let algorithm { entries.append(CBORValue.Entry(.text("alg"), .text(algorithm))) }
        return .map(entries)
    }
}
