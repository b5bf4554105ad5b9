public import Bytes

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

    private let compiled: CompiledLexicon

    public init(_ lexicon: consuming Lexicon) throws(SignetError) {
        var writer = TableWriter()
        lexicon.write(to: &writer)
        guard let memory = writer.finish(key: []) else {
            throw SignetError("memory.exhausted", .unexpected, "there is no memory for the words")
        }
        var reader = TableReader(memory)
        try self.init(&reader)
    }

    /// Reads what ``Lexicon/write(to:)`` wrote; throws when it is damaged.
    public init(_ reader: inout TableReader) throws(SignetError) { compiled = try CompiledLexicon(&reader) }

    /// The highest identifier of a pattern; -1 when there is none.
    public var highestPattern: Lexicon.Identifier { compiled.tables.highestPattern }

    /// All hits, by where they start; and whether there were more than can be kept, or more to try than is allowed.
    public func scan(_ text: NormalizedText) -> (hits: [Hit], isCut: Bool) {
        var buffers = ScanBuffers()
        scan(text, &buffers)
        return (buffers.hits, buffers.isCut)
    }

    /// The same, into buffers that are used again.
    public func scan(_ text: borrowing NormalizedText, _ buffers: inout ScanBuffers) {
        withExtendedLifetime(compiled) {
            let tables = compiled.tables
            text.units.withUnsafeBufferPointer { units in
                text.tokens.withUnsafeBufferPointer { tokens in
                    text.readings.withUnsafeBufferPointer { readings in
                        text.spacedRuns.withUnsafeBufferPointer { runs in
                            var finder = StepFinder(tables, units, tokens, readings, runs, borrowing: &buffers.steps)
                            finder.find()
                            finder.giveBack(&buffers.steps)
                        }
                    }
                    text.words.withUnsafeBufferPointer { words in
                        buffers.steps.withSteps { steps in
                            var walk = Walk(tables, tokens, words, steps, &buffers.walk)
                            walk.run()
                            walk.giveBack(&buffers.walk)
                        }
                    }
                }
            }
        }
        if text.isCut { buffers.walk.isCut = true }
    }
}

extension Scanner {
    /// Whether the word at a position is one of the more common words of the language.
    public func isCommon(_ text: borrowing NormalizedText, _ position: Int) -> Bool {
        withExtendedLifetime(compiled) {
            let word = compiled.tables.words.find(WordHash.of(text.units(text.tokens[position])))
            return word >= 0
                && compiled.tables.info[Int(word)] & WordInfo.classMask < UInt32(Vocabulary.Class.rare.rawValue)
        }
    }
}
