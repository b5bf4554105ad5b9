/// The pass over the bytes of one text: cuts words and folds them.
struct TextReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var text = NormalizedText()

    // The word that is being read.
    private var token = NormalizedText.Token()
    private var start = 0
    private var end = 0
    private var isOpen = false
    // What is between it and the word before.
    private var isTight = false
    private var isSentence = true
    private var pending: Revelation = []
    private var isReversed = false
    private var quoteStart = 0
    // What is written without spaces: where it begins, its first word, and whether it has symbols that may be letters.
    private var chunkStart = 0
    private var chunkToken = 0
    private var hasSymbols = false
    /// The byte that is being read.
    private var place = 0
    private var quoteClose: UInt32 = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private mutating func reserve() {
        let words = min(bytes.count / 5 + 4, Normalizer.maximumWords)
        text.units.reserveCapacity(min(bytes.count + bytes.count / 4 + 16, 1 << 24))
        text.tokens.reserveCapacity(words)
        text.words.reserveCapacity(words)
        text.isCapitalized.reserveCapacity(words)
    }

    /// Reads all of it into a text, whose memory is used again.
    mutating func read(_ result: inout NormalizedText) {
        swap(&text, &result)
        defer { swap(&text, &result) }
        text.clear()
        reserve()
        while place < bytes.count, !text.isCut { place = bytes[place] < 0x80 ? readASCII(place) : readBeyond(place) }
        close()
        if hasSymbols { readSymbols(until: place) }
    }

    @inline(__always) private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

    @inline(__always) private func byte(_ at: Int) -> UInt8 { at < bytes.count ? bytes[at] : 0 }

    /// Whether a letter, or a part of one, is there.
    @inline(__always) private func isLetter(at place: Int) -> Bool {
        let byte = byte(place)
        return Self.isLetter(byte) || byte >= 0x80
    }

    // MARK: Words

    @inline(__always) private mutating func open(_ at: Int) {
        guard !isOpen else { return }
        token = NormalizedText.Token(unitStart: Int32(truncatingIfNeeded: text.units.count))
        if isTight {
            token.marks.insert(.tight)
        } else if !hasSymbols {
            chunkToken = text.tokens.count
        }
        if isSentence { token.marks.insert(.sentence) }
        if isReversed { token.marks.insert(.reversed) }
        start = at
        isOpen = true
        isSentence = false
    }

    @inline(__always) private mutating func append(_ unit: UInt32) {
        guard token.unitCount < Normalizer.longestWord else { return }
        let count = text.units.count
        if token.unitCount >= 2, text.units[count - 1] == unit, text.units[count - 2] == unit {
            token.marks.insert(.run)
        }
        text.units.append(unit)
        token.unitCount += 1
    }

    private mutating func letter(
        _ unit: UInt32, _ at: Int, _ end: Int, _ mark: NormalizedText.Marks, isUpper: Bool = false
    ) {
        if !isOpen {
            open(at)
            if isUpper { token.marks.insert(.capital) }
        }
        append(unit)
        self.end = end
        token.revelation.formUnion(pending)
        pending = []
        token.marks.formUnion(mark)
    }

    /// Ends the word, if one is open.
    @inline(__always) private mutating func close() {
        guard isOpen else { return }
        isOpen = false
        guard text.tokens.count < Normalizer.maximumWords, text.units.count < 1 << 28 else {
            text.isCut = true
            return
        }
        if token.marks.contains(.digit) { readDigits() }
        text.words.append(start..<end)
        text.isCapitalized.append(token.marks.contains(.capital))
        text.tokens.append(token)
        if token.marks.contains(.hangul) { text.addSyllables(at: text.tokens.count - 1) }
        if !token.marks.isDisjoint(with: .odd) || token.revelation.contains(.jamo) {
            text.addReadings(at: text.tokens.count - 1)
        } else if token.marks.contains(.apostrophe) {
            text.addWithoutApostrophes(at: text.tokens.count - 1)
        } else if token.unitCount == 5 {
            markBreak()
        }
    }

    /// The number of a word that is digits, or begins with up to three: 12, 12yo, 12살.
    private mutating func readDigits() {
        let units = text.units[Int(token.unitStart)..<Int(token.unitStart + token.unitCount)]
        let digits = units.prefix { (48...57).contains($0) }
        guard (1...(digits.count == units.count ? 4 : 3)).contains(digits.count) else { return }
        token.number = digits.reduce(0) { $0 * 10 + Int32(bitPattern: $1) - 48 }
        token.digitCount = Int32(digits.count)
    }

    /// BREAK stands between the parts of a prompt and belongs to neither.
    private mutating func markBreak() {
        guard end - start == 5, token.marks.contains(.capital), bytes[start] == UInt8(ascii: "B"),
            bytes[start + 1] == UInt8(ascii: "R"), bytes[start + 2] == UInt8(ascii: "E"),
            bytes[start + 3] == UInt8(ascii: "A"), bytes[start + 4] == UInt8(ascii: "K")
        else { return }
        text.tokens[text.tokens.count - 1].marks.insert(.transparent)
    }

    /// A symbol between words that is also written for a letter.
    private mutating func symbol() {
        separate(isSpace: false)
        hasSymbols = true
    }

    @inline(__always) private mutating func separate(isSpace: Bool) {
        if isSpace, hasSymbols {
            close()
            readSymbols(until: place)
        }
        if isOpen {
            close()
            isTight = !isSpace
        } else if isSpace {
            isTight = false
        }
        pending = []
    }

    /// Reads what is written without spaces once more, with symbols as the letters they are written for: v€n|m.
    private mutating func readSymbols(until end: Int) {
        hasSymbols = false
        guard chunkToken < text.tokens.count else { return }
        var first = text.words[chunkToken].lowerBound
        // Symbols before the first word belong to it.
        while first > 0, bytes[first - 1] > 32, text.words[chunkToken].lowerBound - first < 32 { first -= 1 }
        var reading = SymbolReading()
        var token = chunkToken
        var at = first
        while at < end, text.readings.count < 1 << 20 {
            if let (letter, size) = BoxLetters.read(bytes, at, until: end) {
                reading.add(letter: letter, at, size)
                at += size
                continue
            }
            guard let (code, size) = bytes[at] < 0x80 ? (UInt32(bytes[at]), 1) : UTF8Scalar.read(bytes, at) else {
                at += 1
                continue
            }
            if !reading.add(code, at) {
                reading.finish(&text, from: &token)
                reading = SymbolReading()
            }
            at += size
        }
        reading.finish(&text, from: &token)
    }

    // MARK: ASCII

    @inline(__always) private mutating func readASCII(_ place: Int) -> Int {
        var at = place
        let first = bytes[at]
        if Self.isLetter(first) {
            let wasOpen = isOpen
            open(at)
            if !wasOpen, first & 0x20 == 0 { token.marks.insert(.capital) }
            token.revelation.formUnion(pending)
            pending = []
            token.marks.insert(.letter)
            repeat {
                // A capital I behind a small letter may be an l.
                if bytes[at] == UInt8(ascii: "I"), token.unitCount > 0, at > 0, bytes[at - 1] >= 97 {
                    token.marks.insert(.doubtful)
                }
                append(UInt32(bytes[at] | 0x20))
                at += 1
            } while at < bytes.count && Self.isLetter(bytes[at])
            end = at
            return at
        }
        switch first {
        case UInt8(ascii: " "), 9, 10, 13: separate(isSpace: true)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter(UInt32(first), at, at + 1, .digit)
        case UInt8(ascii: "'"):
            // Inside of a word it belongs to it: don't, O'Brien. Possessive endings are taken off later.
            if isOpen, isLetter(at: at + 1) {
                append(UInt32(first))
                token.marks.insert(.apostrophe)
                end = at + 1
            } else {
                quote(UInt32(first), at, at + 1)
                separate(isSpace: false)
            }
        case UInt8(ascii: "*"):
            // A star between letters hides one; runs of them mark weights or headings.
            if isOpen, isLetter(at: at + 1) || byte(at + 1) == first, Self.starsEnd(bytes, at) {
                append(UInt32(first))
                token.marks.insert(.star)
                end = at + 1
            } else {
                separate(isSpace: false)
            }
        case UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "+"), UInt8(ascii: "|"):
            let isBehind = isOpen && token.marks.contains(.letter)
            let isBefore = isLetter(at: at + 1)
            // A bar is a letter only where letters are on both sides of a word that has another such letter.
            if first != UInt8(ascii: "|"),
                (isBehind && isBefore)
                    || (!isOpen && isBefore && first != UInt8(ascii: "+") && first != UInt8(ascii: "!"))
                    || (isBehind && first == UInt8(ascii: "$"))
            {
                letter(UInt32(first), at, at + 1, .symbol)
            } else {
                if first == UInt8(ascii: "!") { isSentence = true }
                symbol()
            }
        case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: ";"):
            if at + 1 >= bytes.count || bytes[at + 1] <= 32 { isSentence = true }
            separate(isSpace: false)
        case UInt8(ascii: ":"):
            separate(isSpace: false)
            return afterWeight(at)
        case UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "\\"):
            if let (code, size) = CharacterEscape.read(bytes, at) { return escaped(code, at, at + size) }
            if BoxLetters.isBegun(first, byte(at + 1)) { symbol() } else { separate(isSpace: false) }
        case UInt8(ascii: "/"):
            if BoxLetters.isBegun(first, byte(at + 1)) { symbol() } else { separate(isSpace: false) }
        case UInt8(ascii: "<"):
            let size = CharacterEscape.markSize(bytes, at)
            if size > 0 {
                separate(isSpace: false)
                return at + size
            }
            symbol()
        case UInt8(ascii: "("), UInt8(ascii: "#"): symbol()
        case UInt8(ascii: "\""):
            quote(UInt32(first), at, at + 1)
            separate(isSpace: false)
        default: separate(isSpace: first < 32 || first == 127)
        }
        return at + 1
    }

    /// Whether the stars at a place are at most three, with a letter behind them.
    private static func starsEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        var end = at
        while end < bytes.count, bytes[end] == UInt8(ascii: "*"), end - at < 4 { end += 1 }
        return end - at < 4 && end < bytes.count && (isLetter(bytes[end]) || bytes[end] >= 0x80)
    }

    /// Behind a weight, as in `(word:1.3)` and `<lora:name:0.8>`; else behind the colon.
    private func afterWeight(_ colon: Int) -> Int {
        var at = colon + 1
        if byte(at) == UInt8(ascii: "-") { at += 1 }
        let first = at
        while at < bytes.count, at - first < 8, bytes[at] == UInt8(ascii: ".") || (bytes[at] >= 48 && bytes[at] <= 57) {
            at += 1
        }
        let close = byte(at)
        let isWeight =
            at > first
            && (close == UInt8(ascii: ")") || close == UInt8(ascii: ">") || close == UInt8(ascii: "]"))
        return isWeight ? at : colon + 1
    }

    /// A character that is written with others.
    private mutating func escaped(_ code: UInt32, _ at: Int, _ next: Int) -> Int {
        pending.insert(.escaped)
        guard code < 0x80 else {
            scalar(code, at, next)
            return next
        }
        let byte = UInt8(truncatingIfNeeded: code)
        if Self.isLetter(byte) {
            letter(UInt32(byte | 0x20), at, next, .letter, isUpper: byte & 0x20 == 0)
        } else if byte &- 48 < 10 {
            letter(code, at, next, .digit)
        } else {
            separate(isSpace: byte <= 32)
        }
        return next
    }

    // MARK: Beyond ASCII

    private mutating func readBeyond(_ at: Int) -> Int {
        guard let (code, size) = UTF8Scalar.read(bytes, at) else {
            separate(isSpace: false)
            return at + 1
        }
        scalar(code, at, at + size)
        return at + size
    }

    private mutating func scalar(_ code: UInt32, _ at: Int, _ next: Int) {
        if Hangul.isSyllable(code) {
            letter(code, at, next, [.letter, .hangul])
        } else if Folding.isInvisible(code) {
            // Right-to-left override, and what ends it.
            if code == 0x202E || code == 0x202C || code == 0x202D {
                // What is turned round is a piece of its own.
                if isOpen, isReversed || code == 0x202E { separate(isSpace: false) }
                isReversed = code == 0x202E
            }
            pending.insert(.invisible)
        } else if let jamo = Hangul.letter(code) {
            letter(jamo, at, next, [.letter, .hangul])
            token.revelation.insert(.jamo)
        } else if let entry = Folding.entry(code) {
            fold(entry, code, at, next)
        } else if code >= 0x3041 && code <= 0x30FA || code >= 0x3400 && code <= 0x9FFF || code >= 0x20000 {
            letter(code, at, next, [.letter, .ideographic])
        } else if let syllable = Hangul.circledSyllable(code) {
            letter(syllable, at, next, [.letter, .hangul])
            token.revelation.insert(.compatible)
        } else if let scalar = Unicode.Scalar(code) {
            other(scalar, at, next)
        }
    }

    private mutating func fold(_ entry: Folding.Entry, _ code: UInt32, _ at: Int, _ next: Int) {
        let isUpper = !isOpen && (Unicode.Scalar(code)?.properties.isUppercase ?? false)
        func mark(_ unit: UInt32) -> NormalizedText.Marks { unit <= 57 ? .digit : .letter }
        letter(entry.first, at, next, mark(entry.first), isUpper: isUpper)
        if entry.second != 0 { letter(entry.second, at, next, mark(entry.second)) }
        if entry.third != 0 { letter(entry.third, at, next, mark(entry.third)) }
        token.revelation.insert(entry.isLookAlike ? .confusable : .compatible)
        if entry.isDoubtful { token.marks.insert(.doubtful) }
        if Folding.isTurned(code) { token.marks.insert(.turned) }
    }

    private mutating func other(_ scalar: Unicode.Scalar, _ at: Int, _ next: Int) {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark:
            if isOpen { token.revelation.insert(.combining) }
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
            let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar.value
            letter(lower, at, next, .letter, isUpper: scalar.properties.isUppercase)
        case .decimalNumber:
            // Thai and Arabic digits among what stands for letters: ค๒ς.
            if let look = Folding.letterLike(digit: scalar.value),
                (isOpen && token.marks.contains(.letter)) || isOtherLetter(at: next)
            {
                letter(look, at, next, .letter)
                token.revelation.insert(.confusable)
                return
            }
            let value = Int(scalar.properties.numericValue ?? 0)
            letter(48 + UInt32(min(max(value, 0), 9)), at, next, .digit)
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: separate(isSpace: true)
        default:
            if Folding.symbol(scalar.value) != 0 { return symbol() }
            quote(scalar.value, at, next)
            if scalar.value == 0x3002 || scalar.value == 0xFF0E { isSentence = true }
            separate(isSpace: false)
        }
    }

    /// Whether a letter is there that is no digit of another script; behind a digit, none of ASCII either.
    private func isOtherLetter(at place: Int) -> Bool {
        guard byte(place) >= 0x80 else { return !isOpen && Self.isLetter(byte(place)) }
        guard let (code, _) = UTF8Scalar.read(bytes, place), let scalar = Unicode.Scalar(code) else { return false }
        return scalar.properties.isAlphabetic
    }

    /// Opens or closes a quotation.
    private mutating func quote(_ code: UInt32, _ at: Int, _ next: Int) {
        if quoteClose != 0, quoteClose == code {
            if quoteStart < at, text.quoted.count < 256 { text.quoted.append(quoteStart..<at) }
            quoteClose = 0
        } else if quoteClose == 0 {
            switch code {
            case 0x22: quoteClose = 0x22
            case 0x27: quoteClose = isOpen ? 0 : 0x27
            case 0x201C: quoteClose = 0x201D
            case 0x2018: quoteClose = 0x2019
            case 0x300C: quoteClose = 0x300D
            case 0xAB: quoteClose = 0xBB
            default: return
            }
            quoteStart = next
        }
    }
}
