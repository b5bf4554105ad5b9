internal import Bytes

/// The tree of patterns, laid out for following it: the children of a node are one behind the other, in the order of their symbols.
struct PatternTree {
    struct Node: Sendable {
        /// The pattern that ends here, as -2 less its number; the first of several patterns in ``View/ends``; or -1.
        let end: Int32
        /// The first gap, or -1.
        let gap: Int32
        /// Its first child; the first child of the next node is behind its last. What a gap leads to lies there as well, by symbol 0.
        let first: Int32
        /// The children's symbols in 32 bits: most of what is asked for is not there.
        var mask: UInt32
    }

    private var nodes: [Node] = []
    /// By node: the symbol that leads to it.
    private var symbols: [Int32] = []
    /// By symbol: where it leads to from the root; 0 for nowhere.
    private var roots: [Int32] = []
    private var gaps: [Lexicon.Gap] = []
    private var ends: [Lexicon.End] = []

    @inline(__always) static func bit(_ symbol: Int32) -> UInt32 {
        1 << ((UInt32(bitPattern: symbol) &* 0x9E37_79B1) >> 27)
    }

    init(_ lexicon: borrowing Lexicon) {
        self.init(lexicon.nodes, roots: lexicon.rootEdges, gaps: lexicon.gaps, ends: lexicon.ends)
    }

    private init(_ source: [Lexicon.Node], roots: [Int32], gaps: [Lexicon.Gap], ends: [Lexicon.End]) {
        let count = source.count
        // The children of each node, by counting.
        var starts = [Int32](repeating: 0, count: count + 1)
        for node in source.dropFirst() { starts[Int(node.parent) + 1] += 1 }
        for node in 0..<count { starts[node + 1] += starts[node] }
        var next = starts
        var children = [Int32](repeating: 0, count: max(count - 1, 0))
        for (number, node) in source.enumerated().dropFirst() {
            children[Int(next[Int(node.parent)])] = Int32(number)
            next[Int(node.parent)] += 1
        }
        // Level by level, so that the children of a node get numbers that follow each other.
        var order: [Int32] = [0]
        var number = [Int32](repeating: 0, count: count)
        order.reserveCapacity(count)
        nodes.reserveCapacity(count + 1)
        symbols.reserveCapacity(count)
        var done = 0
        while done < order.count {
            let node = source[Int(order[done])]
            let range = Int(starts[Int(order[done])])..<Int(starts[Int(order[done]) + 1])
            if range.count > 1 { children[range].sort { source[Int($0)].symbol < source[Int($1)].symbol } }
            var mask: UInt32 = 0
            let first = Int32(order.count)
            for child in children[range] {
                number[Int(child)] = Int32(order.count)
                order.append(child)
                if source[Int(child)].symbol != 0 { mask |= Self.bit(source[Int(child)].symbol) }
            }
            nodes.append(Node(end: end(node, ends), gap: node.gap, first: first, mask: mask))
            symbols.append(node.symbol)
            done += 1
        }
        nodes.append(Node(end: -1, gap: -1, first: Int32(order.count), mask: 0))
        self.roots = roots.map { number[Int($0)] }
        self.gaps = gaps.map { gap in
            Lexicon.Gap(least: gap.least, most: gap.most, node: number[Int(gap.node)], link: gap.link)
        }
    }

    /// What stands in a node for the patterns that end there. Most have one.
    private mutating func end(_ node: Lexicon.Node, _ all: [Lexicon.End]) -> Int32 {
        guard node.end >= 0 else { return -1 }
        let first = all[Int(node.end)]
        guard first.link >= 0 else { return -2 - first.pattern }
        var link = node.end
        var before: Int32 = -1
        while link >= 0 {
            ends.append(Lexicon.End(pattern: all[Int(link)].pattern, link: before))
            before = Int32(ends.count - 1)
            link = all[Int(link)].link
        }
        return before
    }

    func write(to writer: inout TableWriter) {
        writer.add(nodes)
        writer.add(symbols)
        writer.add(roots)
        writer.add(gaps)
        writer.add(ends)
    }

    /// Such a tree in memory that somebody else keeps.
    struct View: @unchecked Sendable {
        private let nodes: UnsafeBufferPointer<Node>
        private let symbols: UnsafeBufferPointer<Int32>
        let roots: UnsafeBufferPointer<Int32>
        let gaps: UnsafeBufferPointer<Lexicon.Gap>
        /// Of nodes where several patterns end, linked.
        let ends: UnsafeBufferPointer<Lexicon.End>

        init(_ reader: inout TableReader, symbols count: Int) throws(SignetError) {
            nodes = try reader.next()
            symbols = try reader.next()
            roots = try reader.next()
            gaps = try reader.next()
            ends = try reader.next()
            guard roots.count == count else {
                throw SignetError("tables.lexicon", .badData, "the patterns do not fit together")
            }
        }

        @inline(__always) func node(_ number: Int32) -> Node { nodes[Int(number)] }

        /// Where a symbol leads from a node; 0 for nowhere.
        @inline(__always) func child(_ node: Node, _ number: Int32, _ symbol: Int32) -> Int32 {
            guard node.mask & PatternTree.bit(symbol) != 0 else { return 0 }
            return search(Int(node.first), Int(nodes[Int(number) + 1].first), symbol)
        }

        private func search(_ first: Int, _ end: Int, _ symbol: Int32) -> Int32 {
            var (low, high) = (first, end)
            while low < high {
                let middle = (low &+ high) / 2
                if symbols[middle] < symbol { low = middle &+ 1 } else { high = middle }
            }
            return low < end && symbols[low] == symbol ? Int32(truncatingIfNeeded: low) : 0
        }

        /// The highest number of a pattern, and -1 when there is none.
        var highestPattern: Int32 {
            nodes.reduce(ends.reduce(-1) { max($0, $1.pattern) }) { max($0, $1.end < -1 ? -2 - $1.end : -1) }
        }

        /// Whether every number that is followed leads to something.
        var isSound: Bool {
            guard let last = nodes.last, symbols.count == nodes.count - 1, Int(last.first) == symbols.count else {
                return false
            }
            var highest = (end: Int32(-1), gap: Int32(-1))
            var isRising = nodes[0].first >= 0
            var before = nodes[0].first
            for node in nodes {
                highest = (max(highest.end, node.end), max(highest.gap, node.gap))
                isRising = isRising && before <= node.first
                before = node.first
            }
            return isRising && Int(highest.end) < ends.count && Int(highest.gap) < gaps.count
                && IndexCheck.isBelow(roots, symbols.count)
                // Links lead to what was there before, so that following them ends.
                && ends.indices.allSatisfy { ends[$0].link < $0 && ends[$0].pattern >= 0 }
                && gaps.indices.allSatisfy { place in
                    let gap = gaps[place]
                    return gap.link < place && gap.node >= 0 && Int(gap.node) < symbols.count && gap.least >= 0
                        && gap.least <= gap.most && gap.most <= 64
                }
        }
    }
}
