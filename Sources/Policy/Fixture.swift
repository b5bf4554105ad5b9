/// A test that stands beside the rules: a text and the verdict it has to get.
public struct Fixture: Sendable {
    public var text = ""
    public var negative = ""
    public var image: ImageFacts?
    public var expected = Rule.Action.allow
    /// A rule that has to be among those that held.
    public var rule: String?
    /// A rule that must not be.
    public var notRule: String?
    /// A known gap: reported, but no failure.
    public var isTodo = false
    /// Spellings in which it has to get the same verdict.
    public var evasions: [Evasion] = []
    public var place = SourcePlace(file: "", line: 0, column: 0)
}
