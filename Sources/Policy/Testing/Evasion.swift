/// A way of rewriting words so that people still read them and filters do not.
///
/// Every rewriting is a function of the text alone: the same text gives the same result on every machine.
public enum Evasion: String, Sendable, CaseIterable {
    case upper, mixedCase = "mixed_case"
    case leet, symbols
    case cyrillic, greek, fullwidth
    case mathBold = "math_bold"
    case circled
    case zeroWidth = "zero_width"
    case combining, accents
    case tagCharacters = "tag_characters"
    case bidiMarks = "bidi_marks"
    case bidiReversed = "bidi_reversed"
    case emoji, spaced, dotted, dashed, repeated
    case transposed
    case vowelDropped = "vowel_dropped"
    case star
    case jamo
    case compatibilityJamo = "compatibility_jamo"
    case hangulSpaced = "hangul_spaced"
    case particle

    /// Whether the letters are only written differently, or are no longer the same letters.
    public enum Kind: String, Sendable, CaseIterable { case encoding, typo }

    public var kind: Kind {
        switch self {
        case .transposed, .vowelDropped, .star: .typo
        default: .encoding
        }
    }

    /// `text` with the words in `spans` rewritten, or nil when this changes none of them.
    ///
    /// - Parameter spans: ranges of UTF-8 bytes; nil for every word of four letters (two syllables of Hangul) or more.
    public func rewrite(_ text: String, in spans: [Range<Int>]? = nil) -> String? {
        rewrite(EvasionText(text, in: spans))
    }

    /// The same for a text that is rewritten in several ways.
    func rewrite(_ text: EvasionText) -> String? {
        var result = ""
        var hasChanged = false
        for piece in text.pieces {
            if piece.isMeant, let changed = rewrite(piece) {
                result += changed
                hasChanged = true
            } else {
                result += piece.text
            }
        }
        return hasChanged ? result : nil
    }

    /// Another spelling of a word of letters, or nil when there is none.
    private func rewrite(_ piece: EvasionText.Piece) -> String? {
        let (word, lower) = (piece.word, piece.lower)
        switch piece.script {
        case .hangul: return rewriteHangul(word)
        case .ascii where word.count >= 3: break
        default: return nil
        }
        func changed(_ text: String) -> String? { text == piece.text ? nil : text }
        switch self {
        case .upper: return changed(String(word).uppercased())
        case .mixedCase:
            return changed(
                lower.enumerated().map { $0.offset % 2 == 1 ? $0.element.uppercased() : String($0.element) }.joined())
        case .leet: return replaced(lower, EvasionTables.leet)
        case .symbols: return replaced(lower, EvasionTables.symbols)
        case .cyrillic: return replaced(lower, EvasionTables.cyrillic)
        case .greek: return replaced(lower, EvasionTables.greek)
        case .accents: return replaced(lower, EvasionTables.accents)
        case .fullwidth: return shifted(word, lower: 0xFF41, upper: 0xFF21)
        case .mathBold: return shifted(word, lower: 0x1D41A, upper: 0x1D400)
        case .circled: return shifted(word, lower: 0x24D0, upper: 0x24B6)
        case .zeroWidth: return word.map(String.init).joined(separator: "\u{200B}")
        case .combining: return word.map { "\($0)\u{336}" }.joined()
        case .tagCharacters: return word.map(String.init).joined(separator: "\u{E0061}")
        case .bidiMarks: return "\u{202D}" + word.map(String.init).joined(separator: "\u{200E}") + "\u{202C}"
        case .bidiReversed: return "\u{202E}" + String(word.reversed()) + "\u{202C}"
        case .emoji: return String(word[..<(word.count / 2)]) + "🔥" + String(word[(word.count / 2)...])
        case .spaced: return word.map(String.init).joined(separator: " ")
        case .dotted: return word.map(String.init).joined(separator: ".")
        case .dashed: return word.map(String.init).joined(separator: "-")
        case .repeated:
            let place = word.indices.dropFirst().first { "aeiou".contains(lower[$0]) } ?? word.count / 2
            return String(word[...place]) + String(repeating: word[place], count: 2) + String(word[(place + 1)...])
        case .transposed:
            guard word.count >= 5 else { return nil }
            let places = word.indices.dropFirst().dropLast(2).filter { lower[$0] != lower[$0 + 1] }
            guard !places.isEmpty else { return nil }
            var other = word
            other.swapAt(places[places.count / 2], places[places.count / 2] + 1)
            return String(other)
        case .vowelDropped:
            guard word.count >= 5, let place = word.indices.dropFirst().last(where: { "aeiou".contains(lower[$0]) })
            else { return nil }
            return String(word[..<place]) + String(word[(place + 1)...])
        case .star:
            guard word.count >= 4, let place = word.indices.dropFirst().first(where: { "aeiou".contains(lower[$0]) })
            else { return nil }
            return String(word[..<place]) + "*" + String(word[(place + 1)...])
        case .jamo, .compatibilityJamo, .hangulSpaced, .particle: return nil
        }
    }

    private func rewriteHangul(_ word: [Character]) -> String? {
        switch self {
        case .jamo: return word.map(EvasionTables.conjoining).joined()
        case .compatibilityJamo: return word.map(EvasionTables.compatibility).joined()
        case .hangulSpaced: return word.count >= 2 ? word.map(String.init).joined(separator: " ") : nil
        case .dotted: return word.count >= 2 ? word.map(String.init).joined(separator: ".") : nil
        case .zeroWidth: return word.count >= 2 ? word.map(String.init).joined(separator: "\u{200B}") : nil
        case .particle:
            guard let last = word.last?.unicodeScalars.first else { return nil }
            return String(word) + ((last.value - 0xAC00) % 28 == 0 ? "를" : "을")
        default: return nil
        }
    }

    private func replaced(_ word: [Character], _ table: [Character: Character]) -> String? {
        let result = String(word.map { table[$0] ?? $0 })
        return result == String(word) ? nil : result
    }

    private func shifted(_ word: [Character], lower: UInt32, upper: UInt32) -> String? {
        var result = String.UnicodeScalarView()
        for character in word {
            guard let value = character.asciiValue.map(UInt32.init) else { return nil }
            let shifted = value >= 97 ? value - 97 + lower : value - 65 + upper
            guard let scalar = Unicode.Scalar(shifted) else { return nil }
            result.append(scalar)
        }
        return String(result)
    }
}
