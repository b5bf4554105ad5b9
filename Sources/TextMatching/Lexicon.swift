/// Many patterns, compiled for one pass over a text: a dictionary of words, stems and endings, and a tree of their sequences.
/// Nothing in it can backtrack without bound; what a place of the text can start is limited by the tree's depth.
public struct Lexicon: Sendable {
    /// What a pattern is called by its maker.
    public typealias Identifier = Int32

    struct Node: Sendable {
        var patterns: [Identifier] = []
        var gaps: [(least: Int, most: Int, node: Int32)] = []
    }

    /// What a word of the text can be: symbols of the tree.
    var words = WordTable()
    var stems = WordTable()
    var endings = WordTable()
    /// Words with one letter left out, for those that are long enough to be known without it: lists of symbols.
    var shortened = WordTable()
    var shortenedSymbols: [[Int32]] = []
    /// How each such word is spelled, to be sure.
    var spellings: [Int32: [UInt32]] = [:]
    /// Words of the language that are never slips of others.
    var ordinary = WordTable()
    var limits: [(limit: Int, symbol: Int32)] = []
    var edges = WordTable()
    var nodes: [Node] = [Node()]
    var stemLengths: UInt64 = 0
    private var symbolCount: Int32 = 0

    public init() {}

    /// The fewest letters a word needs for its slips to be recognised.
    static let shortestTypo = 6

    static func edge(_ node: Int32, _ symbol: Int32) -> UInt64 {
        // Spread, because the table takes its keys as they are.
        let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: symbol))
        return key &* 0x9E37_79B9_7F4A_7C15
    }

    private mutating func newSymbol() -> Int32 {
        symbolCount += 1
        return symbolCount
    }

    private mutating func symbol(_ element: Pattern.Element, typos: Bool) -> Int32? {
        switch element {
        case .word(let word):
            let units = word.unicodeScalars.map(\.value)
            let hash = WordHash.of(units)
            let symbol = words[hash] ?? newSymbol()
            words[hash] = symbol
            if typos, units.count >= Self.shortestTypo, spellings[symbol] == nil,
                units.allSatisfy({ (97...122).contains($0) })
            {
                spellings[symbol] = units
                for k in units.indices {
                    var less = units
                    less.remove(at: k)
                    let hash = WordHash.of(less)
                    if let list = shortened[hash] {
                        shortenedSymbols[Int(list)].append(symbol)
                    } else {
                        shortened[hash] = Int32(shortenedSymbols.count)
                        shortenedSymbols.append([symbol])
                    }
                }
            }
            return symbol
        case .stem(let stem):
            let units = stem.unicodeScalars.map(\.value)
            let symbol = stems[WordHash.of(units)] ?? newSymbol()
            stems[WordHash.of(units)] = symbol
            stemLengths |= 1 << UInt64(min(units.count, 63))
            return symbol
        case .ending(let ending):
            let hash = WordHash.of(ending.unicodeScalars.map(\.value).reversed())
            let symbol = endings[hash] ?? newSymbol()
            endings[hash] = symbol
            return symbol
        case .numberBelow(let limit):
            if let known = limits.first(where: { $0.limit == limit }) { return known.symbol }
            let symbol = newSymbol()
            limits.append((limit, symbol))
            return symbol
        case .gap: return nil
        }
    }

    /// Adds a pattern.
    ///
    /// - Parameter typos: whether long words of it are also found with one slip.
    public mutating func add(_ pattern: Pattern, as identifier: Identifier, typos: Bool = true) {
        for sequence in pattern.sequences { add(sequence, identifier, typos: typos) }
    }

    private mutating func add(_ sequence: [Pattern.Element], _ identifier: Identifier, typos: Bool) {
        var node: Int32 = 0
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
        if pieces.count < sequence.count { add(pieces, identifier, typos: typos) }
        for element in sequence {
            if case .gap(let least, let most) = element {
                let target = Int32(nodes.count)
                nodes.append(Node())
                nodes[Int(node)].gaps.append((least, most, target))
                node = target
            } else if let symbol = symbol(element, typos: typos) {
                if let next = edges[Self.edge(node, symbol)] {
                    node = next
                } else {
                    let target = Int32(nodes.count)
                    nodes.append(Node())
                    edges[Self.edge(node, symbol)] = target
                    node = target
                }
            }
        }
        if !nodes[Int(node)].patterns.contains(identifier) { nodes[Int(node)].patterns.append(identifier) }
    }

    private static func isHangul(_ word: String) -> Bool {
        word.unicodeScalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
    }

    /// Words that are spelled right as they are, and so never slips of a listed word.
    public mutating func addOrdinary(_ words: some Sequence<some StringProtocol>) {
        for word in words { ordinary[WordHash.of(word.lowercased())] = 1 }
    }
}
