/// A place where a pattern was found.
public struct Hit: Sendable, Equatable {
    public let pattern: Lexicon.Identifier
    /// Which words it covers.
    public let words: Range<Int>
    /// Which bytes of the original text.
    public let bytes: Range<Int>
    public let revelation: Revelation
}
