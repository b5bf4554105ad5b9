internal import TextMatching

extension PolicyLinter {
    private static let mostSamples = 24

    mutating func lintPatterns() {
        lintShadowedPatterns()
        lintOrdinaryWords()
    }

    /// Texts a pattern stands for; nil when there are too many to try.
    private static func samples(_ pattern: String) -> [String]? {
        guard let sequences = (try? Pattern.parse(pattern))?.sequences, sequences.count <= mostSamples else {
            return nil
        }
        return sequences.flatMap { sequence -> [String] in
            func text(_ stemEnd: String) -> String {
                sequence.map { element in
                    switch element {
                    case .word(let word): word
                    case .stem(let stem): stem + stemEnd
                    case .ending(let ending): stemEnd + ending
                    case .numberBelow(let limit): "\(limit - 1)"
                    case .gap(let least, _): Array(repeating: "qx", count: least).joined(separator: " ")
                    }
                }.filter { !$0.isEmpty }.joined(separator: " ")
            }
            let isOpen = sequence.contains {
                if case .stem = $0 { true } else if case .ending = $0 { true } else { false }
            }
            return isOpen ? [text(""), text("qx")] : [text("")]
        }
    }

    /// Patterns whose every text is found by another pattern of the same list.
    private mutating func lintShadowedPatterns() {
        let places = policy.patternPlaces
        var shadowedBy: [Int32: Set<Int32>] = [:]
        for (number, at) in places.enumerated() {
            guard let samples = Self.samples(pack.lists[at.list].patterns[at.pattern].text), !samples.isEmpty else {
                continue
            }
            var others: Set<Int32>?
            for sample in samples where others?.isEmpty != true {
                let hits = policy.patternHits(in: sample).filter { $0.revelation.isEmpty }
                let found = Set(
                    hits.map(\.pattern).filter { other in
                        Int(other) < places.count && other != number && places[Int(other)].list == at.list
                    })
                others = others.map { $0.intersection(found) } ?? found
            }
            guard let others, !others.isEmpty else { continue }
            shadowedBy[Int32(number)] = others
        }
        for (number, others) in shadowedBy {
            // Of patterns that stand for the same, the first stays.
            guard let other = others.sorted().first(where: { shadowedBy[$0]?.contains(number) != true || $0 < number })
            else { continue }
            let at = places[Int(number)]
            let list = pack.lists[at.list]
            let mine = list.patterns[at.pattern]
            let theirs = list.patterns[places[Int(other)].pattern]
            guard mine.text != theirs.text else { continue }
            add(
                .patternShadowed, .note, "\"\(mine.text)\" finds nothing that \"\(theirs.text)\" does not find already",
                "remove it", mine.place)
        }
    }

    private static let endings: Set<String> = [
        "s", "es", "d", "ed", "ing", "er", "ers", "ly", "y", "ion", "ions", "ation", "ations", "or", "ors", "ness",
        "able",
        "ism", "ist", "ists", "ally", "al", "ing", "ings", "e", "en", "t",
    ]

    /// Words of the dictionary that a stem, an ending or a slip finds, and that are no forms of the pattern.
    private mutating func lintOrdinaryWords() {
        let places = policy.patternPlaces
        var found: [Int32: [String]] = [:]
        for word in dictionary {
            let hits = policy.patternHits(in: word)
            for hit in Set(hits.filter { Int($0.pattern) < places.count }.map(\.pattern)) {
                let at = places[Int(hit)]
                let text = pack.lists[at.list].patterns[at.pattern].text
                let isSlip = hits.contains { $0.pattern == hit && $0.revelation.contains(.typo) }
                guard isSlip || (text.contains("*") && !Self.isForm(word, of: text)) else { continue }
                found[hit, default: []].append(word)
            }
        }
        for (number, words) in found {
            let at = places[Int(number)]
            let pattern = pack.lists[at.list].patterns[at.pattern]
            let shown = words.prefix(8).joined(separator: ", ") + (words.count > 8 ? ", …" : "")
            add(
                .patternOrdinary, .note, "\"\(pattern.text)\" also finds \(words.count) other words: \(shown)",
                "write the forms out, or list words that are no slips under ordinary:", pattern.place)
        }
    }

    /// Whether a word is one of a pattern's stems with a common ending.
    private static func isForm(_ word: String, of pattern: String) -> Bool {
        let stems = pattern.split { !$0.isLetter }
        return stems.contains {
            word.hasPrefix($0) && (word == $0 || endings.contains(String(word.dropFirst($0.count))))
        }
    }
}
