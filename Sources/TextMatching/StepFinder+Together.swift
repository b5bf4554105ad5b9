/// Words written together, and words with a space or the end of a line inside.
extension StepFinder {
    // MARK: Two pieces of one word

    /// The fewest and the most letters of a word that is looked for in two pieces.
    private static let joinable = 4...20

    /// `vol cano`: a word that nothing is known of may be a piece of one, with the word before or behind it. Whether it is.
    mutating func joined(_ start: Int, _ count: Int, _ position: Int, _ revelation: Revelation) -> Bool {
        guard tokens.indices.contains(position), Int(tokens[position].unitStart) == start else { return false }
        if position < joinedUntil { return true }
        let behind = position + 1
        if let word = word(position, behind) {
            add(word: word, Int32(behind + 1), revelation.union(.split))
            joinedUntil = behind + 1
            return true
        }
        if position > 0, let word = word(position - 1, position) {
            for symbol in tables.steps(of: Int(word)) {
                out.late.append(
                    (position - 1, Step(symbol: symbol, next: Int32(behind), revelation: revelation.union(.split))))
            }
            return true
        }
        return false
    }

    /// The word that two neighbours make together.
    private func word(_ first: Int, _ second: Int) -> Int32? {
        guard tokens.indices.contains(second) else { return nil }
        let (left, right) = (tokens[first], tokens[second])
        let count = Int(left.unitCount + right.unitCount)
        guard Self.joinable.contains(count), left.marks.isDisjoint(with: Self.notPlain), !right.marks.contains(.tight),
            right.marks.isDisjoint(with: Self.notPlain)
        else { return nil }
        var hash = hash(Int(left.unitStart), Int(left.unitCount))
        for k in 0..<Int(right.unitCount) { hash = WordHash.adding(units[Int(right.unitStart) + k], to: hash) }
        let word = tables.words.findRare(hash)
        return word >= 0 ? word : nil
    }

    private static let notPlain: NormalizedText.Marks = [.digit, .symbol, .star, .hangul, .ideographic, .apostrophe]

    // MARK: Several words written together

    /// What a word costs, by its class: those that are rare are no pieces.
    private static let pieceCosts: [Int32] = [10, 12, 16, tooRare, 16]
    private static let tooRare: Int32 = 1 << 16
    private static let mostPieces = 6

    /// `volcanoatdawn`: the likeliest words that make up a word that nothing is known of. Whether there are any.
    mutating func together(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) -> Bool {
        guard count >= 5, count <= Spelling.longest, out.inner.count < 1 << 16 else { return false }
        // One bit for each place that words lead to.
        var reached: UInt64 = 1
        out.pieces[0].cost = 0
        var from = 0
        while from < count {
            defer { from += 1 }
            guard reached >> UInt64(from) & 1 == 1 else { continue }
            var hash = WordHash.seed
            let soFar = out.pieces[from].cost
            for end in (from + 1)...count {
                let unit = units[start + end - 1]
                guard unit >= 97, unit <= 122 else { return false }
                hash = WordHash.adding(unit, to: hash)
                // Of one letter and of two, only the most common words; what is left has to be a word, too.
                if end - from == 1 && unit != 97 && unit != 105 || count - end == 1 { continue }
                let word = tables.words.findRare(hash)
                guard word >= 0 else { continue }
                let kind = Int(tables.info[Int(word)] & WordInfo.classMask)
                guard end - from > 2 || kind == 0 else { continue }
                let cost = soFar + Self.pieceCosts[min(kind, Self.pieceCosts.count - 1)] + (end - from < 3 ? 4 : 0)
                guard cost < Self.tooRare, reached >> UInt64(end) & 1 == 0 || cost < out.pieces[end].cost else {
                    continue
                }
                reached |= 1 << UInt64(end)
                out.pieces[end] = (cost, Int32(from))
            }
        }
        guard reached >> UInt64(count) & 1 == 1 else { return false }
        return addPieces(start, count, next, revelation.union(.split))
    }

    private mutating func addPieces(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) -> Bool {
        var pieces = 0
        var longest = 0
        var hasSteps = false
        var end = count
        while end > 0 {
            let from = Int(out.pieces[end].from)
            longest = max(longest, end - from)
            let word = tables.words.find(hash(start + from, end - from))
            if word >= 0 { hasSteps = hasSteps || tables.info[Int(word)] & WordInfo.hasSteps != 0 }
            pieces += 1
            end = from
        }
        // Many short pieces are chance: re, slut, ion.
        guard pieces == 2 || longest >= 5, pieces >= 2, pieces <= Self.mostPieces, count >= pieces * 3 else {
            return false
        }
        guard hasSteps else { return true }
        // From the last to the first: behind each but the last is a place inside of the word.
        var to = next
        end = count
        while end > 0 {
            let from = Int(out.pieces[end].from)
            let word = tables.words.find(hash(start + from, end - from))
            let first = Int32(out.innerSteps.count)
            if word >= 0 {
                for symbol in tables.steps(of: Int(word)) {
                    add(symbol, to, revelation)
                    if from > 0 { out.innerSteps.append(Step(symbol: symbol, next: to, revelation: revelation)) }
                }
            }
            if from > 0 {
                to = Int32(tokens.count + 1 + out.inner.count)
                out.inner.append((first..<Int32(out.innerSteps.count), next - 1))
            }
            end = from
        }
        return true
    }
}

extension StepBuffers {
    /// Puts steps that were found behind their position where they belong.
    mutating func addLate() {
        let before = steps
        let places = starts
        steps.removeAll(keepingCapacity: true)
        var at = 0
        for position in 0..<max(places.count - 1, 0) {
            starts[position] = Int32(truncatingIfNeeded: steps.count)
            steps.append(contentsOf: before[Int(places[position])..<Int(places[position + 1])])
            while at < late.count, late[at].position <= position {
                if late[at].position == position { steps.append(late[at].step) }
                at += 1
            }
        }
        starts[places.count - 1] = Int32(truncatingIfNeeded: steps.count)
    }
}
