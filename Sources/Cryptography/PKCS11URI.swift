public import Bytes

/// What a `pkcs11:` URI (RFC 7512) says about a private key: which token, which key on it, and where the PIN is.
///
/// An attribute that is not understood is an error: leaving it out could match another key than the one that is meant.
public struct PKCS11URI: Sendable, Equatable {
    /// The token's label.
    public private(set) var token: String?
    public private(set) var manufacturer: String?
    public private(set) var model: String?
    public private(set) var serial: String?
    public private(set) var slot: UInt?
    /// The key's label.
    public private(set) var object: String?
    /// The key's identifier, any bytes.
    public private(set) var identifier: [UInt8]?
    /// Where the PIN is read from, as ``SecretReader`` has it: a path, `fd:N` or `env:NAME`.
    public private(set) var pinSource: String?
    public private(set) var modulePath: String?

    public static let scheme = "pkcs11:"

    /// The longest URI that is read, in bytes.
    private static let maximumSize = 4_096

    public init(_ text: String) throws(SignetError) {
        guard text.utf8.count <= Self.maximumSize, text.hasPrefix(Self.scheme) else {
            throw Self.malformed("is not a pkcs11: URI of at most \(Self.maximumSize) bytes")
        }
        let parts = text.dropFirst(Self.scheme.count).split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var seen: Set<String> = []
        for (part, separator) in zip(parts, [Character(";"), "&"]) {
            for attribute in part.split(separator: separator) {
                let pair = attribute.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(pair[0])
                guard pair.count == 2, let value = Self.decode(pair[1]) else {
                    throw Self.malformed("has an attribute \(name) that cannot be read")
                }
                guard seen.insert(name).inserted else { throw Self.malformed("has the attribute \(name) twice") }
                try set(name, value, isQuery: separator == "&")
            }
        }
    }

    private mutating func set(_ name: String, _ value: [UInt8], isQuery: Bool) throws(SignetError) {
        if isQuery {
            switch name {
            case "pin-source": pinSource = try Self.source(try Self.text(name, value))
            case "pin-value":
                // The value stays out of the message, which may end in a log.
                throw SignetError(
                    "key.pinInURI", .usage,
                    "a PIN does not belong into a pkcs11: URI, which every process can see; "
                        + "use pin-source=file:PATH or pin-source=env:NAME")
            case "module-path": modulePath = try Self.text(name, value)
            case let other where other.hasPrefix("x-"): break
            default:
                throw Self.malformed("has the attribute \(name), which is not supported; name the module by its path")
            }
            return
        }
        switch name {
        case "token": token = try Self.text(name, value)
        case "manufacturer": manufacturer = try Self.text(name, value)
        case "model": model = try Self.text(name, value)
        case "serial": serial = try Self.text(name, value)
        case "object": object = try Self.text(name, value)
        case "id": identifier = value
        case "type":
            guard try Self.text(name, value) == "private" else {
                throw Self.malformed("names something other than a private key (type=private)")
            }
        case "slot-id":
            guard let number = UInt(try Self.text(name, value)) else {
                throw Self.malformed("has a slot-id that is no number")
            }
            slot = number
        default: throw Self.malformed("has the attribute \(name), which is not supported")
        }
    }

    /// `file:/path` and a bare path are files, `fd:N` and `env:NAME` what they are for keys; programs are not run.
    private static func source(_ text: String) throws(SignetError) -> String {
        if text.hasPrefix("file://") {
            guard text.hasPrefix("file:///") else { throw malformed("has a pin-source on another computer") }
            return String(text.dropFirst(7))
        }
        if text.hasPrefix("file:") { return String(text.dropFirst(5)) }
        guard !text.hasPrefix("|") else { throw malformed("has a program as pin-source, which is not run") }
        return text
    }

    private static func text(_ name: String, _ value: [UInt8]) throws(SignetError) -> String {
        guard let text = String(validating: value, as: UTF8.self), !text.isEmpty, !value.contains(0) else {
            throw malformed("has an attribute \(name) that is no text")
        }
        return text
    }

    /// Percent-decoding (RFC 3986, section 2.1); nil when a `%` is not followed by two digits.
    private static func decode(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let decoded = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)) else {
                return nil
            }
            bytes += decoded
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    private static func malformed(_ clause: String) -> SignetError {
        SignetError("key.uri", .usage, "the key's URI \(clause)")
    }
}
