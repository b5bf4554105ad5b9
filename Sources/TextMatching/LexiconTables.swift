internal import Bytes

/// A lexicon in memory that somebody else keeps: plain pointers, so that following them costs nothing else.
struct LexiconTables: @unchecked Sendable {
    let stemLengths: UInt64
    let endingLengths: UInt64
    let words: WordTableView
    /// By word: see ``WordInfo``.
    let info: UnsafeBufferPointer<UInt32>
    /// The symbols a word can be, and where those of each begin.
    let stepStarts: UnsafeBufferPointer<UInt32>
    let steps: UnsafeBufferPointer<Int32>
    /// Where the letters of a word are, and in the lowest six bits how many; -1 for those that are no plain words.
    private let places: UnsafeBufferPointer<Int32>
    private let letters: UnsafeBufferPointer<UInt8>
    /// By symbol: see ``SlipKind``.
    let hasSlips: UnsafeBufferPointer<UInt8>
    let stems: WordTableView
    let endings: WordTableView
    let tree: PatternTree.View
    let limits: UnsafeBufferPointer<Lexicon.Limit>
    let halves: BucketView
    let skeletons: BucketView
    let letterSets: BucketView
    let outlines: BucketView

    /// Reads what ``Lexicon/write(to:)`` wrote, and checks every number that is followed.
    init(_ reader: inout TableReader) throws(SignetError) {
        func valid<T>(_ value: T?) throws(SignetError) -> T {
            guard let value else { throw SignetError("tables.lexicon", .badData, "the words do not fit together") }
            return value
        }
        let head = try reader.next(UInt64.self)
        guard head.count == 3, head[2] >= 1, head[2] < 1 << 31 else {
            throw SignetError("tables.lexicon", .badData, "the words do not fit together")
        }
        (stemLengths, endingLengths) = (head[0], head[1])
        let symbols = Int(head[2])
        let slots: UnsafeBufferPointer<UInt64> = try reader.next()
        let filter: UnsafeBufferPointer<UInt64> = try reader.next()
        info = try reader.next()
        stepStarts = try reader.next()
        steps = try reader.next()
        places = try reader.next()
        letters = try reader.next()
        hasSlips = try reader.next()
        words = try valid(WordTableView(slots: slots, filter: filter, limit: info.count))
        var tables: [(UnsafeBufferPointer<UInt64>, UnsafeBufferPointer<UInt64>)] = []
        for _ in 0..<2 { tables.append((try reader.next(), try reader.next())) }
        tree = try PatternTree.View(&reader, symbols: symbols)
        limits = try reader.next()
        stems = try valid(WordTableView(slots: tables[0].0, filter: tables[0].1, limit: symbols))
        endings = try valid(WordTableView(slots: tables[1].0, filter: tables[1].1, limit: symbols))
        var buckets: [BucketView] = []
        for _ in 0..<4 {
            let starts: UnsafeBufferPointer<UInt32> = try reader.next()
            let entries: UnsafeBufferPointer<UInt64> = try reader.next()
            buckets.append(try valid(BucketView(starts: starts, entries: entries, limit: info.count)))
        }
        (halves, skeletons, letterSets, outlines) = (buckets[0], buckets[1], buckets[2], buckets[3])
        let letterCount = letters.count
        let isSound =
            stepStarts.count == info.count + 1 && stepStarts[0] == 0 && Int(stepStarts[info.count]) == steps.count
            && IndexCheck.rises(stepStarts) && IndexCheck.isBelow(steps, symbols) && places.count == info.count
            && places.allSatisfy { $0 == -1 || ($0 >= 0 && Int($0 >> 6) + Int($0 & 63) <= letterCount) }
            && letters.allSatisfy { $0 >= 97 && $0 <= 122 } && hasSlips.count == symbols
            && tree.isSound
            && limits.allSatisfy { $0.symbol >= 0 && Int($0.symbol) < symbols }
        _ = try valid(isSound ? true : nil)
    }

    /// The highest number of a pattern, and -1 when there is none.
    var highestPattern: Int32 { tree.highestPattern }

    /// The letters of a word; empty for those that are no plain words.
    @inline(__always) func spelling(_ word: Int) -> UnsafeBufferPointer<UInt8> {
        let place = places[word]
        guard place >= 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
        let start = Int(place >> 6)
        return UnsafeBufferPointer(rebasing: letters[start..<start + Int(place & 63)])
    }

    /// The symbols a word can be.
    @inline(__always) func steps(of word: Int) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(rebasing: steps[Int(stepStarts[word])..<Int(stepStarts[word + 1])])
    }
}

/// ``LexiconTables`` with the memory they are in.
final class CompiledLexicon: Sendable {
    let tables: LexiconTables
    private let memory: TableMemory

    init(_ reader: inout TableReader) throws(SignetError) {
        tables = try LexiconTables(&reader)
        memory = reader.memory
    }
}
