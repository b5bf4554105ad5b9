/// Reads a text as words: folds what is written in other characters for Latin letters, composes Hangul, and finds letters that
/// were hidden, set apart, repeated or replaced. One pass over the bytes, and a bounded number of readings for each word.
public struct Normalizer: Sendable {
    /// More words than this are not read: see ``NormalizedText/isCut``.
    public static let maximumWords = 400_000
    private static let longestWord = 64
    private static let longestJoin = 32

    public init() {}

    fileprivate struct Piece {
        var units: [UInt32] = []
        var start = 0
        var end = 0
        var revelation: Revelation = []
        var hasLetter = false
        var hasDigit = false
        var hasLeet = false
        var hasStar = false
        var isCapitalized = false
        /// What stood before it: nothing but a space, or other characters without any space.
        var follows = Gap.start
        var startsSentence = false
    }

    fileprivate enum Gap { case start, space, tight }

    public func normalize(_ text: String) -> NormalizedText {
        var text = text
        return text.withUTF8 { normalize($0) }
    }

    /// Bytes that are no UTF-8 count as separators.
    public func normalize(_ bytes: UnsafeBufferPointer<UInt8>) -> NormalizedText {
        var pieces: [Piece] = []
        pieces.reserveCapacity(bytes.count / 5 + 4)
        var quoted: [Range<Int>] = []
        var quoteStart: Int?
        var quoteMark: UInt32 = 0
        var piece = Piece()
        var isOpen = false
        var gap = Gap.start
        var sentence = true
        var pending: Revelation = []
        var isCut = false

        func letter(_ unit: UInt32, at start: Int, end: Int, isDigit: Bool, isUpper: Bool) {
            if !isOpen {
                piece = Piece()
                piece.start = start
                piece.follows = gap
                piece.startsSentence = sentence
                piece.isCapitalized = isUpper
                isOpen = true
                sentence = false
            }
            if piece.units.count < Self.longestWord { piece.units.append(unit) }
            piece.end = end
            piece.revelation.formUnion(pending)
            pending = []
            if isDigit { piece.hasDigit = true } else { piece.hasLetter = true }
        }
        func close(_ next: Gap) {
            if isOpen {
                if pieces.count < Self.maximumWords { pieces.append(piece) } else { isCut = true }
                isOpen = false
                gap = next
            } else if next == .space {
                gap = gap == .start ? .start : .space
            }
            pending = []
        }

        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x80 {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"):
                    letter(UInt32(byte), at: at, end: at + 1, isDigit: false, isUpper: false)
                case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    letter(UInt32(byte) | 0x20, at: at, end: at + 1, isDigit: false, isUpper: true)
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    letter(UInt32(byte), at: at, end: at + 1, isDigit: true, isUpper: false)
                case UInt8(ascii: "'"):
                    // Inside of a word it belongs to it: don't, O'Brien. Possessive endings are taken off later.
                    if !(isOpen && at + 1 < bytes.count && Self.isLetter(bytes[at + 1])) {
                        Self.quote(UInt32(byte), at, isOpen, &quoteStart, &quoteMark, &quoted)
                        close(.tight)
                    }
                case UInt8(ascii: "*"), UInt8(ascii: "#"):
                    // A star between letters hides one; runs of them mark weights or headings.
                    if byte == UInt8(ascii: "*"), isOpen, at + 1 < bytes.count,
                        Self.isLetter(bytes[at + 1]) || bytes[at + 1] == byte
                    {
                        if piece.units.count < Self.longestWord { piece.units.append(UInt32(byte)) }
                        piece.hasStar = true
                        piece.end = at + 1
                    } else {
                        close(.tight)
                    }
                case UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "+"):
                    let before = isOpen
                    let after = at + 1 < bytes.count && Self.isLetter(bytes[at + 1])
                    if (before && after && piece.hasLetter) || (!before && after && byte != UInt8(ascii: "+"))
                        || (before && byte == UInt8(ascii: "$") && piece.hasLetter)
                    {
                        letter(UInt32(byte), at: at, end: at + 1, isDigit: true, isUpper: false)
                        piece.hasLeet = true
                    } else {
                        if byte == UInt8(ascii: "!") { sentence = true }
                        close(.tight)
                    }
                case UInt8(ascii: " "), 9, 10, 13:
                    close(.space)
                case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: ";"):
                    if at + 1 >= bytes.count || bytes[at + 1] <= 32 { sentence = true }
                    close(.tight)
                case UInt8(ascii: "\""):
                    Self.quote(UInt32(byte), at, isOpen, &quoteStart, &quoteMark, &quoted)
                    close(.tight)
                default: close(.tight)
                }
                at += 1
                continue
            }
            guard let (code, size) = Self.decode(bytes, at) else {
                close(.tight)
                at += 1
                continue
            }
            let end = at + size
            if Folding.isInvisible(code) {
                pending.insert(.invisible)
            } else if Folding.isHangul(code) {
                letter(code, at: at, end: end, isDigit: false, isUpper: false)
            } else if Folding.lead(code) != nil || Folding.vowel(code) != nil || Folding.final(code) != nil {
                letter(code, at: at, end: end, isDigit: false, isUpper: false)
                piece.revelation.insert(.jamo)
            } else if let entry = Folding.table[code] {
                let isUpper = Unicode.Scalar(code)?.properties.isUppercase ?? false
                for unit in entry.letters {
                    letter(
                        UInt32(unit), at: at, end: end, isDigit: (48...57).contains(unit), isUpper: isUpper)
                }
                piece.revelation.insert(entry.kind == .compatible ? .compatible : .confusable)
            } else if let scalar = Unicode.Scalar(code) {
                switch scalar.properties.generalCategory {
                case .nonspacingMark, .enclosingMark, .spacingMark:
                    if isOpen { piece.revelation.insert(.combining) }
                case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
                    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? code
                    letter(lower, at: at, end: end, isDigit: false, isUpper: scalar.properties.isUppercase)
                case .decimalNumber:
                    let value = UInt32(scalar.properties.numericValue ?? 0) + 48
                    letter(value, at: at, end: end, isDigit: true, isUpper: false)
                case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: close(.space)
                default:
                    Self.quote(code, at, isOpen, &quoteStart, &quoteMark, &quoted)
                    if code == 0x3002 || code == 0xFF0E { sentence = true }
                    close(.tight)
                }
            } else {
                close(.tight)
            }
            at = end
        }
        close(.space)
        return assemble(pieces, quoted: quoted, isCut: isCut)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") || byte >= 0x80
    }

    /// Opens or closes a quotation.
    private static func quote(
        _ code: UInt32, _ at: Int, _ inWord: Bool, _ start: inout Int?, _ mark: inout UInt32,
        _ quoted: inout [Range<Int>]
    ) {
        let closing: [UInt32: UInt32] = [
            0x22: 0x22, 0x27: 0x27, 0x201C: 0x201D, 0x2018: 0x2019, 0x300C: 0x300D, 0xAB: 0xBB,
        ]
        if let from = start, closing[mark] == code {
            if from < at, quoted.count < 256 { quoted.append(from..<at) }
            start = nil
        } else if start == nil, closing[code] != nil, !(code == 0x27 && inWord) {
            start = at + (code < 0x80 ? 1 : code < 0x800 ? 2 : 3)
            mark = code
        }
    }

    /// The scalar at a place and its length; nil for bytes that are no UTF-8.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int)? {
        let first = bytes[at]
        let size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
        guard size > 0, first <= 0xF4, at + size <= bytes.count else { return nil }
        var code = UInt32(first) & (0xFF >> UInt32(size + 1))
        for k in 1..<size {
            guard bytes[at + k] & 0xC0 == 0x80 else { return nil }
            code = code << 6 | UInt32(bytes[at + k] & 0x3F)
        }
        guard code >= (size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80), Unicode.Scalar(code) != nil else { return nil }
        return (code, size)
    }

    // MARK: Readings

    private func assemble(_ pieces: [Piece], quoted: [Range<Int>], isCut: Bool) -> NormalizedText {
        var readings: [[NormalizedText.Reading]] = []
        readings.reserveCapacity(pieces.count)
        for (position, piece) in pieces.enumerated() {
            readings.append(Self.readings(of: piece, next: position + 1))
        }
        joinLetters(pieces, &readings)
        joinFragments(pieces, &readings)
        return NormalizedText(
            words: pieces.map { $0.start..<$0.end }, startsSentence: pieces.map(\.startsSentence),
            isCapitalized: pieces.map(\.isCapitalized), readings: readings,
            numbers: pieces.map { $0.hasLetter && !$0.hasDigit && !$0.hasJustASCII ? nil : Self.number($0.units) },
            quoted: quoted, isCut: isCut)
    }

    private static func readings(of piece: Piece, next: Int) -> [NormalizedText.Reading] {
        var units = piece.units
        if piece.revelation.contains(.jamo) { units = Self.composed(units) }
        var result = [NormalizedText.Reading(units: units, next: next, revelation: piece.revelation)]
        func add(_ units: [UInt32], _ revelation: Revelation) {
            guard result.count < 12, !units.isEmpty, !result.contains(where: { $0.units == units }) else { return }
            result.append(.init(units: units, next: next, revelation: piece.revelation.union(revelation)))
        }
        // In a word of letters, digits and symbols stand for letters: but 4k, 35mm and 3d are what they are.
        if piece.hasLetter, piece.hasDigit, isLeet(units) {
            add(units.map { unit in UInt8(exactly: unit).flatMap(Folding.leet).map(UInt32.init) ?? unit }, .leet)
            // 1 is written for l as well as for i.
            if units.contains(where: { $0 == 0x31 || $0 == 0x21 }) {
                add(
                    units.map { unit in
                        unit == 0x31 || unit == 0x21
                            ? 0x6C : UInt8(exactly: unit).flatMap(Folding.leet).map(UInt32.init) ?? unit
                    }, .leet)
            }
        }
        for reading in result where hasRuns(reading.units) {
            add(shortened(reading.units, to: 1), .repeated)
            add(shortened(reading.units, to: 2), .repeated)
        }
        if let last = units.last, Folding.isHangul(last) {
            for stripped in Particles.stripped(units) { add(stripped, .particle) }
        }
        return result
    }

    private static func isLeet(_ units: [UInt32]) -> Bool {
        let isDigit = units.map { (48...57).contains($0) }
        // Digits in front or behind alone are sizes, ordinals and versions: 35mm, 4k, mp3, 2nd.
        guard let first = isDigit.firstIndex(of: false), let last = isDigit.lastIndex(of: false) else { return false }
        if isDigit[first...last].contains(true) { return true }
        let outside = isDigit.filter { $0 }.count
        return units.contains { $0 < 48 || $0 == 64 } || (outside <= 2 && units.count - outside >= 3)
    }

    private static func hasRuns(_ units: [UInt32]) -> Bool {
        guard units.count >= 3 else { return false }
        for k in 2..<units.count where units[k] == units[k - 1] && units[k] == units[k - 2] { return true }
        return false
    }

    /// Runs of three and more become runs of `length`.
    private static func shortened(_ units: [UInt32], to length: Int) -> [UInt32] {
        var result: [UInt32] = []
        var k = 0
        while k < units.count {
            var end = k
            while end < units.count, units[end] == units[k] { end += 1 }
            result += repeatElement(units[k], count: end - k >= 3 ? length : end - k)
            k = end
        }
        return result
    }

    /// Hangul letters as syllables.
    static func composed(_ units: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var k = 0
        while k < units.count {
            if let lead = Folding.lead(units[k]), k + 1 < units.count, let vowel = Folding.vowel(units[k + 1]) {
                var syllable = 0xAC00 + (lead * 21 + vowel) * 28
                k += 2
                // A consonant before a vowel begins the next syllable.
                if k < units.count, let final = Folding.final(units[k]),
                    k + 1 >= units.count || Folding.vowel(units[k + 1]) == nil
                {
                    syllable += final
                    k += 1
                }
                result.append(syllable)
            } else {
                result.append(units[k])
                k += 1
            }
        }
        return result
    }

    /// n a k e d, n.a.k.e.d, and Korean syllables set apart.
    private func joinLetters(_ pieces: [Piece], _ readings: inout [[NormalizedText.Reading]]) {
        var start = 0
        while start < pieces.count {
            guard pieces[start].units.count == 1 else {
                start += 1
                continue
            }
            var end = start + 1
            while end < pieces.count, pieces[end].units.count == 1, end - start < Self.longestJoin { end += 1 }
            let isHangul = pieces[start..<end].allSatisfy {
                Folding.isHangul($0.units[0]) || $0.revelation.contains(.jamo)
            }
            if end - start >= (isHangul ? 2 : 3) {
                // "a" and "i" before or behind may be words of their own, so that inner runs are read too.
                for from in start..<min(start + 2, end) {
                    for to in [end - 1, end] where to - from >= (isHangul ? 2 : 3) {
                        var units = Self.composed(pieces[from..<to].flatMap(\.units))
                        if units.contains(where: { (48...57).contains($0) || $0 == 64 || $0 == 36 }) {
                            units = units.map { unit in
                                UInt8(exactly: unit).flatMap(Folding.leet).map(UInt32.init) ?? unit
                            }
                        }
                        append(units, from, to, .spaced, pieces, &readings)
                    }
                }
            }
            start = end
        }
    }

    /// What is written without spaces may be one word with something in it: na🍆ked, na.ked, sui-cide.
    private func joinFragments(_ pieces: [Piece], _ readings: inout [[NormalizedText.Reading]]) {
        var start = 0
        while start < pieces.count {
            var end = start + 1
            while end < pieces.count, pieces[end].follows == .tight, end - start < 16 { end += 1 }
            if end - start > 1 {
                let lengths = pieces[start..<end].reduce(0) { $0 + $1.units.count }
                if lengths <= Self.longestJoin {
                    append(Self.composed(pieces[start..<end].flatMap(\.units)), start, end, .split, pieces, &readings)
                }
                if end - start > 2 {
                    for from in start..<(end - 1) {
                        append(
                            Self.composed(pieces[from].units + pieces[from + 1].units), from, from + 2, .split, pieces,
                            &readings)
                    }
                }
            }
            start = end
        }
    }

    private func append(
        _ units: [UInt32], _ from: Int, _ to: Int, _ revelation: Revelation, _ pieces: [Piece],
        _ readings: inout [[NormalizedText.Reading]]
    ) {
        guard readings[from].count < 24 else { return }
        let known = pieces[from..<to].reduce(revelation) { $0.union($1.revelation) }
        readings[from].append(.init(units: units, next: to, revelation: known))
        if Self.hasRuns(units) {
            readings[from].append(
                .init(units: Self.shortened(units, to: 1), next: to, revelation: known.union(.repeated)))
        }
        if let last = units.last, Folding.isHangul(last) {
            for stripped in Particles.stripped(units) {
                readings[from].append(.init(units: stripped, next: to, revelation: known.union(.particle)))
            }
        }
    }

    private static let numberWords: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
        "eighteen": 18, "nineteen": 19, "twenty": 20, "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7,
        "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "열세": 13, "열네": 14, "열다섯": 15, "열여섯": 16, "열일곱": 17,
        "열여덟": 18, "스무": 20,
    ]
    private static let numberHashes: [UInt64: Int] = Dictionary(
        uniqueKeysWithValues: numberWords.map { (WordHash.of($0.key), $0.value) })

    private static func number(_ units: [UInt32]) -> Int? {
        let digits = units.prefix { (48...57).contains($0) }
        if digits.count == units.count || (!digits.isEmpty && digits.count <= 3) {
            guard (1...4).contains(digits.count) else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        }
        return units.count <= 9 ? numberHashes[WordHash.of(units)] : nil
    }
}

extension Normalizer.Piece {
    fileprivate var hasJustASCII: Bool { units.count <= 9 }
}
