/// Looks up the words of a text: which symbols of the lexicon can be read from each position.
///
/// Behind the positions of the text and its end are those inside of words: what follows the digits of `12yo`.
struct StepFinder {
    private let lexicon: Lexicon
    private let slips: SlipIndex
    private let text: NormalizedText
    private(set) var steps: [Step] = []
    /// Where the steps of each position begin; one more than there are positions.
    private(set) var starts: [Int32] = []
    /// The positions inside of words: their steps, and the word.
    private(set) var inner: [(steps: Range<Int32>, position: Int32)] = []
    private(set) var innerSteps: [Step] = []

    /// The hashes of the beginnings of the word that is looked up.
    private var prefixes = [UInt64](repeating: 0, count: Normalizer.longestWord + 1)
    private var suffixes = [UInt64](repeating: 0, count: Normalizer.longestWord + 1)
    private var run = 0

    init(_ compiled: CompiledLexicon, _ text: NormalizedText) {
        lexicon = compiled.lexicon
        slips = compiled.slips
        self.text = text
        starts.reserveCapacity(text.tokens.count + 1)
        steps.reserveCapacity(text.tokens.count)
    }

    mutating func find() {
        for position in text.tokens.indices {
            starts.append(Int32(steps.count))
            let token = text.tokens[position]
            look(Int(token.unitStart), Int(token.unitCount), Int32(position + 1), token.revelation, token.marks)
            if !lexicon.limits.isEmpty { number(token, position) }
            var link = token.reading
            while link >= 0 {
                let reading = text.readings[Int(link)]
                look(
                    Int(reading.unitStart), Int(reading.unitCount), reading.next, reading.revelation,
                    token.marks.union(.symbol))
                link = reading.link
            }
            if run < text.spacedRuns.count { spaced(position) }
        }
        starts.append(Int32(steps.count))
    }

    // MARK: Words

    private mutating func look(
        _ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation, _ marks: NormalizedText.Marks
    ) {
        var hash = WordHash.seed
        let lengths = lexicon.stemLengths
        for k in 0..<count {
            prefixes[k] = hash
            hash = WordHash.adding(text.units[start + k], to: hash)
            if lengths >> UInt64(truncatingIfNeeded: k + 1) & 1 == 1, let symbol = lexicon.stems[hash] {
                steps.append(Step(symbol: symbol, next: next, revelation: revelation))
            }
        }
        prefixes[count] = hash
        var isKnown = false
        if let symbol = lexicon.words[hash] {
            steps.append(Step(symbol: symbol, next: next, revelation: revelation))
            isKnown = true
        }
        if lexicon.endingLengths != 0 { endings(start, count, next, revelation) }
        // dog's is dog.
        if marks.contains(.apostrophe), count > 2, text.units[start + count - 1] == 115,
            text.units[start + count - 2] == 39, let symbol = lexicon.words[prefixes[count - 2]]
        {
            steps.append(Step(symbol: symbol, next: next, revelation: revelation))
            isKnown = true
        }
        if marks.contains(.star) {
            starred(start, count, next, revelation)
        } else if !isKnown, count >= Lexicon.shortestTypo - 1, count <= Spellings.longest + 1,
            lexicon.ordinary[hash] == nil
        {
            slipped(start, count, next, revelation)
        }
        if marks.contains(.hangul) { particles(start, count, next, revelation) }
        if marks.contains(.ideographic) { inside(start, count, next, revelation) }
    }

    private mutating func endings(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        var hash = WordHash.seed
        for k in 1...max(count, 1) where k <= count {
            hash = WordHash.adding(text.units[start + count - k], to: hash)
            guard lexicon.endingLengths >> UInt64(truncatingIfNeeded: k) != 0 else { return }
            if lexicon.endingLengths >> UInt64(truncatingIfNeeded: k) & 1 == 1, let symbol = lexicon.endings[hash] {
                steps.append(Step(symbol: symbol, next: next, revelation: revelation))
            }
        }
    }

    /// The word before one particle. The hashes of its beginnings are those of the word that was just looked up.
    private mutating func particles(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        var hash = WordHash.seed
        for length in 1...Particles.longest where count - length >= Particles.shortestWord {
            hash = WordHash.adding(text.units[start + count - length], to: hash)
            guard Particles.table[hash] != nil else { continue }
            if let symbol = lexicon.words[prefixes[count - length]] {
                steps.append(Step(symbol: symbol, next: next, revelation: revelation.union(.particle)))
            }
            if lexicon.endingLengths != 0 { endings(start, count - length, next, revelation.union(.particle)) }
        }
    }

    /// Words and stems inside of what is written without spaces.
    private mutating func inside(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        for from in 0..<count {
            var hash = WordHash.seed
            for k in from..<min(count, from + 16) {
                hash = WordHash.adding(text.units[start + k], to: hash)
                guard k > from, from > 0 || k + 1 < count else { continue }
                if let symbol = lexicon.words[hash] {
                    steps.append(Step(symbol: symbol, next: next, revelation: revelation))
                }
                if from > 0, let symbol = lexicon.stems[hash] {
                    steps.append(Step(symbol: symbol, next: next, revelation: revelation))
                }
            }
        }
    }

    // MARK: Letters set apart

    /// Letters that are words inside of a run of letters set apart: five at its edges, six anywhere; three Hangul syllables.
    private mutating func spaced(_ position: Int) {
        while run < text.spacedRuns.count, Int(text.spacedRuns[run].upperBound) <= position { run += 1 }
        guard run < text.spacedRuns.count, text.spacedRuns[run].contains(Int32(position)) else { return }
        let range = text.spacedRuns[run]
        let isHangul = text.tokens[position].marks.contains(.hangul)
        var hash = WordHash.seed
        var revelation = Revelation.spaced
        for place in position..<min(Int(range.upperBound), position + 24) {
            let token = text.tokens[place]
            hash = WordHash.adding(Folding.leet(text.units[Int(token.unitStart)]), to: hash)
            revelation.formUnion(token.revelation)
            let length = place - position + 1
            let isEdge = position == Int(range.lowerBound) || place + 1 == Int(range.upperBound)
            guard length >= (isHangul ? 3 : isEdge ? 5 : 6) else { continue }
            let next = Int32(place + 1)
            if let symbol = lexicon.words[hash] {
                steps.append(Step(symbol: symbol, next: next, revelation: revelation))
            }
            if let symbol = lexicon.stems[hash] {
                steps.append(Step(symbol: symbol, next: next, revelation: revelation))
            }
        }
    }

    // MARK: Numbers

    private mutating func number(_ token: NormalizedText.Token, _ position: Int) {
        let next = Int32(position + 1)
        if token.number >= 0 {
            add(token.number, next, &steps)
            let rest = Int(token.unitCount - token.digitCount)
            if rest > 0 { within(token, Int(token.digitCount), token.number, position) }
            return
        }
        guard token.marks.isDisjoint(with: [.digit, .symbol, .star]), token.unitCount <= 9 else { return }
        let (start, count) = (Int(token.unitStart), Int(token.unitCount))
        if let number = NumberWords.table[WordHash.of(text.units[start..<start + count])] {
            if number < 10, position > 0, let before = word(position - 1), NumberWords.isTens(before) { return }
            if NumberWords.isTens(number), let more = word(position + 1), more < 10 {
                add(number + more, next + 1, &steps)
            } else {
                add(number, next, &steps)
            }
        }
        // 열두살: the number is the beginning of the word.
        guard token.marks.contains(.hangul), count > 1 else { return }
        var hash = WordHash.seed
        for k in 1..<min(count, 5) {
            hash = WordHash.adding(text.units[start + k - 1], to: hash)
            if let number = NumberWords.table[hash] { within(token, k, number, position) }
        }
    }

    /// The number that the word at a position spells.
    private func word(_ position: Int) -> Int32? {
        guard text.tokens.indices.contains(position) else { return nil }
        return NumberWords.table[WordHash.of(text.units(text.tokens[position]))]
    }

    private func add(_ number: Int32, _ next: Int32, _ steps: inout [Step]) {
        for limit in lexicon.limits where number < limit.below {
            steps.append(Step(symbol: limit.symbol, next: next, revelation: []))
        }
    }

    /// A number, and behind it the rest of the same word.
    private mutating func within(_ token: NormalizedText.Token, _ skipped: Int, _ number: Int32, _ position: Int) {
        guard lexicon.limits.contains(where: { number < $0.below }) else { return }
        let before = steps.count
        look(
            Int(token.unitStart) + skipped, Int(token.unitCount) - skipped, Int32(position + 1), token.revelation,
            token.marks)
        guard steps.count > before else { return }
        let first = Int32(innerSteps.count)
        innerSteps.append(contentsOf: steps[before...])
        steps.removeSubrange(before...)
        add(number, Int32(text.tokens.count + 1 + inner.count), &steps)
        inner.append((first..<Int32(innerSteps.count), Int32(position)))
    }

    // MARK: Slips and stars

    /// One letter too few, too many, or exchanged with its neighbour.
    private mutating func slipped(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        guard !slips.halves.entries.isEmpty else { return }
        var hash = WordHash.seed
        var set: UInt32 = 0
        for k in 1...count {
            let unit = text.units[start + count - k]
            guard unit >= 97, unit <= 122 else { return }
            set |= 1 << (unit - 97)
            hash = WordHash.adding(unit, to: hash)
            suffixes[k] = hash
        }
        for length in max(count - 1, Lexicon.shortestTypo)...count + 1 {
            let half = length / 2
            candidates(
                SlipIndex.half(prefixes[half], count: length, isTail: false), length, set, start, count, next,
                revelation)
            candidates(
                SlipIndex.half(suffixes[length - half], count: length, isTail: true), length, set, start, count, next,
                revelation)
        }
        guard count >= Lexicon.shortestTypo else { return }
        // Exchanged across the middle, neither half is what it was.
        let middle = count / 2
        var swapped = WordHash.adding(text.units[start + middle], to: prefixes[middle - 1])
        swapped = WordHash.adding(text.units[start + middle - 1], to: swapped)
        for k in (middle + 1)..<count { swapped = WordHash.adding(text.units[start + k], to: swapped) }
        if let symbol = lexicon.words[swapped], lexicon.hasSlips[Int(symbol)] {
            steps.append(Step(symbol: symbol, next: next, revelation: revelation.union(.typo)))
        }
    }

    private mutating func candidates(
        _ key: UInt64, _ length: Int, _ set: UInt32, _ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation
    ) {
        for place in slips.halves.range(key) {
            let entry = BucketIndex.Entry(raw: slips.halves.entries[place])
            guard (entry.letterSet ^ set).nonzeroBitCount <= 1,
                let spelling = lexicon.spellings.range(entry.symbol), spelling.count == length,
                isSlip(spelling, start, count)
            else { continue }
            steps.append(
                Step(symbol: Int32(entry.symbol), next: next, revelation: revelation.union(.typo)))
        }
    }

    private func isSlip(_ spelling: Range<Int>, _ start: Int, _ count: Int) -> Bool {
        let letters = lexicon.spellings.letters
        let shorter = min(count, spelling.count)
        var at = 0
        while at < shorter, UInt32(letters[spelling.lowerBound + at]) == text.units[start + at] { at += 1 }
        if spelling.count == count {
            guard at + 1 < count, UInt32(letters[spelling.lowerBound + at]) == text.units[start + at + 1],
                UInt32(letters[spelling.lowerBound + at + 1]) == text.units[start + at]
            else { return false }
            at += 2
            while at < count {
                guard UInt32(letters[spelling.lowerBound + at]) == text.units[start + at] else { return false }
                at += 1
            }
            return true
        }
        // One of them has one more here; the rest is the same.
        let (less, more) = spelling.count > count ? (0, 1) : (1, 0)
        while at < shorter {
            guard UInt32(letters[spelling.lowerBound + at + more]) == text.units[start + at + less] else {
                return false
            }
            at += 1
        }
        return true
    }

    /// Stars stand for one letter each; the first letter and the last are there.
    private mutating func starred(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        guard count >= 3, count <= Spellings.longest else { return }
        var stars = 0
        for k in 0..<count where text.units[start + k] == 42 { stars += 1 }
        guard stars > 0, count - stars >= 2, stars <= 3 else { return }
        outlined(start, count, isStem: false, next, revelation)
        for length in Spellings.shortest...count where lexicon.stemLengths >> UInt64(length) & 1 == 1 {
            outlined(start, length, isStem: true, next, revelation)
        }
    }

    private mutating func outlined(
        _ start: Int, _ count: Int, isStem: Bool, _ next: Int32, _ revelation: Revelation
    ) {
        let (first, last) = (text.units[start], text.units[start + count - 1])
        guard first != 42, last != 42 else { return }
        let set = Spellings.letterSet(text.units[start..<start + count])
        for place in slips.outlines.range(
            SlipIndex.outline(first: first, last: last, count: count, isStem: isStem))
        {
            let entry = BucketIndex.Entry(raw: slips.outlines.entries[place])
            guard entry.letterSet & set == set, lexicon.isStem[entry.symbol] == isStem,
                let spelling = lexicon.spellings.range(entry.symbol), spelling.count == count
            else { continue }
            var isSame = true
            for k in 0..<count where isSame {
                let unit = text.units[start + k]
                isSame = unit == 42 || unit == UInt32(lexicon.spellings.letters[spelling.lowerBound + k])
            }
            guard isSame else { continue }
            steps.append(Step(symbol: Int32(entry.symbol), next: next, revelation: revelation.union(.starred)))
        }
    }
}
