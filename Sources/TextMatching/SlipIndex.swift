/// Finds listed words from texts that differ by one slip, or that hide letters behind stars.
///
/// A word with one letter too many, one too few, or two neighbours exchanged still has its first or its last half: words are
/// filed under both halves and their length, and compared letter by letter. No neighbourhood of words is written out.
struct SlipIndex: Sendable, Equatable {
    var halves = BucketIndex()
    var outlines = BucketIndex()

    init() {}

    init(_ lexicon: Lexicon) {
        var halfPairs: [(key: UInt64, entry: BucketIndex.Entry)] = []
        var outlinePairs: [(key: UInt64, entry: BucketIndex.Entry)] = []
        for symbol in lexicon.spellings.places.indices {
            guard let range = lexicon.spellings.range(symbol) else { continue }
            let units = lexicon.spellings.letters[range].map { UInt32($0) }
            let entry = BucketIndex.Entry(symbol: Int32(symbol), letterSet: Spellings.letterSet(units))
            outlinePairs.append(
                (
                    Self.outline(
                        first: units[0], last: units[units.count - 1], count: units.count,
                        isStem: lexicon.isStem[symbol]), entry
                ))
            guard lexicon.hasSlips[symbol], !lexicon.isStem[symbol] else { continue }
            let half = units.count / 2
            let head = WordHash.of(units[..<half])
            let tail = WordHash.of(units[half...].reversed())
            halfPairs.append((Self.half(head, count: units.count, isTail: false), entry))
            halfPairs.append((Self.half(tail, count: units.count, isTail: true), entry))
        }
        halves = BucketIndex(halfPairs)
        outlines = BucketIndex(outlinePairs)
    }

    @inline(__always) static func half(_ hash: UInt64, count: Int, isTail: Bool) -> UInt64 {
        WordHash.adding(UInt32(truncatingIfNeeded: count * 2 + (isTail ? 1 : 0)), to: hash)
    }

    @inline(__always) static func outline(first: UInt32, last: UInt32, count: Int, isStem: Bool) -> UInt64 {
        WordHash.of([first, last, UInt32(truncatingIfNeeded: count * 2 + (isStem ? 1 : 0))])
    }
}
