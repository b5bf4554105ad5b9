/// Looks up the words of a text: which symbols of the lexicon can be read from each position.
struct StepFinder: ~Copyable {
    let tables: LexiconTables
    let units: UnsafeBufferPointer<UInt32>
    let tokens: UnsafeBufferPointer<NormalizedText.Token>
    private let readings: UnsafeBufferPointer<NormalizedText.Reading>
    let spacedRuns: UnsafeBufferPointer<Range<Int32>>
    var out = StepBuffers(lent: ())
    private var run = 0
    /// Pieces of a word before this position are not words themselves.
    private var wholeUntil: Int32 = 0
    private var wholeFrom = 0
    /// Up to here the symbols between pieces are letters: f|ags is flags.
    private var letteredUntil: Int32 = 0
    private var letteredCount: Int32 = 0
    /// The word at this position is a known one in another reading, and so no slip of any.
    private var hasKnownReading = false
    /// Words before this position are pieces of one that was found.
    var joinedUntil = 0
    /// Positions before this one belong to the word before them.
    private var oneUntil = 0

    /// The buffers must outlive it.
    init(
        _ tables: LexiconTables, _ units: UnsafeBufferPointer<UInt32>,
        _ tokens: UnsafeBufferPointer<NormalizedText.Token>,
        _ readings: UnsafeBufferPointer<NormalizedText.Reading>, _ spacedRuns: UnsafeBufferPointer<Range<Int32>>,
        borrowing buffers: inout StepBuffers
    ) {
        self.tables = tables
        self.units = units
        self.tokens = tokens
        self.readings = readings
        self.spacedRuns = spacedRuns
        swap(&out, &buffers)
        out.clear()
    }

    mutating func giveBack(_ buffers: inout StepBuffers) { swap(&out, &buffers) }

    mutating func find() {
        out.starts.reserveCapacity(tokens.count + 1)
        lookUpWords()
        for position in tokens.indices {
            out.starts.append(Int32(truncatingIfNeeded: out.steps.count))
            let before = out.ordinals.last ?? -1
            out.ordinals.append(position < oneUntil ? before : before + 1)
            let token = tokens[position]
            hasKnownReading = false
            if token.reading >= 0 { checkPieces(token.reading, position) }
            if position >= wholeUntil, !isPieceOfRun(token, position) {
                look(
                    out.words[position], Int(token.unitStart), Int(token.unitCount),
                    Int32(truncatingIfNeeded: position + 1), token.revelation, token.marks, isWhole: true)
                if token.number >= 0 || token.marks.contains(.hangul) { number(token, position) }
            }
            if token.reading >= 0 { otherReadings(token, position) }
            if run < spacedRuns.count { spaced(position) }
        }
        out.starts.append(Int32(truncatingIfNeeded: out.steps.count))
        if !out.late.isEmpty { out.addLate() }
    }

    /// Looks up all words one after the other: apart from the rest, so that waiting for memory overlaps.
    private mutating func lookUpWords() {
        out.words.removeAll(keepingCapacity: true)
        out.words.reserveCapacity(tokens.count)
        for token in tokens {
            out.words.append(tables.words.findNoted(hash(Int(token.unitStart), Int(token.unitCount))))
        }
    }

    @inline(__always) func hash(_ start: Int, _ count: Int) -> UInt64 {
        var hash = WordHash.seed
        for k in start..<start + count { hash = WordHash.adding(units[k], to: hash) }
        return hash
    }

    /// Letters of Hangul set apart that make a syllable with a neighbour, and syllables with signs between them, are no words themselves.
    @inline(__always) private func isPieceOfRun(_ token: NormalizedText.Token, _ position: Int) -> Bool {
        guard token.unitCount == 1, run < spacedRuns.count, token.marks.contains(.hangul) else { return false }
        return isPieceOfHangulRun(position)
    }

    private func isPieceOfHangulRun(_ position: Int) -> Bool {
        guard let range = spacedRuns[run...].first(where: { Int($0.upperBound) > position }),
            range.contains(Int32(truncatingIfNeeded: position))
        else { return false }
        func unit(_ place: Int) -> UInt32 {
            range.contains(Int32(truncatingIfNeeded: place)) ? units[Int(tokens[place].unitStart)] : 0
        }
        let own = unit(position)
        if Hangul.isSyllable(own) {
            return range.count >= 3 && tokens[Int(range.lowerBound) + 1].marks.contains(.tight)
        }
        let (before, after) = (unit(position - 1), unit(position + 1))
        if Hangul.vowel(own) != nil { return Hangul.lead(before) != nil }
        return Hangul.vowel(after) != nil || Hangul.vowel(before) != nil
    }

    @inline(__always) mutating func add(_ symbol: Int32, _ next: Int32, _ revelation: Revelation) {
        out.steps.append(Step(symbol: symbol, next: next, revelation: revelation))
    }

    @inline(__always) mutating func add(word: Int32, _ next: Int32, _ revelation: Revelation) {
        for symbol in tables.steps(of: Int(word)) { add(symbol, next, revelation) }
    }

    // MARK: Other readings

    private mutating func otherReadings(_ token: NormalizedText.Token, _ position: Int) {
        let before = out.starts.last ?? 0
        var link = token.reading
        while link >= 0 {
            let reading = readings[Int(link)]
            link = reading.link
            if position < wholeUntil, reading.next < wholeUntil + (position > wholeFrom ? 1 : 0) { continue }
            if reading.next <= letteredUntil, reading.unitCount < letteredCount,
                !reading.revelation.isDisjoint(with: [.split, .leet])
            {
                continue
            }
            let (start, count) = (Int(reading.unitStart), Int(reading.unitCount))
            look(
                tables.words.findRareNoted(hash(start, count)), start, count, reading.next, reading.revelation,
                token.marks, isWhole: false)
        }
        guard !hasKnownReading, position >= wholeUntil else { return }
        if out.steps.count == Int(before) { oddSlip(token, position) } else { oddTogether(token, position) }
    }

    /// A slip in a word that is disguised as well. The readings over the most words are taken, when one of them is no word.
    private mutating func oddSlip(_ token: NormalizedText.Token, _ position: Int) {
        let before = out.steps.count
        var next: Int32 = 0
        var link = token.reading
        while link >= 0 {
            let reading = readings[Int(link)]
            link = reading.link
            if isOdd(reading), reading.next > next, hasNoWord(position, reading) { next = reading.next }
        }
        // A 1 is an i or an l: one after the other, until one is the slip of something.
        var tried = 0
        link = next > 0 ? token.reading : -1
        while link >= 0, tried < 4, out.steps.count == before {
            let reading = readings[Int(link)]
            link = reading.link
            guard isOdd(reading), reading.next == next else { continue }
            tried += 1
            lookFurther(
                Int(reading.unitStart), Int(reading.unitCount), next, reading.revelation, [], isKnown: false,
                isWhole: true)
        }
    }

    /// Words written together and disguised as well, where a stem was found.
    private mutating func oddTogether(_ token: NormalizedText.Token, _ position: Int) {
        var tried = 0
        var link = token.reading
        while link >= 0, tried < 2 {
            let reading = readings[Int(link)]
            link = reading.link
            guard isOdd(reading), reading.unitCount >= 8, hasNoWord(position, reading) else { continue }
            tried += 1
            let (start, count) = (Int(reading.unitStart), Int(reading.unitCount))
            guard tables.words.find(hash(start, count)) < 0 else { return }
            if together(start, count, reading.next, reading.revelation) { return }
        }
    }

    private func isOdd(_ reading: NormalizedText.Reading) -> Bool {
        !reading.revelation.isDisjoint(with: [.leet, .split, .repeated, .reversed, .confusable])
            && reading.unitCount >= 6
    }

    private func hasNoWord(_ position: Int, _ reading: NormalizedText.Reading) -> Bool {
        (position..<Int(reading.next)).contains { place in
            let piece = tokens[place]
            return tables.words.find(hash(Int(piece.unitStart), Int(piece.unitCount))) < 0
        }
    }

    /// `pi🌋llow` is one word when that is a word, and a piece is none or rarer than it: then the pieces are no words.
    private mutating func checkPieces(_ first: Int32, _ position: Int) {
        var link = first
        while link >= 0 {
            let reading = readings[Int(link)]
            link = reading.link
            if reading.next == Int32(truncatingIfNeeded: position + 1), !hasKnownReading {
                hasKnownReading = tables.words.findRare(hash(Int(reading.unitStart), Int(reading.unitCount))) >= 0
            }
            let isLettered =
                reading.revelation.contains(.leet)
                && (reading.next > letteredUntil || reading.unitCount > letteredCount)
            guard reading.revelation.contains(.split), reading.next > wholeUntil || isLettered else { continue }
            let whole = tables.words.findRare(hash(Int(reading.unitStart), Int(reading.unitCount)))
            guard whole >= 0 else { continue }
            let commonness = tables.info[Int(whole)] & WordInfo.classMask
            if reading.revelation.contains(.leet),
                reading.next > letteredUntil || (reading.next == letteredUntil && reading.unitCount > letteredCount)
            {
                (letteredUntil, letteredCount) = (reading.next, reading.unitCount)
            }
            guard reading.next > wholeUntil else { continue }
            for place in position..<Int(reading.next) {
                let piece = tokens[place]
                let word = tables.words.find(hash(Int(piece.unitStart), Int(piece.unitCount)))
                if word < 0 || tables.info[Int(word)] & WordInfo.classMask > commonness {
                    (wholeFrom, wholeUntil) = (position, reading.next)
                    oneUntil = max(oneUntil, Int(wholeUntil))
                    break
                }
            }
        }
    }

    // MARK: Words

    /// - Parameter known: what the dictionary says of it: see ``WordTableView/findNoted(_:)``.
    private mutating func look(
        _ known: Int64, _ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation,
        _ marks: NormalizedText.Marks,
        isWhole: Bool
    ) {
        if known >= 0 {
            let info = UInt32(truncatingIfNeeded: known >> 32)
            if info & WordInfo.hasSteps != 0 { add(word: Int32(truncatingIfNeeded: known), next, revelation) }
            if isWhole, marks.isDisjoint(with: .special), !tables.limits.isEmpty {
                let number = WordInfo.number(info)
                if number > 0 { spelled(number, Int(next) - 1) }
            }
            if marks.isDisjoint(with: [.hangul, .ideographic]) { return }
        }
        lookFurther(start, count, next, revelation, marks, isKnown: known >= 0, isWhole: isWhole)
    }

    /// A word that is not known as it is, or is written without spaces.
    private mutating func lookFurther(
        _ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation, _ marks: NormalizedText.Marks,
        isKnown: Bool, isWhole: Bool
    ) {
        var hash = WordHash.seed
        for k in 0..<count {
            out.prefixes[k] = hash
            hash = WordHash.adding(units[start + k], to: hash)
            if !isKnown, tables.stemLengths >> UInt64(truncatingIfNeeded: k + 1) & 1 == 1 {
                let symbol = tables.stems.findRare(hash)
                if symbol >= 0 { add(symbol, next, revelation) }
            }
        }
        out.prefixes[count] = hash
        if !isKnown, tables.endingLengths != 0 { endings(start, count, next, revelation) }
        var length = count
        // dog's is dog.
        if count > 2, units[start + count - 1] == 115, units[start + count - 2] == 39 {
            length = count - 2
            let word = tables.words.find(out.prefixes[length])
            if word >= 0 {
                add(word: word, next, revelation)
                return
            }
        }
        if marks.contains(.star) {
            starred(start, count, next, revelation)
        } else if !isKnown, isWhole, !hasKnownReading, length <= Spelling.longest + 1 {
            unknown(start, length, next, revelation)
        }
        if marks.contains(.hangul) { particles(start, count, next, revelation) }
        if marks.contains(.ideographic) { inside(start, count, next, revelation) }
    }

    /// A word that nothing is known of: one of two pieces of a word, several words together, backwards, or a slip.
    private mutating func unknown(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        let isShort = count < Lexicon.shortestTypo - 1
        if joined(start, count, Int(next) - 1, revelation) || isShort { return }
        if pairs(start, count, next, revelation) { return }
        let slips = slipped(start, count, next, revelation)
        // A word with something before it is likelier two words than a slip that hardly anybody makes.
        if slips.least > Self.commonSlip, together(start, count, next, revelation) { return }
        accept(slips.ordinary, next, revelation.union(.typo))
    }

    private static let commonSlip: Int32 = 25

    private mutating func endings(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        var hash = WordHash.seed
        var k = 1
        while k <= count, tables.endingLengths >> UInt64(truncatingIfNeeded: k) != 0 {
            hash = WordHash.adding(units[start + count - k], to: hash)
            if tables.endingLengths >> UInt64(truncatingIfNeeded: k) & 1 == 1 {
                let symbol = tables.endings.findRare(hash)
                if symbol >= 0 { add(symbol, next, revelation) }
            }
            k += 1
        }
    }

    /// The word before one particle. The hashes of its beginnings are those of the word that was just looked up.
    private mutating func particles(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        var hash = WordHash.seed
        for length in 1...Particles.longest where count - length >= Particles.shortestWord {
            hash = WordHash.adding(units[start + count - length], to: hash)
            guard Particles.table[hash] != nil else { continue }
            let word = tables.words.find(out.prefixes[count - length])
            if word >= 0 { add(word: word, next, revelation.union(.particle)) }
            if tables.endingLengths != 0 { endings(start, count - length, next, revelation.union(.particle)) }
        }
    }

    /// Words and stems inside of what is written without spaces.
    private mutating func inside(_ start: Int, _ count: Int, _ next: Int32, _ revelation: Revelation) {
        for from in 0..<count {
            var hash = WordHash.seed
            for k in from..<min(count, from + 16) {
                hash = WordHash.adding(units[start + k], to: hash)
                guard k > from, from > 0 || k + 1 < count else { continue }
                let word = tables.words.findRare(hash)
                if word >= 0 { add(word: word, next, revelation) }
                let stem = from > 0 ? tables.stems.findRare(hash) : -1
                if stem >= 0 { add(stem, next, revelation) }
            }
        }
    }

    // MARK: Numbers

    private mutating func number(_ token: NormalizedText.Token, _ position: Int) {
        guard !tables.limits.isEmpty else { return }
        if token.number >= 0 {
            addNumber(token.number, Int32(position + 1))
            if token.unitCount > token.digitCount { within(token, Int(token.digitCount), token.number, position) }
            return
        }
        guard token.marks.isDisjoint(with: [.digit, .symbol, .star]), token.unitCount <= 9 else { return }
        let (start, count) = (Int(token.unitStart), Int(token.unitCount))
        if let number = NumberWords.table[hash(start, count)] { spelled(number, position) }
        // 열두살: the number is the beginning of the word.
        var hash = WordHash.seed
        for k in 1..<min(max(count, 1), 5) {
            hash = WordHash.adding(units[start + k - 1], to: hash)
            if let number = NumberWords.table[hash] { within(token, k, number, position) }
        }
    }

    /// A number in words at a position.
    private mutating func spelled(_ number: Int32, _ position: Int) {
        let next = Int32(position + 1)
        if number < 10, position > 0, let before = word(position - 1), NumberWords.isTens(before) { return }
        if NumberWords.isTens(number), let more = word(position + 1), more < 10 {
            addNumber(number + more, next + 1)
        } else {
            addNumber(number, next)
        }
    }

    /// The number that the word at a position spells.
    private func word(_ position: Int) -> Int32? {
        guard tokens.indices.contains(position) else { return nil }
        let token = tokens[position]
        return NumberWords.table[hash(Int(token.unitStart), Int(token.unitCount))]
    }

    private mutating func addNumber(_ number: Int32, _ next: Int32) {
        for limit in tables.limits where number < limit.below { add(limit.symbol, next, []) }
    }

    /// A number, and behind it the rest of the same word.
    private mutating func within(_ token: NormalizedText.Token, _ skipped: Int, _ number: Int32, _ position: Int) {
        guard tables.limits.contains(where: { number < $0.below }) else { return }
        let before = out.steps.count
        let (start, count) = (Int(token.unitStart) + skipped, Int(token.unitCount) - skipped)
        look(
            tables.words.findNoted(hash(start, count)), start, count, Int32(position + 1), token.revelation,
            token.marks, isWhole: false)
        guard out.steps.count > before else { return }
        let first = Int32(out.innerSteps.count)
        out.innerSteps.append(contentsOf: out.steps[before...])
        out.steps.removeSubrange(before...)
        addNumber(number, Int32(tokens.count + 1 + out.inner.count))
        out.inner.append((first..<Int32(out.innerSteps.count), Int32(position)))
    }

    // MARK: Letters set apart

    private mutating func spaced(_ position: Int) {
        while run < spacedRuns.count, Int(spacedRuns[run].upperBound) <= position { run += 1 }
        guard run < spacedRuns.count, spacedRuns[run].contains(Int32(position)) else { return }
        let range = spacedRuns[run]
        if tokens[Int(range.lowerBound)].marks.contains(.hangul) { return syllables(position, range) }
        if position == Int(range.lowerBound) { divide(range) }
        let end = out.wordEnds[position - Int(range.lowerBound)]
        guard end > 0 else { return }
        oneUntil = max(oneUntil, Int(range.lowerBound + end))
        var hash = WordHash.seed
        var revelation = Revelation.spaced
        for place in position..<Int(range.lowerBound + end) {
            hash = WordHash.adding(letter(place), to: hash)
            revelation.formUnion(tokens[place].revelation)
        }
        let word = tables.words.findRare(hash)
        if word >= 0 { add(word: word, range.lowerBound + end, revelation) }
        let stem = tables.stems.findRare(hash)
        if stem >= 0, word < 0 { add(stem, range.lowerBound + end, revelation) }
    }

    /// Three syllables and more that are a word, anywhere in a run of syllables set apart.
    private mutating func syllables(_ position: Int, _ range: Range<Int32>) {
        var hash = WordHash.seed
        var revelation = Revelation.spaced
        for place in position..<min(Int(range.upperBound), position + 24) {
            hash = WordHash.adding(units[Int(tokens[place].unitStart)], to: hash)
            revelation.formUnion(tokens[place].revelation)
            guard place - position >= 2 else { continue }
            let word = tables.words.findRare(hash)
            if word >= 0 { add(word: word, Int32(place + 1), revelation) }
            let stem = tables.stems.findRare(hash)
            if stem >= 0, word < 0 { add(stem, Int32(place + 1), revelation) }
        }
    }
}
