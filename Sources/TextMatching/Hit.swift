/// A place where a pattern was found.
public struct Hit: Sendable, Equatable {
    public let pattern: Lexicon.Identifier
    /// Which words it covers.
    public let words: Range<Int>
    /// The same, with letters set apart and pieces of a word counted as one word: what distances are measured in.
    public let counted: Range<Int>
    /// Which bytes of the original text.
    public let bytes: Range<Int>
    public let revelation: Revelation
}
