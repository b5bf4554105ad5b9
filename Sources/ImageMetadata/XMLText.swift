/// Text as it is written in XML (XML 1.0, 2.4, 4.1, 4.6).
enum XMLText {
    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]
    /// The longest reference is `&#x10FFFF;`; leading zeros beyond this are not worth reading.
    private static let maximumReference = 12

    /// The text of `bytes` with the predefined entities and character references replaced, cut like every value.
    ///
    /// Any other reference stays as it is written, because only a DTD could say what it means.
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        // References only get shorter, so that six times the final size is more than is ever kept.
        let kept = bytes.prefix(6 * BoundedText.maximumBytes)
        guard kept.contains(UInt8(ascii: "&")) else { return BoundedText.text(kept, fallback: .repair) }
        var result: [UInt8] = []
        result.reserveCapacity(kept.count)
        var index = kept.startIndex
        while index < kept.endIndex {
            guard kept[index] == UInt8(ascii: "&"),
                let end = kept[index...].prefix(maximumReference).firstIndex(of: UInt8(ascii: ";")),
                let scalar = scalar(kept[(index + 1)..<end])
            else {
                result.append(kept[index])
                index += 1
                continue
            }
            result += Array(String(Character(scalar)).utf8)
            index = end + 1
        }
        return BoundedText.text(result, fallback: .repair)
    }

    private static func scalar(_ reference: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let name = String(decoding: reference, as: UTF8.self)
        guard name.hasPrefix("#") else { return entities[name] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.hasPrefix("x")
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init)
    }

    /// Whether a byte may be part of a name; which characters exactly does not matter for finding where one ends.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="),
            UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"):
            false
        default: true
        }
    }
}
