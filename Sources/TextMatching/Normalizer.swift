/// Reads a text as words: folds what is written in other characters for Latin letters, composes Hangul, and finds letters that
/// were hidden, set apart, repeated or replaced. One pass over the bytes, and a bounded number of readings for each word.
public struct Normalizer: Sendable {
    /// More words than this are not read: see ``NormalizedText/isCut``.
    public static let maximumWords = 400_000
    /// Units of a word beyond this are not kept: no pattern has so many.
    static let longestWord = 64
    /// Letters set apart, or pieces without spaces between, are read as one word up to this length.
    static let longestJoin = 32
    /// Pieces without spaces between that are read as one word.
    static let longestChain = 16
    /// Other readings that begin at one word.
    static let mostReadings = 24

    public init() {}

    public func normalize(_ text: String) -> NormalizedText {
        var text = text
        return text.withUTF8 { normalize($0) }
    }

    /// Bytes that are no UTF-8 count as separators.
    public func normalize(_ bytes: UnsafeBufferPointer<UInt8>) -> NormalizedText {
        var result = NormalizedText()
        normalize(bytes, into: &result)
        return result
    }

    /// The same, into a text whose memory is used again.
    public func normalize(_ bytes: UnsafeBufferPointer<UInt8>, into text: inout NormalizedText) {
        var reader = TextReader(bytes)
        reader.read(&text)
        text.joinLetters()
        text.joinFragments()
    }

    /// The units a word of a pattern has in a text, so that both are folded alike.
    static func folded(_ word: String) -> [UInt32] {
        var isPlain = true
        var units: [UInt32] = []
        units.reserveCapacity(word.utf8.count)
        for byte in word.utf8 {
            if byte >= 0x80 { isPlain = false }
            units.append(byte >= 65 && byte <= 90 ? UInt32(byte | 0x20) : UInt32(byte))
        }
        if isPlain { return units }
        let text = Normalizer().normalize(word)
        // More than one word cannot be one place of a pattern: what the pattern says stays.
        guard text.tokens.count == 1, let token = text.tokens.first else {
            return word.unicodeScalars.map(\.value)
        }
        return Array(text.units[Int(token.unitStart)..<Int(token.unitStart + token.unitCount)])
    }
}
