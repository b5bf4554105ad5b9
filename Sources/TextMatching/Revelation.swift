/// Which steps it took to see a word in a text.
public struct Revelation: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Compatibility forms: fullwidth, mathematical, circled, accented letters.
    public static let compatible = Revelation(rawValue: 1)
    /// Letters of another script that look like Latin ones.
    public static let confusable = Revelation(rawValue: 2)
    /// Characters without width, controls of direction, tags, variation selectors.
    public static let invisible = Revelation(rawValue: 4)
    /// Marks above, below or through a letter.
    public static let combining = Revelation(rawValue: 8)
    /// Digits and symbols for letters, in a word that has letters.
    public static let leet = Revelation(rawValue: 16)
    /// Letters set apart by spaces, dots or dashes.
    public static let spaced = Revelation(rawValue: 32)
    /// Letters written several times.
    public static let repeated = Revelation(rawValue: 64)
    /// Letters replaced by stars.
    public static let starred = Revelation(rawValue: 128)
    /// Pictures or punctuation inside of a word.
    public static let split = Revelation(rawValue: 256)
    /// Hangul letters that were not written as syllables.
    public static let jamo = Revelation(rawValue: 512)
    /// A Korean particle or ending behind the word.
    public static let particle = Revelation(rawValue: 1024)
    /// A letter too few, too many, or two exchanged.
    public static let typo = Revelation(rawValue: 2048)
    /// Letters between controls that turn the direction of writing round, read from their end.
    public static let reversed = Revelation(rawValue: 4096)
    /// The syntax of image generators inside of a phrase: weights, BREAK.
    public static let promptSyntax = Revelation(rawValue: 8192)

    /// Written as HTML entities, in percent signs, or with backslashes.
    public static let escaped = Revelation(rawValue: 16384)

    private static let names: [(Revelation, String)] = [
        (.compatible, "nfkc"), (.confusable, "confusable"), (.invisible, "zero_width"), (.combining, "combining"),
        (.leet, "leet"), (.spaced, "despaced"), (.repeated, "derepeated"), (.starred, "starred"), (.split, "emoji"),
        (.jamo, "jamo"), (.particle, "particle"), (.typo, "typo"), (.reversed, "bidi"),
        (.promptSyntax, "prompt_syntax"), (.escaped, "escape"),
    ]

    /// The stable names of the steps.
    public var names: [String] { Self.names.filter { contains($0.0) }.map(\.1) }
}
