/// Finds the patterns of a lexicon in texts. Immutable; used by any number of threads at once.
///
/// The work for a text is bounded by its length: each word is looked up as it reads, from each word the tree of patterns is
/// followed through a bounded number of states, and all bounds are reported when they are met.
public struct Scanner: Sendable {
    /// More hits than this are not kept.
    public static let maximumHits = 20_000
    /// Ways that are followed from one word.
    static let maximumStates = 512
    /// Ways that are followed in a text, for each of its words, beyond ``maximumStates``.
    static let maximumStatesPerWord = 64

    let compiled: CompiledLexicon

    public init(_ lexicon: Lexicon) { compiled = CompiledLexicon(lexicon) }

    init(_ compiled: CompiledLexicon) { self.compiled = compiled }

    /// All hits, by where they start; and whether there were more than can be kept, or more to try than is allowed.
    public func scan(_ text: NormalizedText) -> (hits: [Hit], isCut: Bool) {
        var steps = StepFinder(compiled, text)
        steps.find()
        var walk = Walk(compiled, text, steps)
        walk.run()
        return (walk.hits, walk.isCut || text.isCut)
    }
}
