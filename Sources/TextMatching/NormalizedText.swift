/// A text as words, with all the readings each of them has and where it came from.
///
/// Positions are word numbers. A reading leads from one position to a later one: a word to the next, letters that were set
/// apart over all of them at once.
public struct NormalizedText: Sendable {
    /// One way to read a piece of the text as a word.
    struct Reading: Sendable {
        let units: [UInt32]
        let next: Int
        let revelation: Revelation
    }

    /// Where each word is in the UTF-8 bytes of the original.
    public let words: [Range<Int>]
    /// Whether a sentence ends before each word.
    let startsSentence: [Bool]
    /// Whether each word begins with a capital letter.
    public let isCapitalized: [Bool]
    let readings: [[Reading]]
    /// The numbers that words spell, by position.
    let numbers: [Int?]
    /// The ranges of bytes between quotation marks.
    public let quoted: [Range<Int>]
    /// Whether there was more than can be read; the rest was left out.
    public let isCut: Bool

    /// The words as they read first, folded.
    public var plainWords: [String] {
        readings.compactMap { readings in
            readings.first.map { reading in
                String(String.UnicodeScalarView(reading.units.compactMap(Unicode.Scalar.init)))
            }
        }
    }

    /// Whether the word at a position is the first of a sentence.
    public func beginsSentence(_ position: Int) -> Bool { startsSentence[position] }
}
