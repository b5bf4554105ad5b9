/// What is found on the way from a text to hits, kept so that its memory serves for the next text, too.
public struct ScanBuffers: ~Copyable, Sendable {
    var steps = StepBuffers()
    var walk = WalkBuffers()

    /// What was found last.
    public var hits: [Hit] { walk.hits }
    /// Whether there was more than could be kept or tried.
    public var isCut: Bool { walk.isCut }

    /// The words of the text counted so that letters set apart, or pieces of a word, are one word together.
    public var ordinals: [Int32] { steps.ordinals }

    public init() {}
}

/// What following the tree of patterns needs and finds.
struct WalkBuffers: ~Copyable, Sendable {
    var states: [Walk.State] = []
    var hits: [Hit] = []
    var isCut = false
}

/// Which symbols can be read from each position.
///
/// Behind the positions of the text and its end are those inside of words: what follows the digits of `12yo`.
struct StepBuffers: ~Copyable, Sendable {
    /// By word: what the dictionary says of it as it reads first.
    var words: [Int64] = []
    var steps: [Step] = []
    /// Where the steps of each position begin; one more than there are positions.
    var starts: [Int32] = []
    /// The positions inside of words: their steps, and the word.
    var inner: [(steps: Range<Int32>, position: Int32)] = []
    var innerSteps: [Step] = []

    /// The words counted so that letters set apart, or pieces, are one word together.
    var ordinals: [Int32] = []
    /// Steps that were found only behind their position, by that.
    var late: [(position: Int, step: Step)] = []

    /// The hashes of the beginnings and of the endings of the word that is looked up.
    var prefixes: [UInt64]
    var suffixes: [UInt64]
    /// Words it may be a slip of, and what that costs.
    var candidates: [(word: Int32, cost: Int32)] = []
    /// For words written together: the least cost to get behind each letter, and where the last word began.
    var pieces: [(cost: Int32, from: Int32)]
    /// For letters set apart: the least cost to get behind each, where the last word began, and which word it is.
    var costs: [Int32] = []
    var origins: [Int32] = []
    /// By position: where the word ends that begins there in the best division, or 0.
    var wordEnds: [Int32] = []

    init() {
        let count = Normalizer.longestWord + 1
        prefixes = [UInt64](repeating: 0, count: count)
        suffixes = [UInt64](repeating: 0, count: count)
        pieces = [(cost: Int32, from: Int32)](repeating: (0, 0), count: count)
    }

    /// Without memory of its own: stands in while the buffers are used elsewhere.
    init(lent: Void) { (prefixes, suffixes, pieces) = ([], [], []) }

    func withSteps(_ body: (Walk.Steps) -> Void) {
        steps.withUnsafeBufferPointer { steps in
            starts.withUnsafeBufferPointer { starts in
                ordinals.withUnsafeBufferPointer { ordinals in
                    inner.withUnsafeBufferPointer { inner in
                        innerSteps.withUnsafeBufferPointer { innerSteps in
                            body(
                                Walk.Steps(
                                    steps: steps, starts: starts, ordinals: ordinals, inner: inner,
                                    innerSteps: innerSteps))
                        }
                    }
                }
            }
        }
    }

    mutating func clear() {
        steps.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ordinals.removeAll(keepingCapacity: true)
        inner.removeAll(keepingCapacity: true)
        innerSteps.removeAll(keepingCapacity: true)
        late.removeAll(keepingCapacity: true)
    }
}
