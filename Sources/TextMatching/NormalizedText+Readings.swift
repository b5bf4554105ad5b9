/// The other readings of words, and of words together.
extension NormalizedText {
    /// Adds a reading from `position`, unless there are too many or it is there already.
    mutating func addReading(_ new: some Collection<UInt32>, from position: Int, next: Int, _ revelation: Revelation) {
        guard !new.isEmpty, new.count <= Normalizer.longestWord else { return }
        var count = 0
        var link = tokens[position].reading
        while link >= 0 {
            let reading = readings[Int(link)]
            if reading.next == Int32(next), units(reading).elementsEqual(new) { return }
            count += 1
            link = reading.link
        }
        guard count < Normalizer.mostReadings else { return }
        let unitStart = Int32(units.count)
        units.append(contentsOf: new)
        readings.append(
            Reading(
                unitStart: unitStart, unitCount: Int32(new.count), next: Int32(next), revelation: revelation,
                link: tokens[position].reading))
        tokens[position].reading = Int32(readings.count - 1)
    }

    func units(_ reading: Reading) -> ArraySlice<UInt32> {
        units[Int(reading.unitStart)..<Int(reading.unitStart + reading.unitCount)]
    }

    func units(_ token: Token) -> ArraySlice<UInt32> {
        units[Int(token.unitStart)..<Int(token.unitStart + token.unitCount)]
    }

    /// The other readings of an odd word: Hangul composed, symbols as letters, runs shortened, backwards.
    mutating func addReadings(at position: Int) {
        let token = tokens[position]
        var first = Array(units(token))
        if token.revelation.contains(.jamo) {
            first = Hangul.composed(first)
            // Composed, it never has more units than before, and is what the word reads first.
            for (offset, unit) in first.enumerated() { units[Int(token.unitStart) + offset] = unit }
            tokens[position].unitCount = Int32(first.count)
        }
        var forms: [([UInt32], Revelation)] = [(first, token.revelation)]
        if token.marks.contains(.reversed) { forms.append((first.reversed(), token.revelation.union(.reversed))) }
        if token.marks.contains(.turned) {
            // Only what is before a possessive ending was turned.
            let isPossessive = first.count > 3 && first[first.count - 2] == 39
            let turned = isPossessive ? first.dropLast(2) : first[...]
            forms.append((turned.reversed().map(Folding.turned), token.revelation.union(.reversed)))
        }
        if token.marks.contains(.doubtful) {
            let places = first.indices.filter { first[$0] == 0x69 }.prefix(4)
            for choice in 1..<(1 << places.count) {
                var form = first
                for (bit, place) in places.enumerated() where choice >> bit & 1 == 1 { form[place] = 0x6C }
                forms.append((form, token.revelation.union(.confusable)))
            }
        }
        // In a word of letters, digits and symbols stand for letters: but 4k, 35mm and 3d are what they are.
        if token.marks.contains(.letter), !token.marks.isDisjoint(with: [.digit, .symbol]), Self.isLeet(first) {
            for (form, revelation) in forms {
                for other in Self.leetForms(form) { forms.append((other, revelation.union(.leet))) }
            }
        }
        // Symbols may be between letters, too, and digits behind a word.
        if token.marks.contains(.symbol), token.marks.contains(.letter) {
            let letters = first.filter { !Self.isSymbol($0) }
            if letters.count >= 4 { forms.append((letters, token.revelation.union(.split))) }
        }
        if token.marks.contains(.digit), let last = first.lastIndex(where: { $0 >= 97 && $0 <= 122 }), last >= 3,
            first.count - last <= 5, first[...last].allSatisfy({ $0 >= 97 && $0 <= 122 })
        {
            forms.append((Array(first[...last]), token.revelation.union(.split)))
        }
        // Stars may be marks, or be between letters as anything else: n**a**ked.
        if token.marks.contains(.star) {
            let letters = first.filter { $0 != 42 }
            if letters.count >= (first.count - letters.count > 1 ? 4 : 5) {
                forms.append((letters, token.revelation.union(.split)))
            }
        }
        for (form, revelation) in forms.dropFirst() {
            addReading(form, from: position, next: position + 1, revelation)
        }
        for (form, revelation) in forms where Self.hasRuns(form) {
            for length in 1...2 {
                addReading(
                    Self.shortened(form, to: length), from: position, next: position + 1, revelation.union(.repeated))
            }
        }
    }

    /// vol'ca'no; but not the endings of it's, don't and we're.
    mutating func addWithoutApostrophes(at position: Int) {
        let token = tokens[position]
        let all = units(token)
        let letters = all.filter { $0 != 39 }
        guard letters.count >= 4, all.count - letters.count > 1 || !Self.hasContraction(all) else { return }
        addReading(letters, from: position, next: position + 1, token.revelation.union(.split))
    }

    /// Whether a word ends as it's, don't, I'd, I'm, we're, I've and we'll do.
    private static func hasContraction(_ units: ArraySlice<UInt32>) -> Bool {
        let tail = units.suffix(3)
        guard let apostrophe = tail.lastIndex(of: 39) else { return false }
        let ending = Array(tail[(apostrophe + 1)...])
        return [[115], [116], [100], [109], [114, 101], [118, 101], [108, 108]].contains(ending)
    }

    /// ! $ + @ inside of a word.
    private static func isSymbol(_ unit: UInt32) -> Bool { unit == 33 || unit == 36 || unit == 43 || unit == 64 }

    private static func isDigit(_ unit: UInt32) -> Bool { unit >= 48 && unit <= 57 }

    private static func isLeet(_ units: [UInt32]) -> Bool {
        guard let first = units.firstIndex(where: { !isDigit($0) }), let last = units.lastIndex(where: { !isDigit($0) })
        else { return false }
        if units[first...last].contains(where: isDigit) { return true }
        if units.contains(where: { $0 < 48 || $0 == 64 || $0 == 124 }) { return true }
        // With digits in front or behind alone, short ones are sizes, ordinals and versions: 4k, mp3, 2nd.
        return units.count >= 4 && (last > first || units.count >= 5)
    }

    private static func isVowel(_ unit: UInt32) -> Bool {
        // As they are written: 4 @ for a, 3 for e, 0 for o.
        Spelling.isVowel(unit) || unit == 0x34 || unit == 0x40 || unit == 0x33 || unit == 0x30
    }

    /// A word with its digits and symbols as letters: 1 and ! are written for i and for l, 6 for g and for b.
    static func leetForms(_ units: [UInt32]) -> [[UInt32]] {
        let plain = units.map(Folding.leet)
        let doubtful = units.indices.filter { units[$0] == 0x31 || units[$0] == 0x21 || units[$0] == 0x36 }
        guard !doubtful.isEmpty else { return [plain] }
        func other(_ place: Int) -> UInt32 { units[place] == 0x36 ? 0x62 : 0x6C }
        // Of many of them all are one or the other.
        guard doubtful.count <= 4 else {
            var form = plain
            // Or between consonants they are vowels.
            var likely = plain
            for place in doubtful {
                form[place] = other(place)
                if (place > 0 && isVowel(units[place - 1])) || (place + 1 < units.count && isVowel(units[place + 1])) {
                    likely[place] = other(place)
                }
            }
            return [plain, form, likely]
        }
        return (0..<(1 << doubtful.count)).map { choice in
            var form = plain
            for (bit, place) in doubtful.enumerated() where choice >> bit & 1 == 1 { form[place] = other(place) }
            return form
        }
    }

    /// Digits are what they are: 2000 is not 20.
    /// Digits are numbers, and each star stands for a letter of its own.
    private static func isRepeatable(_ unit: UInt32) -> Bool { !isDigit(unit) && unit != 42 }

    private static func hasRuns(_ units: [UInt32]) -> Bool {
        guard units.count >= 3 else { return false }
        for k in 2..<units.count
        where units[k] == units[k - 1] && units[k] == units[k - 2] && isRepeatable(units[k]) { return true }
        return false
    }

    /// Runs of three letters and more become runs of `length`.
    private static func shortened(_ units: [UInt32], to length: Int) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(units.count)
        var at = 0
        while at < units.count {
            var end = at
            while end < units.count, units[end] == units[at] { end += 1 }
            result.append(
                contentsOf: repeatElement(
                    units[at], count: end - at >= 3 && isRepeatable(units[at]) ? length : end - at))
            at = end
        }
        return result
    }

    // MARK: Words together

    /// n a k e d, n.a.k.e.d, and Korean syllables set apart.
    mutating func joinLetters() {
        var start = 0
        while start < tokens.count {
            guard tokens[start].unitCount == 1 else {
                start += 1
                continue
            }
            var end = start + 1
            // Where letters are set apart by something else than spaces, spaces are between words.
            func goesOn() -> Bool {
                end - start == 1 || tokens[end].marks.contains(.tight) == tokens[start + 1].marks.contains(.tight)
            }
            while end < tokens.count, tokens[end].unitCount == 1, goesOn() { end += 1 }
            // The last letter may have a possessive ending: s a m's.
            if end < tokens.count, end - start >= 2, isPossessiveLetter(tokens[end]), goesOn() { end += 1 }
            if end < tokens.count, end - start == 2, !tokens[start + 1].marks.contains(.tight),
                tokens[end].unitCount == 1
            {
                start += 1
                continue
            }
            if end - start >= 2 { joinRun(start..<end) }
            start = end
        }
    }

    private func isPossessiveLetter(_ token: Token) -> Bool {
        guard token.unitCount == 3, token.marks.contains(.apostrophe) else { return false }
        let start = Int(token.unitStart)
        return units[start + 1] == 39 && units[start + 2] == 115
    }

    private mutating func joinRun(_ run: Range<Int>) {
        let isHangul = run.allSatisfy { tokens[$0].marks.contains(.hangul) }
        let least = isHangul ? 2 : 3
        guard run.count >= least else { return }
        // Words inside of it are looked for. Letters for which digits and symbols stand are what such a word has.
        if run.contains(where: { tokens[$0].marks.contains(.letter) }) {
            spacedRuns.append(Int32(run.lowerBound)..<Int32(run.upperBound))
        }
        guard isHangul, run.count <= Normalizer.longestJoin else { return }
        for from in run.lowerBound..<min(run.lowerBound + 2, run.upperBound) {
            for to in [run.upperBound - 1, run.upperBound] where to - from >= least {
                append(
                    Hangul.composed((from..<to).map { units[Int(tokens[$0].unitStart)] }), from..<to, .spaced)
            }
        }
    }

    /// What is written without spaces may be one word with something in it: vol🌋cano, vol.cano, vol-cano.
    mutating func joinFragments() {
        var start = 0
        while start < tokens.count {
            var end = start + 1
            var length = tokens[start].unitCount
            while end < tokens.count, tokens[end].marks.contains(.tight), end - start < Normalizer.longestChain {
                length += tokens[end].unitCount
                end += 1
            }
            if end - start > 1 {
                for length in 2..<min(end - start, 5) {
                    for from in start...(end - length) {
                        let pieces = from..<from + length
                        // Single letters are divided into words instead.
                        if length > 2, pieces.allSatisfy({ tokens[$0].unitCount == 1 }) { continue }
                        join(pieces)
                    }
                }
                if length <= Normalizer.longestJoin { join(start..<end) }
            }
            start = end
        }
    }

    private mutating func join(_ positions: Range<Int>) {
        var joined: [UInt32] = []
        for position in positions { joined.append(contentsOf: units(tokens[position])) }
        guard joined.count <= Normalizer.longestWord else { return }
        if positions.contains(where: { tokens[$0].revelation.contains(.jamo) }) { joined = Hangul.composed(joined) }
        append(joined, positions, .split)
    }

    private mutating func append(_ joined: [UInt32], _ positions: Range<Int>, _ revelation: Revelation) {
        let known = positions.reduce(revelation) { $0.union(tokens[$1].revelation) }
        let (from, next) = (positions.lowerBound, positions.upperBound)
        addReading(joined, from: from, next: next, known)
        if positions.contains(where: { !tokens[$0].marks.isDisjoint(with: [.digit, .symbol]) }),
            joined.contains(where: { $0 > 64 }), Self.isLeet(joined)
        {
            for form in Self.leetForms(joined) { addReading(form, from: from, next: next, known.union(.leet)) }
        }
        if Self.hasRuns(joined) {
            for length in 1...2 {
                addReading(Self.shortened(joined, to: length), from: from, next: next, known.union(.repeated))
            }
        }
    }
}
