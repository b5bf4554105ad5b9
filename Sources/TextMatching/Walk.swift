/// Follows the tree of patterns from every position of a text.
struct Walk: ~Copyable {
    struct State {
        let node: Int32
        let at: Int32
        let revelation: Revelation
    }

    private let tables: LexiconTables
    private let tokens: UnsafeBufferPointer<NormalizedText.Token>
    private let words: UnsafeBufferPointer<Range<Int>>
    private let found: Steps
    private var states: [State] = []
    private var hits: [Hit] = []
    private var budget: Int
    private var isCut = false

    /// What was read from the text: see ``StepBuffers``.
    struct Steps {
        let steps: UnsafeBufferPointer<Step>
        let starts: UnsafeBufferPointer<Int32>
        let ordinals: UnsafeBufferPointer<Int32>
        let inner: UnsafeBufferPointer<(steps: Range<Int32>, position: Int32)>
        let innerSteps: UnsafeBufferPointer<Step>
    }

    /// The buffers of the text must outlive it; those of the scan are lent to it until ``giveBack(_:)``.
    init(
        _ tables: LexiconTables, _ tokens: UnsafeBufferPointer<NormalizedText.Token>,
        _ words: UnsafeBufferPointer<Range<Int>>, _ found: Steps, _ buffers: inout WalkBuffers
    ) {
        self.tables = tables
        self.tokens = tokens
        self.words = words
        self.found = found
        budget = Scanner.maximumStates + tokens.count * Scanner.maximumStatesPerWord
        swap(&states, &buffers.states)
        swap(&hits, &buffers.hits)
        hits.removeAll(keepingCapacity: true)
    }

    mutating func giveBack(_ buffers: inout WalkBuffers) {
        swap(&states, &buffers.states)
        swap(&hits, &buffers.hits)
        buffers.isCut = isCut
    }

    mutating func run() {
        for start in tokens.indices {
            let (from, to) = (Int(found.starts[start]), Int(found.starts[start + 1]))
            guard from < to else { continue }
            states.removeAll(keepingCapacity: true)
            for place in from..<to {
                let step = found.steps[place]
                let node = tables.tree.roots[Int(step.symbol)]
                if node != 0 { push(node, step.next, step.revelation) }
            }
            if !states.isEmpty { follow(from: start) }
        }
    }

    private mutating func push(_ node: Int32, _ at: Int32, _ revelation: Revelation) {
        for state in states where state.node == node && state.at == at { return }
        guard states.count < Scanner.maximumStates, budget > 0 else {
            isCut = true
            return
        }
        budget -= 1
        states.append(State(node: node, at: at, revelation: revelation))
    }

    private mutating func follow(from start: Int) {
        let firstHit = hits.count
        var done = 0
        while done < states.count {
            let state = states[done]
            done += 1
            let node = tables.tree.node(state.node)
            // Inside of a word, the word is where a hit ends and where a gap begins.
            let inner = Int(state.at) - tokens.count - 1
            let after = inner < 0 ? state.at : found.inner[inner].position + 1
            if node.end != -1 { hit(node.end, start..<Int(after), state.revelation, since: firstHit) }
            var link = node.gap
            while link >= 0 {
                let gap = tables.tree.gaps[Int(link)]
                link = gap.link
                guard Int(after) < tokens.count else { continue }
                let first = found.ordinals[Int(after)]
                var at = Int(after)
                while at < tokens.count, found.ordinals[at] - first <= gap.most {
                    if found.ordinals[at] - first >= gap.least { push(gap.node, Int32(at), state.revelation) }
                    at += 1
                }
            }
            if inner >= 0 {
                let range = found.inner[inner].steps
                for place in Int(range.lowerBound)..<Int(range.upperBound) {
                    step(found.innerSteps[place], node, state)
                }
            } else if Int(state.at) < tokens.count {
                let (from, to) = (Int(found.starts[Int(state.at)]), Int(found.starts[Int(state.at) + 1]))
                if node.mask != 0 { for place in from..<to { step(found.steps[place], node, state) } }
                if tokens[Int(state.at)].marks.contains(.transparent) {
                    push(state.node, state.at + 1, state.revelation.union(.promptSyntax))
                }
            }
        }
    }

    @inline(__always) private mutating func step(_ step: Step, _ from: PatternTree.Node, _ state: State) {
        let node = tables.tree.child(from, state.node, step.symbol)
        if node != 0 { push(node, step.next, state.revelation.union(step.revelation)) }
    }

    /// - Parameter end: see ``PatternTree/Node/end``.
    private mutating func hit(_ end: Int32, _ range: Range<Int>, _ revelation: Revelation, since firstHit: Int) {
        guard end >= 0 else { return add(-2 - end, range, revelation, since: firstHit) }
        var link = end
        while link >= 0 {
            let end = tables.tree.ends[Int(link)]
            link = end.link
            add(end.pattern, range, revelation, since: firstHit)
        }
    }

    private mutating func add(
        _ pattern: Int32, _ range: Range<Int>, _ revelation: Revelation, since firstHit: Int
    ) {
        if hits.count > firstHit, hits[firstHit...].contains(where: { $0.pattern == pattern && $0.words == range }) {
            return
        }
        guard hits.count < Scanner.maximumHits else {
            isCut = true
            return
        }
        let bytes = words[range.lowerBound].lowerBound..<words[range.upperBound - 1].upperBound
        let counted = Int(found.ordinals[range.lowerBound])..<Int(found.ordinals[range.upperBound - 1]) + 1
        hits.append(Hit(pattern: pattern, words: range, counted: counted, bytes: bytes, revelation: revelation))
    }
}
