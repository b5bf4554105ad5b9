/// Words that are not spelled as any known one: which known word is the likeliest, and is it one of the patterns?
///
/// A slip is read as a word of a pattern only when no other word of the language is as likely: rarer words and rarer slips cost
/// more. Where more than that word is needed for anything to follow, it may be a little less likely. Nothing
/// here looks at more than the words filed under a few keys.
extension StepFinder {
    /// What a word costs by its class.
    private static let classCosts: [Int32] = [0, 7, 15, 25, 15]
    private static let droppedConsonant: Int32 = 5
    private static let insertedLetter: Int32 = 15
    private static let neighbouringKey: Int32 = 5
    private static let scrambled: Int32 = 10
    private static let noVowels: Int32 = 5
    private static let someVowels: Int32 = 12
    private static let firstLetter: Int32 = 10
    private static let shortName: Int32 = 10
    private static let mostCandidates = 32
    /// How much less likely a word may be than another one when something else has to be there as well: another pattern,
    private static let leeway: Int32 = 5
    /// or other words of the same pattern.
    private static let phraseLeeway: Int32 = 10

    /// Finds the words that it may be a slip of: the least cost of any, and of those that are in no pattern. A word backwards is added.
    mutating func slipped(
        _ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation
    ) -> (least: Int32, ordinary: Int32) {
        out.candidates.removeAll(keepingCapacity: true)
        var set: UInt32 = 0
        var hash = WordHash.seed
        for k in 1...count {
            let unit = units[start + count - k]
            guard unit >= 97, unit <= 122 else { return (.max, .max) }
            set |= 1 << (unit - 97)
            hash = WordHash.adding(unit, to: hash)
            out.suffixes[k] = hash
        }
        if backwards(start, count, set, next, revelation) { return (0, .max) }
        var ordinary = Int32.max
        for length in max(count - 1, Lexicon.shortestTypo)...count + 1 {
            let half = length / 2
            halves(
                SlipBuckets.half(out.prefixes[half], count: length, isTail: false), length, set, start, count, &ordinary
            )
            halves(
                SlipBuckets.half(out.suffixes[length - half], count: length, isTail: true), length, set, start, count,
                &ordinary)
        }
        if count >= 3 { swappedMiddle(start, count, &ordinary) }
        let word = UnsafeBufferPointer(rebasing: units[start..<start + count])
        skeletons(word, set, &ordinary)
        if count >= 5 { letterSets(word, set, &ordinary) }
        return (out.candidates.reduce(ordinary) { min($0, $1.cost) }, ordinary)
    }

    private mutating func consider(_ word: Int, _ slip: Int32, _ ordinary: inout Int32) {
        let info = tables.info[word]
        let kind = min(Int(info & WordInfo.classMask), Self.classCosts.count - 1)
        var cost = Self.classCosts[kind] + slip
        // Short names and foreign words are near to many others.
        if kind == Self.classCosts.count - 1, tables.spelling(word).count < 6 { cost += Self.shortName }
        if info & WordInfo.hasSlips == 0 {
            ordinary = min(ordinary, cost)
        } else if out.candidates.count < Self.mostCandidates {
            out.candidates.append((Int32(truncatingIfNeeded: word), cost))
        }
    }

    /// Adds those words of patterns that are likely enough.
    mutating func accept(_ ordinary: Int32, _ next: Int32, _ revelation: Revelation) {
        guard !out.candidates.isEmpty else { return }
        var least = Int32.max
        for candidate in out.candidates { least = min(least, candidate.cost) }
        // Between words as likely it is the one that is in no pattern, unless something else has to be there as well: then it may
        // even be a less likely one.
        let base = min(least, ordinary)
        for candidate in out.candidates {
            let more = candidate.cost - base
            guard more <= Self.phraseLeeway else { continue }
            let isClear = candidate.cost == least && least < ordinary
            for symbol in tables.steps(of: Int(candidate.word)) {
                let slips = tables.hasSlips[Int(symbol)]
                if slips & SlipKind.found == 0 { continue }
                if isClear || slips & SlipKind.whole == 0 || (slips & SlipKind.decides == 0 && more <= Self.leeway) {
                    add(symbol, next, revelation)
                }
            }
        }
    }

    // MARK: Backwards

    /// The letters that are letters upside down as well: b d l n o p q s u x z.
    private static let turnable: UInt32 = Spelling.letterSet("bdlnopqsuxz".unicodeScalars.map(\.value))

    /// Whether the letters from the last to the first are a word of a pattern, also upside down.
    private mutating func backwards(
        _ start: Int, _ count: Int, _ set: UInt32, _ next: Int32, _ revelation: Revelation
    ) -> Bool {
        guard count >= 5 else { return false }
        var word = tables.words.findRare(out.suffixes[count])
        if word < 0, set & ~Self.turnable == 0 {
            var hash = WordHash.seed
            for k in 1...count { hash = WordHash.adding(Folding.turned(units[start + count - k]), to: hash) }
            word = tables.words.find(hash)
        }
        guard word >= 0, tables.info[Int(word)] & WordInfo.hasSteps != 0 else { return false }
        add(word: word, next, revelation.union(.reversed))
        return true
    }

    // MARK: Two letters that are written for one

    /// By bit: rn, vv, cl, ph.
    private static let letterPairs: [(first: UInt32, second: UInt32, letter: UInt32)] = [
        (114, 110, 109), (118, 118, 119), (99, 108, 100), (112, 104, 102),
    ]

    /// rn looks like m, vv like w, cl like d, and ph sounds like f. Whether that makes it a known word.
    mutating func pairs(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) -> Bool {
        var present = 0
        var before: UInt32 = 0
        for k in start..<start + count {
            let unit = units[k]
            switch unit {
            case 110 where before == 114: present |= 1
            case 118 where before == 118: present |= 2
            case 108 where before == 99: present |= 4
            case 104 where before == 112: present |= 8
            default: break
            }
            before = unit
        }
        guard present != 0 else { return false }
        // All of them first, then some.
        var chosen = present
        while chosen > 0 {
            let word = tables.words.findRare(hash(start, count, replacing: chosen))
            if word >= 0 {
                add(word: word, next, revelation.union(.confusable))
                return true
            }
            chosen = (chosen - 1) & present
        }
        return false
    }

    private func hash(_ start: Int, _ count: Int, replacing chosen: Int) -> UInt64 {
        var hash = WordHash.seed
        var k = start
        while k < start + count {
            let pair = Self.letterPairs.indices.first { bit in
                chosen >> bit & 1 == 1 && units[k] == Self.letterPairs[bit].first && k + 1 < start + count
                    && units[k + 1] == Self.letterPairs[bit].second
            }
            hash = WordHash.adding(pair.map { Self.letterPairs[$0].letter } ?? units[k], to: hash)
            k += pair == nil ? 1 : 2
        }
        return hash
    }

    // MARK: One letter

    private mutating func halves(
        _ key: UInt64, _ length: Int, _ set: UInt32, _ start: Int, _ count: Int, _ ordinary: inout Int32
    ) {
        for entry in tables.halves.bucket(key) {
            guard (UInt32(truncatingIfNeeded: entry >> 32) ^ set).nonzeroBitCount <= (length == count ? 2 : 1) else {
                continue
            }
            let word = Int(entry & 0xFFFF_FFFF)
            let spelling = tables.spelling(word)
            guard spelling.count == length, let cost = slip(spelling, start, count) else { continue }
            consider(word, cost, &ordinary)
        }
    }

    /// What it costs to have written a word so; nil when it takes more than one slip.
    private func slip(_ spelling: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int32? {
        @inline(__always) func letter(_ k: Int) -> UInt32 { UInt32(spelling[k]) }
        @inline(__always) func unit(_ k: Int) -> UInt32 { units[start + k] }
        let shorter = min(count, spelling.count)
        var at = 0
        while at < shorter, letter(at) == unit(at) { at += 1 }
        // How many letters at the end are the same.
        var tail = 0
        while tail < shorter - at, letter(spelling.count - 1 - tail) == unit(count - 1 - tail) { tail += 1 }
        let first: Int32 = at == 0 ? Self.firstLetter : 0
        if spelling.count == count {
            let different = count - at - tail
            if different == 1 {
                return Spelling.areNeighbours(letter(at), unit(at)) ? Self.neighbouringKey + first : nil
            }
            guard different == 2, letter(at) == unit(at + 1), letter(at + 1) == unit(at) else { return nil }
            return first
        }
        guard at + tail >= shorter else { return nil }
        if spelling.count > count {
            let lost = letter(at)
            let isDouble = (at > 0 && letter(at - 1) == lost) || (at + 1 < spelling.count && letter(at + 1) == lost)
            return (isDouble || Spelling.isVowel(lost) ? 0 : Self.droppedConsonant) + first
        }
        let more = unit(at)
        let isDouble = (at > 0 && unit(at - 1) == more) || (at + 1 < count && unit(at + 1) == more)
        return isDouble ? 0 : Self.insertedLetter + first
    }

    /// Exchanged across the middle, neither half is what it was.
    private mutating func swappedMiddle(_ start: Int, _ count: Int, _ ordinary: inout Int32) {
        let middle = count / 2
        guard middle >= 1, units[start + middle] != units[start + middle - 1] else { return }
        var hash = WordHash.adding(units[start + middle], to: out.prefixes[middle - 1])
        hash = WordHash.adding(units[start + middle - 1], to: hash)
        for k in (middle + 1)..<max(count, middle + 1) { hash = WordHash.adding(units[start + k], to: hash) }
        let word = tables.words.find(hash)
        if word >= 0, count >= Lexicon.shortestTypo { consider(Int(word), 0, &ordinary) }
    }

    // MARK: Many letters

    private mutating func skeletons(_ word: UnsafeBufferPointer<UInt32>, _ set: UInt32, _ ordinary: inout Int32) {
        for entry in tables.skeletons.bucket(SlipBuckets.skeleton(word)) {
            // Everything that was written is in the word.
            guard set & ~UInt32(truncatingIfNeeded: entry >> 32) == 0 else { continue }
            let place = Int(entry & 0xFFFF_FFFF)
            let spelling = tables.spelling(place)
            guard spelling.count >= word.count + 2, Self.isWithoutVowels(word, spelling) else { continue }
            let isBare = !word.dropFirst().contains(where: Spelling.isVowel)
            consider(place, isBare ? Self.noVowels : Self.someVowels, &ordinary)
        }
    }

    /// Whether a word is a spelling without some of its vowels, but with its first letter.
    private static func isWithoutVowels(
        _ word: UnsafeBufferPointer<UInt32>, _ spelling: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let first = word.first, UInt32(spelling[0]) == first else { return false }
        var at = 1
        for k in 1..<spelling.count {
            let letter = UInt32(spelling[k])
            if at < word.count, word[at] == letter {
                at += 1
            } else if !Spelling.isVowel(letter) {
                return false
            }
        }
        return at == word.count
    }

    private mutating func letterSets(_ word: UnsafeBufferPointer<UInt32>, _ set: UInt32, _ ordinary: inout Int32) {
        let key = SlipBuckets.letters(word)
        for entry in tables.letterSets.bucket(key) where UInt32(truncatingIfNeeded: entry >> 32) == set {
            let place = Int(entry & 0xFFFF_FFFF)
            let spelling = tables.spelling(place)
            guard spelling.count == word.count, SlipBuckets.letters(spelling.lazy.map { UInt32($0) }) == key else {
                continue
            }
            let isLastSame = spelling.last.map { UInt32($0) } == word.last
            consider(place, Self.scrambled + (isLastSame ? 0 : Self.firstLetter), &ordinary)
        }
    }

    // MARK: Stars

    /// Stars stand for one letter each; the first letter and the last are there.
    mutating func starred(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        guard count >= Spelling.shortest, count <= Spelling.longest else { return }
        var stars = 0
        var set: UInt32 = 0
        for k in start..<start + count {
            let unit = units[k]
            if unit == 42 { stars += 1 } else if unit >= 97, unit <= 122 { set |= 1 << (unit - 97) } else { return }
        }
        let (first, last) = (units[start], units[start + count - 1])
        guard stars > 0, count - stars >= 2, first != 42, last != 42 else { return }
        // b*o*y: between all letters, they stand for none.
        if stars > 1, stars * 2 + 1 == count, stride(from: 1, to: count, by: 2).allSatisfy({ units[start + $0] == 42 })
        {
            var hash = WordHash.seed
            for k in stride(from: 0, to: count, by: 2) { hash = WordHash.adding(units[start + k], to: hash) }
            if tables.words.find(hash) >= 0 { return }
        }
        out.candidates.removeAll(keepingCapacity: true)
        var ordinary = Int32.max
        for entry in tables.outlines.bucket(SlipBuckets.outline(first: first, last: last, count: count)) {
            guard set & ~UInt32(truncatingIfNeeded: entry >> 32) == 0 else { continue }
            let word = Int(entry & 0xFFFF_FFFF)
            let spelling = tables.spelling(word)
            guard spelling.count == count else { continue }
            var isSame = true
            // Stars are written for vowels first of all.
            var cost: Int32 = 0
            for k in 0..<count where isSame {
                let unit = units[start + k]
                let letter = UInt32(spelling[k])
                if unit == 42 {
                    cost += Spelling.isVowel(letter) ? 0 : 6
                } else {
                    isSame = unit == letter
                }
            }
            if isSame { consider(word, cost, &ordinary) }
        }
        accept(ordinary, next, revelation.union(.starred))
    }
}
