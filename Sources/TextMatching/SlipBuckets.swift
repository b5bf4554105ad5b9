/// Finds known words from misspelled ones and from words with stars, without writing out all the ways to misspell them.
///
/// A word with one letter too many, too few, another, or two neighbours exchanged still has its first or its last half. One
/// without its vowels has its consonants, one with its inner letters in another order has the same letters, one with stars has
/// its length and its first and last letter. Words are filed under these, and compared letter by letter.
struct SlipBuckets {
    var halves: [(key: UInt64, entry: UInt64)] = []
    var skeletons: [(key: UInt64, entry: UInt64)] = []
    var letters: [(key: UInt64, entry: UInt64)] = []
    var outlines: [(key: UInt64, entry: UInt64)] = []

    mutating func add(_ word: Int32, _ units: ArraySlice<UInt32>) {
        let count = units.count
        guard let first = units.first, let last = units.last else { return }
        let entry = UInt64(Spelling.letterSet(units)) << 32 | UInt64(UInt32(bitPattern: word))
        outlines.append((Self.outline(first: first, last: last, count: count), entry))
        guard count >= 4 else { return }
        let half = count / 2
        let head = WordHash.of(units.prefix(half))
        let tail = WordHash.of(units.dropFirst(half).reversed())
        halves.append((Self.half(head, count: count, isTail: false), entry))
        halves.append((Self.half(tail, count: count, isTail: true), entry))
        if units.dropFirst().filter(Spelling.isVowel).count >= 2 {
            skeletons.append((Self.skeleton(units), entry))
        }
        if count >= 5 { letters.append((Self.letters(units), entry)) }
    }

    @inline(__always) static func half(_ hash: UInt64, count: Int, isTail: Bool) -> UInt64 {
        WordHash.adding(UInt32(truncatingIfNeeded: count * 2 + (isTail ? 1 : 0)), to: hash)
    }

    @inline(__always) static func outline(first: UInt32, last: UInt32, count: Int) -> UInt64 {
        WordHash.adding(UInt32(truncatingIfNeeded: count), to: WordHash.adding(last, to: WordHash.adding(first, to: 7)))
    }

    /// The first letter and all consonants behind it.
    @inline(__always) static func skeleton(_ units: some Sequence<UInt32>) -> UInt64 {
        var hash: UInt64 = 0x5EED
        var isFirst = true
        for unit in units {
            if isFirst || !Spelling.isVowel(unit) { hash = WordHash.adding(unit, to: hash) }
            isFirst = false
        }
        return hash
    }

    /// The first letter, and how often each letter occurs, without regard to the order.
    @inline(__always) static func letters(_ units: some Sequence<UInt32>) -> UInt64 {
        var sum: UInt64 = 0
        var first: UInt32 = 0
        var count: UInt32 = 0
        for unit in units {
            if count == 0 { first = unit }
            count += 1
            sum &+= WordHash.adding(unit, to: 0x1E77E5)
        }
        return WordHash.adding(count, to: WordHash.adding(first, to: sum))
    }
}
