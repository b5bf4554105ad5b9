/// Hangul letters, as they are written apart or in older encodings, and the syllables they make
/// (Unicode Standard, section 3.12).
enum Hangul {
    static func isSyllable(_ code: UInt32) -> Bool { code >= 0xAC00 && code <= 0xD7A3 }

    /// Lead consonants by compatibility letter from U+3131, one more than their number; 0 for none.
    private static let leads: [UInt8] = [
        1, 2, 0, 3, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 7, 8, 9, 0, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ]
    /// Final consonants by compatibility letter from U+3131; 0 for none.
    private static let finals: [UInt8] = [
        1, 2, 3, 4, 5, 6, 7, 0, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0, 18, 19, 20, 21, 22, 0, 23, 24, 25, 26, 27,
    ]

    /// The compatibility or conjoining letter of a code, whatever form it is written in; nil for no letter of Hangul.
    static func letter(_ code: UInt32) -> UInt32? {
        switch code {
        case 0x1100...0x1112, 0x1161...0x1175, 0x11A8...0x11C2, 0x3131...0x3163: code
        // Half-width forms: consonants, then vowels in groups of six.
        case 0xFFA1...0xFFBE: code - 0xFFA1 + 0x3131
        case 0xFFC2...0xFFC7: code - 0xFFC2 + 0x314F
        case 0xFFCA...0xFFCF: code - 0xFFCA + 0x3155
        case 0xFFD2...0xFFD7: code - 0xFFD2 + 0x315B
        case 0xFFDA...0xFFDC: code - 0xFFDA + 0x3161
        // In parentheses and in circles.
        case 0x3200...0x320D: circled[Int(code - 0x3200)]
        case 0x3260...0x326D: circled[Int(code - 0x3260)]
        default: nil
        }
    }

    private static let circled: [UInt32] = [
        0x3131, 0x3134, 0x3137, 0x3139, 0x3141, 0x3142, 0x3145, 0x3147, 0x3148, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E,
    ]

    /// Syllables in parentheses and in circles.
    static func circledSyllable(_ code: UInt32) -> UInt32? {
        let place: UInt32
        switch code {
        case 0x320E...0x321B: place = code - 0x320E
        case 0x326E...0x327B: place = code - 0x326E
        default: return nil
        }
        // Their lead consonants are those of the circled letters, their vowel is the first.
        guard let lead = lead(circled[Int(place)]) else { return nil }
        return 0xAC00 + lead * 21 * 28
    }

    /// The number of a lead consonant, in either of its two blocks.
    static func lead(_ code: UInt32) -> UInt32? {
        if code >= 0x1100, code <= 0x1112 { return code - 0x1100 }
        guard code >= 0x3131, code <= 0x314E, leads[Int(code - 0x3131)] != 0 else { return nil }
        return UInt32(leads[Int(code - 0x3131)]) - 1
    }

    static func vowel(_ code: UInt32) -> UInt32? {
        if code >= 0x1161, code <= 0x1175 { return code - 0x1161 }
        return code >= 0x314F && code <= 0x3163 ? code - 0x314F : nil
    }

    static func final(_ code: UInt32) -> UInt32? {
        if code >= 0x11A8, code <= 0x11C2 { return code - 0x11A7 }
        guard code >= 0x3131, code <= 0x314E, finals[Int(code - 0x3131)] != 0 else { return nil }
        return UInt32(finals[Int(code - 0x3131)])
    }

    /// Letters as syllables; everything else stays. A syllable without a final takes a consonant behind it, too.
    static func composed(_ units: some RandomAccessCollection<UInt32>) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(units.count)
        var at = units.startIndex
        func peek(_ distance: Int) -> UInt32? {
            guard let place = units.index(at, offsetBy: distance, limitedBy: units.endIndex), place < units.endIndex
            else { return nil }
            return units[place]
        }
        while let unit = peek(0) {
            var syllable: UInt32?
            if let lead = lead(unit), let vowel = peek(1).flatMap(vowel) {
                syllable = 0xAC00 + (lead * 21 + vowel) * 28
                units.formIndex(&at, offsetBy: 2)
            } else if isSyllable(unit), (unit - 0xAC00) % 28 == 0 {
                syllable = unit
                units.formIndex(after: &at)
            }
            guard let open = syllable else {
                result.append(unit)
                units.formIndex(after: &at)
                continue
            }
            // A consonant before a vowel begins the next syllable.
            if let final = peek(0).flatMap(final), peek(1).flatMap(vowel) == nil {
                result.append(open + final)
                units.formIndex(after: &at)
            } else {
                result.append(open)
            }
        }
        return result
    }
}
