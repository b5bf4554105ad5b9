/// Characters that are written with other characters: `&#110;`, `&#x6E;`, `%6E`, `\u006E`, `\x6E`; and the marks of the web.
enum CharacterEscape {
    /// The scalar that is escaped at a place, and how many bytes that takes; nil when none is.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (code: UInt32, size: Int)? {
        switch byte(bytes, at) {
        case UInt8(ascii: "&"): entity(bytes, at)
        case UInt8(ascii: "%"): percent(bytes, at)
        case UInt8(ascii: "\\"): backslash(bytes, at)
        default: nil
        }
    }

    @inline(__always) private static func byte(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt8 {
        at >= 0 && at < bytes.count ? bytes[at] : 0
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 48...57: UInt32(digit) - 48
        case 65...70: UInt32(digit) - 55
        case 97...102: UInt32(digit) - 87
        default: nil
        }
    }

    /// The number that at most seven digits make, and how many there are.
    private static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, base: UInt32, most: Int = 7
    ) -> (value: UInt32, count: Int) {
        var result: UInt32 = 0
        var count = 0
        while count < most, let digit = value(byte(bytes, at + count)), digit < base {
            result = result * base + digit
            count += 1
        }
        return (result, count)
    }

    /// HTML, by number, and those names that nobody sees.
    private static func entity(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (code: UInt32, size: Int)? {
        guard byte(bytes, at + 1) == UInt8(ascii: "#") else {
            for name in ["&shy;", "&zwj;", "&zwnj;"] {
                if name.utf8.enumerated().allSatisfy({ byte(bytes, at + $0.offset) == $0.element }) {
                    return (0xAD, name.utf8.count)
                }
            }
            return nil
        }
        let isHexadecimal = byte(bytes, at + 2) | 0x20 == UInt8(ascii: "x")
        let first = at + (isHexadecimal ? 3 : 2)
        let (code, count) = number(bytes, first, base: isHexadecimal ? 16 : 10)
        guard count > 0, Unicode.Scalar(code) != nil else { return nil }
        // Browsers read it without the semicolon, too.
        return (code, first - at + count + (byte(bytes, first + count) == UInt8(ascii: ";") ? 1 : 0))
    }

    /// Letters and digits of an address, also those of several bytes; but 50%ab is a share of something.
    private static func percent(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (code: UInt32, size: Int)? {
        guard !(48...57).contains(byte(bytes, at - 1)) || byte(bytes, at - 3) == UInt8(ascii: "%") else { return nil }
        var units: [UInt8] = []
        while units.count < 4, byte(bytes, at + 3 * units.count) == UInt8(ascii: "%") {
            let (unit, count) = number(bytes, at + 3 * units.count + 1, base: 16, most: 2)
            guard count == 2 else { break }
            units.append(UInt8(truncatingIfNeeded: unit))
            if unit < 0x80 { break }
        }
        guard let first = units.first else { return nil }
        if first < 0x80 { return isPlain(first) || first == 32 ? (UInt32(first), 3) : nil }
        guard let (code, size) = units.withUnsafeBufferPointer({ UTF8Scalar.read($0, 0) }) else { return nil }
        return (code, 3 * size)
    }

    private static func isPlain(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 }

    private static func backslash(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (code: UInt32, size: Int)? {
        let kind = byte(bytes, at + 1)
        let length = kind == UInt8(ascii: "u") ? 4 : kind == UInt8(ascii: "x") ? 2 : 0
        guard length > 0 else { return nil }
        let (code, count) = number(bytes, at + 2, base: 16, most: length)
        guard count == length, code > 32, Unicode.Scalar(code) != nil else { return nil }
        return (code, 2 + length)
    }

    // MARK: Marks

    private static let marks: Set<String> = [
        "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "mark", "code", "tt", "del",
        "ins", "wbr", "a", "q", "kbd",
    ]

    /// How many bytes a mark of HTML within a line takes, as `<b>` and `</b>`: without attributes, which are read as words. 0 for none.
    static func markSize(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        var end = at + 1
        if byte(bytes, end) == UInt8(ascii: "/") { end += 1 }
        var name = ""
        while name.utf8.count < 7, (byte(bytes, end) | 0x20) &- 97 < 26 {
            name.unicodeScalars.append(Unicode.Scalar(byte(bytes, end) | 0x20))
            end += 1
        }
        if byte(bytes, end) == UInt8(ascii: "/") { end += 1 }
        return byte(bytes, end) == UInt8(ascii: ">") && marks.contains(name) ? end + 1 - at : 0
    }
}
