/// What is found on the way from a text to hits, kept so that its memory serves for the next text, too.
public struct ScanBuffers: Sendable {
    var steps = StepBuffers()
    var states: [Walk.State] = []
    /// What was found last.
    public internal(set) var hits: [Hit] = []
    /// Whether there was more than could be kept or tried.
    public internal(set) var isCut = false

    /// The words of the text counted so that letters set apart, or pieces of a word, are one word together.
    public var ordinals: [Int32] { steps.ordinals }

    public init() {}
}

/// Which symbols can be read from each position.
///
/// Behind the positions of the text and its end are those inside of words: what follows the digits of `12yo`.
struct StepBuffers: Sendable {
    var steps: [Step] = []
    /// Where the steps of each position begin; one more than there are positions.
    var starts: [Int32] = []
    /// The positions inside of words: their steps, and the word.
    var inner: [(steps: Range<Int32>, position: Int32)] = []
    var innerSteps: [Step] = []

    /// The words counted so that letters set apart, or pieces, are one word together.
    var ordinals: [Int32] = []

    /// The hashes of the beginnings and of the endings of the word that is looked up.
    var prefixes = [UInt64](repeating: 0, count: Normalizer.longestWord + 1)
    var suffixes = [UInt64](repeating: 0, count: Normalizer.longestWord + 1)
    /// Words it may be a slip of, and what that costs.
    var candidates: [(word: Int32, cost: Int32)] = []
    /// For letters set apart: the least cost to get behind each, where the last word began, and which word it is.
    var costs: [Int32] = []
    var origins: [Int32] = []
    /// By position: where the word ends that begins there in the best division, or 0.
    var wordEnds: [Int32] = []

    private init(empty: Void) { (prefixes, suffixes) = ([], []) }

    init() {}

    /// Stands in while the buffers are used elsewhere, without memory of its own.
    static let none = StepBuffers(empty: ())

    mutating func clear() {
        steps.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ordinals.removeAll(keepingCapacity: true)
        inner.removeAll(keepingCapacity: true)
        innerSteps.removeAll(keepingCapacity: true)
    }
}
