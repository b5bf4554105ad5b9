/// The four-character type of a JUMBF or ISO box (TBox).
public struct BoxType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The type spelled by the first four ASCII characters of `name`.
    public init(_ name: StaticString) {
        rawValue = name.withUTF8Buffer { $0.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// A JUMBF superbox (ISO 19566-5).
    public static let superbox = BoxType("jumb")
    /// The description box that a superbox starts with.
    public static let description = BoxType("jumd")
    public static let cbor = BoxType("cbor")
    public static let json = BoxType("json")
    public static let codestream = BoxType("jp2c")
    public static let uuid = BoxType("uuid")
    /// Media type and file name of an embedded file.
    public static let embeddedFileDescription = BoxType("bfdb")
    /// The bytes of an embedded file.
    public static let binaryData = BoxType("bidb")
    /// The random salt of C2PA 2.4 section 8.4.2.3, inside a description box.
    public static let salt = BoxType("c2sh")
    /// Brotli-compressed boxes.
    public static let brotli = BoxType("brob")
    /// Padding.
    public static let free = BoxType("free")

    public var description: String {
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> UInt32($0)) }
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return "0x" + String(rawValue, radix: 16)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
