/// Many patterns, made ready for one pass over a text: a dictionary of words, stems and endings, and a tree of their sequences.
/// Nothing in it can backtrack without bound: see ``Scanner``.
public struct Lexicon: Sendable {
    /// What a pattern is called by its maker.
    public typealias Identifier = Int32

    /// The patterns that end at a node, linked.
    struct End: Sendable, Equatable {
        let pattern: Identifier
        let link: Int32
    }

    /// A way on from a node over any words, linked.
    struct Gap: Sendable, Equatable {
        let least: Int32
        let most: Int32
        let node: Int32
        let link: Int32
    }

    /// A place of the tree: its first end and its first gap, or -1; the node before it, and the symbol that leads here from there,
    /// which is 0 when a gap does.
    struct Node: Sendable, Equatable {
        var end: Int32 = -1
        var gap: Int32 = -1
        let parent: Int32
        let symbol: Int32
    }

    struct Limit: Sendable, Equatable {
        let below: Int32
        let symbol: Int32
    }

    /// Every word that is known, by its hash: those of patterns and those of the language.
    var words = WordTable()
    /// The units of all words, where those of each begin, what it stands for (or 0), and how common it is.
    var units: [UInt32] = []
    var unitStarts: [Int32] = [0]
    var symbolOfWord: [Int32] = []
    var classOfWord: [Vocabulary.Class] = []
    // Other symbols of the tree. Symbol 0 is none.
    var stems = WordTable()
    /// By the hash of their units from the last to the first.
    var endings = WordTable()
    /// Bit n is set when there is a stem, or an ending, of n units.
    var stemLengths: UInt64 = 0
    var endingLengths: UInt64 = 0
    /// Which symbols are also found when a word is misspelled.
    var hasSlips: [Bool] = [false]
    /// Patterns from which nothing follows alone.
    var undeciding: Set<Identifier> = []
    var limits: [Limit] = []
    /// Where each symbol leads from the root; 0 for nowhere.
    var rootEdges: [Int32] = [0]
    var edges = WordTable()
    var nodes: [Node] = [Node(parent: 0, symbol: 0)]
    var ends: [End] = []
    var gaps: [Gap] = []

    /// With the words of the language, and no pattern.
    public init() { self = Self.language }

    init(empty: Void) {}

    /// The fewest letters a word needs for its slips to be recognised.
    static let shortestTypo = 4

    @inline(__always) static func edge(_ node: Int32, _ symbol: Int32) -> UInt64 {
        // Spread over both halves, because the table takes its keys as they are.
        let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: symbol))
        let mixed = key &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 32
    }

    private mutating func newSymbol() -> Int32 {
        hasSlips.append(false)
        rootEdges.append(0)
        return Int32(rootEdges.count - 1)
    }

    /// The number of a word, new or known.
    mutating func word(_ letters: [UInt32]) -> Int {
        let hash = WordHash.of(letters)
        if let known = words[hash] { return Int(known) }
        words[hash] = Int32(symbolOfWord.count)
        units.append(contentsOf: letters)
        unitStarts.append(Int32(units.count))
        symbolOfWord.append(0)
        classOfWord.append(.listed)
        return symbolOfWord.count - 1
    }

    private mutating func symbol(_ element: Pattern.Element, typos: Bool) -> Int32? {
        switch element {
        case .word(let word):
            let units = Normalizer.folded(word)
            let place = self.word(units)
            if symbolOfWord[place] == 0 { symbolOfWord[place] = newSymbol() }
            let symbol = symbolOfWord[place]
            if typos, units.count >= Self.shortestTypo { hasSlips[Int(symbol)] = true }
            return symbol
        case .stem(let stem):
            let units = Normalizer.folded(stem)
            guard units.count < 64 else { return nil }
            let hash = WordHash.of(units)
            let symbol = stems[hash] ?? newSymbol()
            stems[hash] = symbol
            if typos, units.count >= Self.shortestTypo { hasSlips[Int(symbol)] = true }
            stemLengths |= 1 << UInt64(units.count)
            return symbol
        case .ending(let ending):
            let units = Normalizer.folded(ending)
            guard units.count < 64 else { return nil }
            let hash = WordHash.of(units.reversed())
            let symbol = endings[hash] ?? newSymbol()
            endings[hash] = symbol
            endingLengths |= 1 << UInt64(units.count)
            return symbol
        case .numberBelow(let limit):
            let below = Int32(clamping: limit)
            if let known = limits.first(where: { $0.below == below }) { return known.symbol }
            let symbol = newSymbol()
            limits.append(Limit(below: below, symbol: symbol))
            return symbol
        case .gap: return nil
        }
    }

    /// Adds a pattern.
    ///
    /// - Parameters:
    ///   - typos: whether words of four letters and more are also found when they are misspelled.
    ///   - decides: whether something follows from the pattern alone. When other patterns have to be there as well, less likely
    ///     readings of misspelled words are found, too.
    public mutating func add(
        _ pattern: Pattern, as identifier: Identifier, typos: Bool = true, decides: Bool = true
    ) {
        if !decides { undeciding.insert(identifier) }
        for sequence in pattern.sequences { add(sequence, identifier, typos: typos) }
    }

    private mutating func add(_ sequence: [Pattern.Element], _ identifier: Identifier, typos: Bool) {
        if sequence.count > 1 {
            var pieces: [Pattern.Element] = []
            for element in sequence {
                // Korean words are compared with and without the spaces between them.
                if case .word(let word) = element, Self.isHangul(word), case .word(let before)? = pieces.last,
                    Self.isHangul(before)
                {
                    pieces[pieces.count - 1] = .word(before + word)
                } else if case .stem(let word) = element, Self.isHangul(word), case .word(let before)? = pieces.last,
                    Self.isHangul(before)
                {
                    pieces[pieces.count - 1] = .stem(before + word)
                } else {
                    pieces.append(element)
                }
            }
            if pieces.count < sequence.count { insert(pieces, identifier, typos: typos) }
        }
        insert(sequence, identifier, typos: typos)
    }

    private mutating func insert(_ sequence: [Pattern.Element], _ identifier: Identifier, typos: Bool) {
        var node: Int32 = 0
        for element in sequence {
            if case .gap(let least, let most) = element {
                node = gap(from: node, least: Int32(clamping: least), most: Int32(clamping: most))
            } else if let symbol = symbol(element, typos: typos) {
                node = child(of: node, symbol)
            } else {
                return
            }
        }
        var end = nodes[Int(node)].end
        while end >= 0 {
            if ends[Int(end)].pattern == identifier { return }
            end = ends[Int(end)].link
        }
        guard node != 0 else { return }
        ends.append(End(pattern: identifier, link: nodes[Int(node)].end))
        nodes[Int(node)].end = Int32(ends.count - 1)
    }

    /// About how often texts have something of a pattern that was added, in numbers that only compare: of each of its sequences, the
    /// rarest word decides.
    public func frequency(of pattern: Pattern) -> Double {
        func frequency(_ element: Pattern.Element) -> Double {
            guard case .word(let text) = element, let place = words[WordHash.of(Normalizer.folded(text))] else {
                return 8
            }
            return switch classOfWord[Int(place)] {
            case .core: 64
            case .common: 16
            case .known: 4
            case .rare, .listed: 1
            }
        }
        return pattern.sequences.reduce(0) { $0 + ($1.map(frequency).min() ?? 8) }
    }

    private mutating func newNode(_ parent: Int32, _ symbol: Int32) -> Int32 {
        nodes.append(Node(parent: parent, symbol: symbol))
        return Int32(nodes.count - 1)
    }

    private mutating func child(of node: Int32, _ symbol: Int32) -> Int32 {
        if node == 0 {
            if rootEdges[Int(symbol)] == 0 { rootEdges[Int(symbol)] = newNode(0, symbol) }
            return rootEdges[Int(symbol)]
        }
        let edge = Self.edge(node, symbol)
        if let known = edges[edge] { return known }
        let new = newNode(node, symbol)
        edges[edge] = new
        return new
    }

    private mutating func gap(from node: Int32, least: Int32, most: Int32) -> Int32 {
        var link = nodes[Int(node)].gap
        while link >= 0 {
            let gap = gaps[Int(link)]
            if gap.least == least, gap.most == most { return gap.node }
            link = gap.link
        }
        let new = newNode(node, 0)
        gaps.append(Gap(least: least, most: most, node: new, link: nodes[Int(node)].gap))
        nodes[Int(node)].gap = Int32(gaps.count - 1)
        return new
    }

    private static func isHangul(_ word: String) -> Bool {
        word.unicodeScalars.allSatisfy { Hangul.isSyllable($0.value) }
    }

    /// Words that are spelled right as they are, and so never slips of a listed word, beside those of the language.
    public mutating func addOrdinary(_ words: some Sequence<some StringProtocol>) {
        for word in words {
            let place = self.word(Normalizer.folded(String(word)))
            if classOfWord[place] == .listed { classOfWord[place] = .rare }
        }
    }
}
