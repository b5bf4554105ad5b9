/// What characters beyond ASCII stand for.
enum Folding {
    enum Kind { case compatible, lookAlike }

    struct Entry {
        let kind: Kind
        /// One to three ASCII letters or digits, lower case.
        let letters: [UInt8]
    }

    static let table: [UInt32: Entry] = {
        var table: [UInt32: Entry] = [:]
        let text = UnsafeBufferPointer(start: FoldTable.text.utf8Start, count: FoldTable.text.utf8CodeUnitCount)
        for item in text.split(separator: UInt8(ascii: " ")) {
            guard let equals = item.firstIndex(of: UInt8(ascii: "=")), let first = item.first else { continue }
            let digits = String(decoding: item[item.index(after: item.startIndex)..<equals], as: UTF8.self)
            guard let code = UInt32(digits, radix: 16) else { continue }
            table[code] = Entry(
                kind: first == UInt8(ascii: "c") ? .compatible : .lookAlike, letters: Array(item[(equals + 1)...]))
        }
        return table
    }()

    /// Characters nobody sees: soft hyphen, zero width, direction, tags, variation selectors, fillers.
    static func isInvisible(_ code: UInt32) -> Bool {
        switch code {
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    /// The lead consonants, vowels and final consonants that Hangul compatibility letters stand for (U+3131 to U+3163).
    private static let leads: [UInt32: UInt32] = [
        0x3131: 0, 0x3132: 1, 0x3134: 2, 0x3137: 3, 0x3138: 4, 0x3139: 5, 0x3141: 6, 0x3142: 7, 0x3143: 8, 0x3145: 9,
        0x3146: 10, 0x3147: 11, 0x3148: 12, 0x3149: 13, 0x314A: 14, 0x314B: 15, 0x314C: 16, 0x314D: 17, 0x314E: 18,
    ]
    private static let finals: [UInt32: UInt32] = [
        0x3131: 1, 0x3132: 2, 0x3133: 3, 0x3134: 4, 0x3135: 5, 0x3136: 6, 0x3137: 7, 0x3139: 8, 0x313A: 9, 0x313B: 10,
        0x313C: 11, 0x313D: 12, 0x313E: 13, 0x313F: 14, 0x3140: 15, 0x3141: 16, 0x3142: 17, 0x3144: 18, 0x3145: 19,
        0x3146: 20, 0x3147: 21, 0x3148: 22, 0x314A: 23, 0x314B: 24, 0x314C: 25, 0x314D: 26, 0x314E: 27,
    ]

    /// The index of a lead consonant, in either of its two blocks.
    static func lead(_ code: UInt32) -> UInt32? { (0x1100...0x1112).contains(code) ? code - 0x1100 : leads[code] }

    static func vowel(_ code: UInt32) -> UInt32? {
        if (0x1161...0x1175).contains(code) { return code - 0x1161 }
        return (0x314F...0x3163).contains(code) ? code - 0x314F : nil
    }

    static func final(_ code: UInt32) -> UInt32? { (0x11A8...0x11C2).contains(code) ? code - 0x11A7 : finals[code] }

    static func isHangul(_ code: UInt32) -> Bool { (0xAC00...0xD7A3).contains(code) }

    /// Symbols that are written for letters inside of words.
    static func leet(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
        case UInt8(ascii: "3"): UInt8(ascii: "e")
        case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
        case UInt8(ascii: "7"), UInt8(ascii: "+"): UInt8(ascii: "t")
        case UInt8(ascii: "8"): UInt8(ascii: "b")
        case UInt8(ascii: "9"), UInt8(ascii: "6"): UInt8(ascii: "g")
        default: nil
        }
    }
}
