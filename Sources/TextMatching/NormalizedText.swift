/// A text as words, with all the readings each of them has and where it came from.
///
/// Positions are word numbers. A reading leads from one position to a later one: a word to the next, letters that were set
/// apart over all of them at once.
public struct NormalizedText: Sendable {
    /// One more way to read a piece of the text as a word. Readings from the same position are linked.
    struct Reading: Sendable {
        let unitStart: Int32
        let unitCount: Int32
        let next: Int32
        let revelation: Revelation
        let link: Int32
    }

    /// A word as it reads first.
    struct Token: Sendable {
        var unitStart: Int32 = 0
        var unitCount: Int32 = 0
        /// The first of its other readings, or -1.
        var reading: Int32 = -1
        /// The number its digits are, or those it begins with; or -1.
        var number: Int32 = -1
        var digitCount: Int32 = 0
        var revelation: Revelation = []
        var marks: Marks = []
    }

    struct Marks: OptionSet, Sendable {
        let rawValue: UInt16
        static let letter = Marks(rawValue: 1)
        static let digit = Marks(rawValue: 2)
        /// A symbol that stands for a letter.
        static let symbol = Marks(rawValue: 4)
        static let star = Marks(rawValue: 8)
        static let capital = Marks(rawValue: 16)
        /// Behind the word before it without any space.
        static let tight = Marks(rawValue: 32)
        static let sentence = Marks(rawValue: 64)
        /// The same unit three times in a row.
        static let run = Marks(rawValue: 128)
        static let hangul = Marks(rawValue: 256)
        /// Chinese characters or kana, which are written without spaces between words.
        static let ideographic = Marks(rawValue: 512)
        /// Phrases go on behind it as if it was not there.
        static let transparent = Marks(rawValue: 1024)
        static let reversed = Marks(rawValue: 2048)
        static let apostrophe = Marks(rawValue: 4096)
        /// An i that may be an l.
        static let doubtful = Marks(rawValue: 8192)
        /// It has letters turned upside down.
        static let turned = Marks(rawValue: 16384)

        static let odd: Marks = [.digit, .symbol, .star, .run, .reversed, .doubtful, .turned]
        /// Words that cannot spell a number.
        static let special: Marks = [.digit, .symbol, .star, .hangul]
    }

    /// Where each word is in the UTF-8 bytes of the original.
    public internal(set) var words: [Range<Int>] = []
    /// Whether each word begins with a capital letter.
    public internal(set) var isCapitalized: [Bool] = []
    /// The ranges of bytes between quotation marks.
    public internal(set) var quoted: [Range<Int>] = []
    /// Whether there was more than can be read; the rest was left out.
    public internal(set) var isCut = false

    /// The letters of all readings, folded.
    var units: [UInt32] = []
    var tokens: [Token] = []
    var readings: [Reading] = []
    /// Runs of words of one letter each, by position.
    var spacedRuns: [Range<Int32>] = []

    /// Forgets the text, and keeps the memory for the next one.
    mutating func clear() {
        words.removeAll(keepingCapacity: true)
        isCapitalized.removeAll(keepingCapacity: true)
        quoted.removeAll(keepingCapacity: true)
        units.removeAll(keepingCapacity: true)
        tokens.removeAll(keepingCapacity: true)
        readings.removeAll(keepingCapacity: true)
        spacedRuns.removeAll(keepingCapacity: true)
        isCut = false
    }

    public init() {}

    /// The words as they read first, folded.
    public var plainWords: [String] {
        tokens.map { token in
            let units = units[Int(token.unitStart)..<Int(token.unitStart + token.unitCount)]
            return String(String.UnicodeScalarView(units.compactMap(Unicode.Scalar.init)))
        }
    }

    /// Whether the word at a position is the first of a sentence.
    public func beginsSentence(_ position: Int) -> Bool {
        tokens.indices.contains(position) && tokens[position].marks.contains(.sentence)
    }
}

extension NormalizedText {
    /// The word at a position as it reads first, folded.
    public func plainWord(_ position: Int) -> String {
        guard tokens.indices.contains(position) else { return "" }
        return String(String.UnicodeScalarView(units(tokens[position]).compactMap(Unicode.Scalar.init)))
    }

    /// A Korean word without the particle at its end; nil when there is none.
    public func withoutParticle(_ position: Int) -> String? {
        guard tokens.indices.contains(position), tokens[position].marks.contains(.hangul) else { return nil }
        let word = units(tokens[position])
        for length in (1...Particles.longest).reversed() where word.count - length >= Particles.shortestWord {
            if Particles.table[WordHash.of(word.suffix(length).reversed())] != nil {
                return String(String.UnicodeScalarView(word.dropLast(length).compactMap(Unicode.Scalar.init)))
            }
        }
        return nil
    }
}
