/// What characters beyond ASCII stand for.
enum Folding {
    /// A character as ASCII letters and digits, lower case: up to three, the first in the lowest byte.
    struct Entry {
        let raw: UInt32
        @inline(__always) var isLookAlike: Bool { raw >> 31 == 1 }
        /// Looks like l as well as i.
        @inline(__always) var isDoubtful: Bool { raw >> 30 & 1 == 1 }
        @inline(__always) var first: UInt32 { raw & 0xFF }
        @inline(__always) var second: UInt32 { raw >> 8 & 0xFF }
        @inline(__always) var third: UInt32 { raw >> 16 & 0x7F }
    }

    /// Pages of 256 characters; page 0 is empty.
    private struct Pages: Sendable {
        var numbers = [UInt16](repeating: 0, count: 0x200)
        var entries = [UInt32](repeating: 0, count: 256)
    }

    private static let pages: Pages = {
        var pages = Pages()
        let text = UnsafeBufferPointer(start: FoldTable.text.utf8Start, count: FoldTable.text.utf8CodeUnitCount)
        var code = 0
        var raw: UInt32 = 0
        var shift: UInt32 = 0
        var isValue = false
        func store() {
            guard code < 0x20000, raw & 0xFF != 0 else { return }
            if pages.numbers[code >> 8] == 0 {
                pages.numbers[code >> 8] = UInt16(pages.entries.count / 256)
                pages.entries.append(contentsOf: repeatElement(0, count: 256))
            }
            pages.entries[Int(pages.numbers[code >> 8]) * 256 + code & 0xFF] = raw
        }
        var isFirst = true
        for byte in text {
            if byte == UInt8(ascii: " ") {
                store()
                (code, raw, shift, isValue, isFirst) = (0, 0, 0, false, true)
            } else if isFirst {
                if byte != UInt8(ascii: "c") { raw = 1 << 31 }
                if byte == UInt8(ascii: "i") { raw |= 1 << 30 }
                isFirst = false
            } else if byte == UInt8(ascii: "=") {
                isValue = true
            } else if isValue {
                if shift < 24 { raw |= UInt32(byte) << shift }
                shift += 8
            } else {
                code = code << 4 | Int(byte <= 57 ? byte - 48 : byte - 87)
            }
        }
        store()
        return pages
    }()

    /// Nil for characters that stand for themselves.
    static func entry(_ code: UInt32) -> Entry? {
        guard code < 0x20000 else { return nil }
        let page = Int(pages.numbers[Int(code >> 8)])
        guard page != 0 else { return nil }
        let raw = pages.entries[page * 256 + Int(code & 0xFF)]
        return raw == 0 ? nil : Entry(raw: raw)
    }

    /// Characters nobody sees: soft hyphen, zero width, direction, tags, variation selectors, fillers.
    static func isInvisible(_ code: UInt32) -> Bool {
        switch code {
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0x2800, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0x1D173...0x1D17A,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    /// The letter that a symbol beyond ASCII is written for; 0 for none.
    static func symbol(_ code: UInt32) -> UInt8 {
        switch code {
        case 0x20AC, 0x2211: UInt8(ascii: "e")  // € ∑
        case 0xA3: UInt8(ascii: "l")  // £
        case 0xA5: UInt8(ascii: "y")  // ¥
        case 0xA2, 0xA9: UInt8(ascii: "c")  // ¢ ©
        case 0x20B9, 0x20BD: UInt8(ascii: "r")  // ₹ ₽
        case 0x20AA: UInt8(ascii: "n")  // ₪
        case 0x20A4, 0x20BA: UInt8(ascii: "l")  // ₤ ₺
        case 0xA7: UInt8(ascii: "s")  // §
        case 0xA1: UInt8(ascii: "i")  // ¡
        case 0xAE: UInt8(ascii: "r")  // ®
        case 0xD7: UInt8(ascii: "x")  // ×
        case 0xB0, 0x25CB, 0x25CF, 0x2B55: UInt8(ascii: "o")  // ° and circles
        case 0x2202: UInt8(ascii: "d")  // ∂
        case 0x221A: UInt8(ascii: "v")  // √
        case 0x20AE: UInt8(ascii: "t")  // ₮
        case 0x20A6: UInt8(ascii: "n")  // ₦
        case 0x20A9: UInt8(ascii: "w")  // ₩
        case 0x20B1: UInt8(ascii: "p")  // ₱
        case 0x20BF, 0x0E3F: UInt8(ascii: "b")  // ₿ ฿
        default: 0
        }
    }

    /// The letter that a digit of another script looks like.
    static func letterLike(digit code: UInt32) -> UInt32? {
        switch code {
        case 0xE52: 0x62  // ๒ b
        case 0xE53: 0x6D  // ๓ m
        case 0xE54: 0x64  // ๔ d
        case 0x667, 0x6F7: 0x76  // ٧ ۷ v
        default: nil
        }
    }

    /// Letters upside down, from which words are written that are read from their end.
    static func isTurned(_ code: UInt32) -> Bool {
        switch code {
        case 0x183, 0x1DD, 0x250, 0x254, 0x25F, 0x265, 0x26F, 0x279, 0x27E, 0x287, 0x28C, 0x28D, 0x28E, 0x29E, 0x1D09:
            true
        default: false
        }
    }

    /// What a letter is upside down, when that is another one.
    static func turned(_ unit: UInt32) -> UInt32 {
        switch unit {
        case 0x62: 0x71  // b q
        case 0x71: 0x62
        case 0x64: 0x70  // d p
        case 0x70: 0x64
        case 0x6E: 0x75  // n u
        case 0x75: 0x6E
        case 0x77: 0x6D  // What is an m upside down looks like a w,
        case 0x6D: 0x77  // and the other way round.
        default: unit
        }
    }

    /// Symbols that are written for letters inside of words.
    static func leet(_ unit: UInt32) -> UInt32 {
        switch unit {
        case 0x34, 0x40: 0x61  // 4 @ for a
        case 0x33: 0x65  // 3 for e
        case 0x31, 0x21: 0x69  // 1 ! for i
        case 0x30: 0x6F  // 0 for o
        case 0x35, 0x24: 0x73  // 5 $ for s
        case 0x37, 0x2B: 0x74  // 7 + for t
        case 0x38: 0x62  // 8 for b
        case 0x39, 0x36: 0x67  // 9 6 for g
        case 0x32: 0x7A  // 2 for z
        default: unit
        }
    }
}
