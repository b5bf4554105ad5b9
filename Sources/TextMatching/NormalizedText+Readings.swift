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
        // In a word of letters, digits and symbols stand for letters: but 4k, 35mm and 3d are what they are.
        if token.marks.contains(.letter), !token.marks.isDisjoint(with: [.digit, .symbol]), Self.isLeet(first) {
            for (form, revelation) in forms {
                forms.append((form.map(Folding.leet), revelation.union(.leet)))
                // 1 is written for l as well as for i, and 6 for b.
                if form.contains(where: { $0 == 0x31 || $0 == 0x21 || $0 == 0x36 }) {
                    forms.append(
                        (
                            form.map { unit in
                                unit == 0x31 || unit == 0x21 ? 0x6C : unit == 0x36 ? 0x62 : Folding.leet(unit)
                            }, revelation.union(.leet)
                        ))
                }
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

    private static func isDigit(_ unit: UInt32) -> Bool { unit >= 48 && unit <= 57 }

    private static func isLeet(_ units: [UInt32]) -> Bool {
        // Digits in front or behind alone are sizes, ordinals and versions: 35mm, 4k, mp3, 2nd.
        guard let first = units.firstIndex(where: { !isDigit($0) }), let last = units.lastIndex(where: { !isDigit($0) })
        else { return false }
        if units[first...last].contains(where: isDigit) { return true }
        let outside = units.count - (last - first + 1)
        return units.contains { $0 < 48 || $0 == 64 || $0 == 124 } || (outside <= 2 && units.count - outside >= 3)
    }

    private static func hasRuns(_ units: [UInt32]) -> Bool {
        guard units.count >= 3 else { return false }
        for k in 2..<units.count where units[k] == units[k - 1] && units[k] == units[k - 2] { return true }
        return false
    }

    /// Runs of three and more become runs of `length`.
    private static func shortened(_ units: [UInt32], to length: Int) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(units.count)
        var at = 0
        while at < units.count {
            var end = at
            while end < units.count, units[end] == units[at] { end += 1 }
            result.append(contentsOf: repeatElement(units[at], count: end - at >= 3 ? length : end - at))
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
            while end < tokens.count, tokens[end].unitCount == 1 { end += 1 }
            if end - start >= 2 { joinRun(start..<end) }
            start = end
        }
    }

    private mutating func joinRun(_ run: Range<Int>) {
        let isHangul = run.allSatisfy { tokens[$0].marks.contains(.hangul) }
        let least = isHangul ? 2 : 3
        guard run.count >= least else { return }
        // Any word of some length inside of it is looked for; short ones must be all of it. Letters for which digits and
        // symbols stand are what such a word has.
        if run.contains(where: { tokens[$0].marks.contains(.letter) }) {
            spacedRuns.append(Int32(run.lowerBound)..<Int32(run.upperBound))
        }
        guard run.count <= Normalizer.longestJoin else { return }
        // "a" and "i" before or behind may be words of their own, so that inner runs are read too.
        for from in run.lowerBound..<min(run.lowerBound + 2, run.upperBound) {
            for to in [run.upperBound - 1, run.upperBound] where to - from >= least {
                var joined = (from..<to).map { units[Int(tokens[$0].unitStart)] }
                if isHangul { joined = Hangul.composed(joined) }
                if joined.contains(where: { $0 > 64 }) { joined = joined.map(Folding.leet) }
                append(joined, from..<to, .spaced)
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
                if length <= Normalizer.longestJoin { join(start..<end) }
                if end - start > 2 {
                    for from in start..<(end - 1) { join(from..<from + 2) }
                }
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
            addReading(joined.map(Folding.leet), from: from, next: next, known.union(.leet))
        }
        if Self.hasRuns(joined) {
            for length in 1...2 {
                addReading(Self.shortened(joined, to: length), from: from, next: next, known.union(.repeated))
            }
        }
    }
}
