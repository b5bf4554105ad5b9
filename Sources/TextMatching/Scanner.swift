/// Finds the patterns of a lexicon in texts.
public struct Scanner: Sendable {
    private let lexicon: Lexicon
    /// More hits than this are not kept.
    public static let maximumHits = 20_000
    private static let maximumStates = 64

    public init(_ lexicon: Lexicon) { self.lexicon = lexicon }

    /// One way on from a position: what the text has there, and where it leads.
    private struct Step {
        let symbol: Int32
        let next: Int
        let revelation: Revelation
    }

    private struct State {
        let node: Int32
        let at: Int
        let revelation: Revelation
    }

    /// All hits, by where they start; and whether there were more than can be kept.
    public func scan(_ text: NormalizedText) -> (hits: [Hit], isCut: Bool) {
        var hits: [Hit] = []
        var isCut = text.isCut
        let steps = (0..<text.words.count).map { self.steps(text, $0) }
        for start in steps.indices where !steps[start].isEmpty {
            var states = [State(node: 0, at: start, revelation: [])]
            var done = 0
            while done < states.count {
                let state = states[done]
                done += 1
                let node = lexicon.nodes[Int(state.node)]
                for pattern in node.patterns {
                    guard hits.count < Self.maximumHits else {
                        isCut = true
                        break
                    }
                    let bytes = text.words[start].lowerBound..<text.words[state.at - 1].upperBound
                    hits.append(
                        Hit(pattern: pattern, words: start..<state.at, bytes: bytes, revelation: state.revelation))
                }
                guard states.count < Self.maximumStates else { continue }
                for gap in node.gaps {
                    for length in gap.least...gap.most where state.at + length < text.words.count {
                        states.append(
                            State(node: gap.node, at: state.at + length, revelation: state.revelation))
                    }
                }
                guard state.at < steps.count else { continue }
                for step in steps[state.at] {
                    if let next = lexicon.edges[Lexicon.edge(state.node, step.symbol)] {
                        states.append(
                            State(
                                node: next, at: step.next, revelation: state.revelation.union(step.revelation)))
                    }
                }
            }
        }
        return (hits, isCut)
    }

    private func steps(_ text: NormalizedText, _ position: Int) -> [Step] {
        var steps: [Step] = []
        for reading in text.readings[position] {
            let units = reading.units
            var hash = WordHash.seed
            var exact = false
            let isStarred = units.contains(42)
            for (index, unit) in units.enumerated() {
                hash = WordHash.adding(unit, to: hash)
                let length = min(index + 1, 63)
                if lexicon.stemLengths >> UInt64(length) & 1 == 1, let symbol = lexicon.stems[hash] {
                    steps.append(Step(symbol: symbol, next: reading.next, revelation: reading.revelation))
                }
            }
            if let symbol = lexicon.words[hash] {
                steps.append(Step(symbol: symbol, next: reading.next, revelation: reading.revelation))
                exact = true
            }
            // dog's is dog.
            if units.count > 2, units[units.count - 1] == 115, units[units.count - 2] == 39,
                let symbol = lexicon.words[WordHash.of(units.dropLast(2))]
            {
                steps.append(Step(symbol: symbol, next: reading.next, revelation: reading.revelation))
            }
            if !lexicon.endings.isEmpty {
                var backwards = WordHash.seed
                for unit in units.reversed() {
                    backwards = WordHash.adding(unit, to: backwards)
                    if let symbol = lexicon.endings[backwards] {
                        steps.append(Step(symbol: symbol, next: reading.next, revelation: reading.revelation))
                    }
                }
            }
            if isStarred {
                starred(reading, into: &steps)
            } else if !exact, units.count >= Lexicon.shortestTypo - 1, lexicon.ordinary[hash] == nil {
                slips(reading, into: &steps)
            }
        }
        if let number = text.numbers[position] {
            for (limit, symbol) in lexicon.limits where number < limit {
                steps.append(Step(symbol: symbol, next: position + 1, revelation: []))
            }
        }
        return steps
    }

    /// One letter too few, too many, exchanged with its neighbour, or another.
    private func slips(_ reading: NormalizedText.Reading, into steps: inout [Step]) {
        let units = reading.units
        guard units.count <= 32, !lexicon.shortened.isEmpty else { return }
        func add(_ symbol: Int32) {
            steps.append(
                Step(symbol: symbol, next: reading.next, revelation: reading.revelation.union(.typo)))
        }
        if let list = lexicon.shortened[WordHash.of(units)] {
            for symbol in lexicon.shortenedSymbols[Int(list)] { add(symbol) }
        }
        guard units.count >= Lexicon.shortestTypo else { return }
        var prefix = WordHash.seed
        for k in units.indices {
            var hash = prefix
            for unit in units[(k + 1)...] { hash = WordHash.adding(unit, to: hash) }
            prefix = WordHash.adding(units[k], to: prefix)
            if let symbol = lexicon.words[hash], lexicon.spellings[symbol] != nil { add(symbol) }
            guard let list = lexicon.shortened[hash] else { continue }
            for symbol in lexicon.shortenedSymbols[Int(list)] {
                guard let spelling = lexicon.spellings[symbol], spelling.count == units.count else { continue }
                // Other letters at two places that are each other's, or one other vowel: anything else is another word.
                let different = units.indices.filter { units[$0] != spelling[$0] }
                if different.count == 2, different[1] == different[0] + 1,
                    units[different[0]] == spelling[different[1]],
                    units[different[1]] == spelling[different[0]]
                {
                    add(symbol)
                }
            }
        }
    }

    /// Stars stand for one letter each.
    private func starred(_ reading: NormalizedText.Reading, into steps: inout [Step]) {
        let stars = reading.units.filter { $0 == 42 }.count
        guard stars <= 2, reading.units.count - stars >= 2, reading.units.count <= 32 else { return }
        var forms = [reading.units]
        for _ in 0..<stars {
            forms = forms.flatMap { form -> [[UInt32]] in
                guard let at = form.firstIndex(of: 42) else { return [form] }
                return (UInt32(97)...122).map { letter in
                    var filled = form
                    filled[at] = letter
                    return filled
                }
            }
        }
        for form in forms {
            if let symbol = lexicon.words[WordHash.of(form)] {
                steps.append(
                    Step(symbol: symbol, next: reading.next, revelation: reading.revelation.union(.starred)))
            }
            var hash = WordHash.seed
            for unit in form {
                hash = WordHash.adding(unit, to: hash)
                if let symbol = lexicon.stems[hash] {
                    steps.append(
                        Step(symbol: symbol, next: reading.next, revelation: reading.revelation.union(.starred)))
                }
            }
        }
    }
}
