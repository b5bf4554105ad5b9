internal import Bytes

/// Random version 4 UUIDs (RFC 9562, section 5.4), as manifest labels and instance identifiers have them.
public enum UUIDv4 {
    /// A new UUID in lower-case text form.
    public static func make() -> String {
        var bytes = RandomBytes.make(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]].map { Hex.encode($0) }
            .joined(separator: "-")
    }
}
