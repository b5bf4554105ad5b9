public import Bytes

/// A lexicon as tables.
extension Lexicon {
    /// The words of the language, which every lexicon begins with.
    static let language: Lexicon = {
        var lexicon = Lexicon(empty: ())
        Vocabulary.forEach { letters, kind in
            let place = lexicon.word(letters.map { UInt32($0) })
            lexicon.classOfWord[place] = kind
        }
        return lexicon
    }()

    /// The words of the language by what is left of them in a slip.
    private static let languageSlips: (places: [Int32], letters: [UInt8], buckets: SlipBuckets) = {
        var slips: (places: [Int32], letters: [UInt8], buckets: SlipBuckets) = ([], [], SlipBuckets())
        for place in language.classOfWord.indices {
            let units = language.units[Int(language.unitStarts[place])..<Int(language.unitStarts[place + 1])]
            add(place, units, &slips)
        }
        return slips
    }()

    private static func add(
        _ place: Int, _ units: ArraySlice<UInt32>,
        _ slips: inout (places: [Int32], letters: [UInt8], buckets: SlipBuckets)
    ) {
        guard Spelling.fits(units), slips.letters.count < 1 << 24 else { return slips.places.append(-1) }
        slips.places.append(Int32(slips.letters.count << 6 | units.count))
        for unit in units { slips.letters.append(UInt8(truncatingIfNeeded: unit)) }
        slips.buckets.add(Int32(place), units)
    }

    /// The words that are numbers, where a pattern asks for numbers.
    private mutating func addNumbers() -> [UInt8] {
        guard !limits.isEmpty else { return [UInt8](repeating: 0, count: symbolOfWord.count) }
        var numbers: [Int: UInt8] = [:]
        NumberWords.forEach { name, number in numbers[word(name.unicodeScalars.map(\.value))] = UInt8(number) }
        var result = [UInt8](repeating: 0, count: symbolOfWord.count)
        for (place, number) in numbers { result[place] = number }
        return result
    }

    /// Writes everything that matching needs. ``LexiconTables`` reads it.
    public consuming func write(to writer: inout TableWriter) {
        var lexicon = self
        let numbers = lexicon.addNumbers()
        let count = lexicon.symbolOfWord.count
        var info = [UInt32](repeating: 0, count: count)
        var stepStarts: [UInt32] = [0]
        var steps: [Int32] = []
        var slips = Self.languageSlips
        stepStarts.reserveCapacity(count + 1)
        for place in 0..<count {
            let units = lexicon.units[Int(lexicon.unitStarts[place])..<Int(lexicon.unitStarts[place + 1])]
            let first = steps.count
            lexicon.findSteps(place, units, &steps)
            stepStarts.append(UInt32(steps.count))
            let hasSlips = steps[first...].contains { lexicon.hasSlips[Int($0)] }
            let kind = lexicon.classOfWord[place]
            info[place] =
                UInt32(kind.rawValue) | (steps.count > first ? WordInfo.hasSteps : 0)
                | (hasSlips ? WordInfo.hasSlips : 0) | UInt32(numbers[place]) << 8
            guard place >= slips.places.count else { continue }
            if hasSlips || kind != .listed { Self.add(place, units, &slips) } else { slips.places.append(-1) }
        }
        writer.add([lexicon.stemLengths, lexicon.endingLengths, UInt64(lexicon.hasSlips.count)])
        writer.add(lexicon.words.noted { info[$0] })
        writer.add(lexicon.words.filter)
        writer.add(info)
        writer.add(stepStarts)
        writer.add(steps)
        writer.add(slips.places)
        writer.add(slips.letters)
        writer.add(lexicon.slipKinds())
        for table in [lexicon.stems, lexicon.endings] {
            writer.add(table.slots)
            writer.add(table.filter)
        }
        PatternTree(lexicon).write(to: &writer)
        writer.add(lexicon.limits)
        for pairs in [slips.buckets.halves, slips.buckets.skeletons, slips.buckets.letters, slips.buckets.outlines] {
            let table = BucketTable.make(pairs)
            writer.add(table.starts)
            writer.add(table.entries)
        }
    }

    /// By symbol: whether it is found misspelled, and whether a pattern that decides is that symbol alone.
    private func slipKinds() -> [UInt8] {
        rootEdges.indices.map { symbol in
            var kind = hasSlips[symbol] ? SlipKind.found : 0
            var end = nodes[Int(rootEdges[symbol])].end
            if end >= 0 { kind |= SlipKind.whole }
            while end >= 0 {
                if !undeciding.contains(ends[Int(end)].pattern) { kind |= SlipKind.decides }
                end = ends[Int(end)].link
            }
            return kind
        }
    }

    /// What a word can be: itself, the stems it begins with, the endings it ends with.
    private func findSteps(_ place: Int, _ units: ArraySlice<UInt32>, _ steps: inout [Int32]) {
        if symbolOfWord[place] != 0 { steps.append(symbolOfWord[place]) }
        if stemLengths != 0 {
            var hash = WordHash.seed
            var length: UInt64 = 0
            for unit in units.prefix(63) {
                hash = WordHash.adding(unit, to: hash)
                length += 1
                if stemLengths >> length & 1 == 1, let symbol = stems[hash] { steps.append(symbol) }
            }
        }
        if endingLengths != 0 {
            var hash = WordHash.seed
            var length: UInt64 = 0
            for unit in units.suffix(63).reversed() {
                hash = WordHash.adding(unit, to: hash)
                length += 1
                if endingLengths >> length & 1 == 1, let symbol = endings[hash] { steps.append(symbol) }
            }
        }
    }
}

/// What is known of a word, in a few bits: its class, a number it is, and these.
enum WordInfo {
    static let classMask: UInt32 = 7
    /// Patterns have it.
    static let hasSteps: UInt32 = 8
    /// Patterns have it also when it is misspelled.
    static let hasSlips: UInt32 = 16
    @inline(__always) static func number(_ info: UInt32) -> Int32 { Int32(info >> 8 & 0xFF) }
}

/// What is known of a symbol about misspelled words.
enum SlipKind {
    static let found: UInt8 = 1
    /// A pattern is this symbol alone,
    static let whole: UInt8 = 2
    /// and something follows from it.
    static let decides: UInt8 = 4
}
