/// Lists of symbols by a hash of something about them; the lists of several hashes may share a bucket, so that what is found
/// has to be compared.
struct BucketIndex: Sendable, Equatable {
    /// A symbol and the set of its letters.
    struct Entry: Equatable {
        let raw: UInt64
        init(symbol: Int32, letterSet: UInt32) { raw = UInt64(letterSet) << 32 | UInt64(UInt32(bitPattern: symbol)) }
        init(raw: UInt64) { self.raw = raw }
        @inline(__always) var symbol: Int { Int(raw & 0x7FFF_FFFF) }
        @inline(__always) var letterSet: UInt32 { UInt32(truncatingIfNeeded: raw >> 32) }
    }

    private(set) var starts: [UInt32] = [0, 0]
    private(set) var entries: [UInt64] = []

    init() {}

    init(_ pairs: [(key: UInt64, entry: Entry)]) {
        var size = 64
        while size < pairs.count, size < 1 << 24 { size *= 2 }
        starts = [UInt32](repeating: 0, count: size + 1)
        for pair in pairs { starts[Int(truncatingIfNeeded: pair.key) & (size - 1) + 1] += 1 }
        for place in 0..<size { starts[place + 1] += starts[place] }
        entries = [UInt64](repeating: 0, count: pairs.count)
        var next = starts
        for pair in pairs {
            let bucket = Int(truncatingIfNeeded: pair.key) & (size - 1)
            entries[Int(next[bucket])] = pair.entry.raw
            next[bucket] += 1
        }
    }

    /// Nil when the starts do not divide the entries.
    init?(starts: [UInt32], entries: [UInt64]) {
        let size = starts.count - 1
        guard size >= 1, size & (size - 1) == 0, starts[0] == 0, starts[size] == entries.count else { return nil }
        for place in 0..<size where starts[place] > starts[place + 1] { return nil }
        (self.starts, self.entries) = (starts, entries)
    }

    @inline(__always) func range(_ key: UInt64) -> Range<Int> {
        let bucket = Int(truncatingIfNeeded: key) & (starts.count - 2)
        return Int(starts[bucket])..<Int(starts[bucket + 1])
    }
}
