/// Follows the tree of patterns from every position of a text.
struct Walk {
    private struct State {
        let node: Int32
        let at: Int32
        let revelation: Revelation
    }

    private let lexicon: Lexicon
    private let text: NormalizedText
    private let finder: StepFinder
    private var states: [State] = []
    private var budget: Int
    private(set) var hits: [Hit] = []
    private(set) var isCut = false

    init(_ compiled: CompiledLexicon, _ text: NormalizedText, _ finder: StepFinder) {
        lexicon = compiled.lexicon
        self.text = text
        self.finder = finder
        budget = Scanner.maximumStates + text.tokens.count * Scanner.maximumStatesPerWord
    }

    mutating func run() {
        for start in text.tokens.indices {
            let range = Int(finder.starts[start])..<Int(finder.starts[start + 1])
            guard !range.isEmpty else { continue }
            states.removeAll(keepingCapacity: true)
            for place in range {
                let step = finder.steps[place]
                let node = lexicon.rootEdges[Int(step.symbol)]
                if node != 0 { push(node, step.next, step.revelation) }
            }
            guard !states.isEmpty else { continue }
            follow(from: start)
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
            let node = lexicon.nodes[Int(state.node)]
            // Inside of a word, the word is where a hit ends and where a gap begins.
            let inner = Int(state.at) - text.tokens.count - 1
            let after = inner < 0 ? state.at : finder.inner[inner].position + 1
            if node.end >= 0 { hit(node.end, start..<Int(after), state.revelation, since: firstHit) }
            var link = node.gap
            while link >= 0 {
                let gap = lexicon.gaps[Int(link)]
                link = gap.link
                let last = min(after + gap.most, Int32(text.tokens.count) - 1)
                guard after + gap.least <= last else { continue }
                for at in (after + gap.least)...last { push(gap.node, at, state.revelation) }
            }
            if inner >= 0 {
                let range = finder.inner[inner].steps
                for place in Int(range.lowerBound)..<Int(range.upperBound) {
                    step(finder.innerSteps[place], state)
                }
            } else if Int(state.at) < text.tokens.count {
                for place in Int(finder.starts[Int(state.at)])..<Int(finder.starts[Int(state.at) + 1]) {
                    step(finder.steps[place], state)
                }
                if text.tokens[Int(state.at)].marks.contains(.transparent) {
                    push(state.node, state.at + 1, state.revelation.union(.promptSyntax))
                }
            }
        }
    }

    @inline(__always) private mutating func step(_ step: Step, _ state: State) {
        guard let node = lexicon.edges[Lexicon.edge(state.node, step.symbol)] else { return }
        push(node, step.next, state.revelation.union(step.revelation))
    }

    private mutating func hit(_ first: Int32, _ words: Range<Int>, _ revelation: Revelation, since firstHit: Int) {
        var link = first
        while link >= 0 {
            let end = lexicon.ends[Int(link)]
            link = end.link
            if hits.count > firstHit,
                hits[firstHit...].contains(where: { $0.pattern == end.pattern && $0.words == words })
            {
                continue
            }
            guard hits.count < Scanner.maximumHits else {
                isCut = true
                return
            }
            let bytes = text.words[words.lowerBound].lowerBound..<text.words[words.upperBound - 1].upperBound
            hits.append(Hit(pattern: end.pattern, words: words, bytes: bytes, revelation: revelation))
        }
    }
}
