/// Lists of words by a hash of something about them. The lists of several hashes may share a bucket, so that what is found has
/// to be compared. An entry is the number of a word, and in its upper half the set of the word's letters.
enum BucketTable {
    /// Entries by bucket, and where each bucket begins: one more than there are buckets, a power of two.
    static func make(_ pairs: [(key: UInt64, entry: UInt64)]) -> (starts: [UInt32], entries: [UInt64]) {
        var size = 64
        while size < pairs.count, size < 1 << 24 { size *= 2 }
        var starts = [UInt32](repeating: 0, count: size + 1)
        for pair in pairs { starts[Int(truncatingIfNeeded: pair.key) & (size - 1) + 1] += 1 }
        for place in 0..<size { starts[place + 1] += starts[place] }
        var entries = [UInt64](repeating: 0, count: pairs.count)
        var next = starts
        for pair in pairs {
            let bucket = Int(truncatingIfNeeded: pair.key) & (size - 1)
            entries[Int(next[bucket])] = pair.entry
            next[bucket] += 1
        }
        return (starts, entries)
    }
}

/// A bucket table in memory that somebody else keeps.
struct BucketView: @unchecked Sendable {
    private let starts: UnsafePointer<UInt32>
    private let mask: Int
    private let entries: UnsafeBufferPointer<UInt64>

    /// Nil when the starts do not divide the entries, or when an entry is not below `limit`.
    init?(starts: UnsafeBufferPointer<UInt32>, entries: UnsafeBufferPointer<UInt64>, limit: Int) {
        let size = starts.count - 1
        guard size >= 1, size & (size - 1) == 0, starts[0] == 0, Int(starts[size]) == entries.count,
            let first = starts.baseAddress, IndexCheck.rises(starts),
            entries.allSatisfy({ $0 & 0xFFFF_FFFF < UInt64(limit) })
        else { return nil }
        (self.starts, mask, self.entries) = (first, size - 1, entries)
    }

    var isEmpty: Bool { entries.isEmpty }

    @inline(__always) func bucket(_ key: UInt64) -> UnsafeBufferPointer<UInt64> {
        let bucket = Int(truncatingIfNeeded: key) & mask
        return UnsafeBufferPointer(rebasing: entries[Int(starts[bucket])..<Int(starts[bucket + 1])])
    }
}

/// What makes it safe to follow the numbers in a table.
enum IndexCheck {
    static func rises(_ starts: UnsafeBufferPointer<UInt32>) -> Bool {
        var isRising = true
        var at = 1
        while at < starts.count {
            isRising = isRising && starts[at - 1] <= starts[at]
            at += 1
        }
        return isRising
    }

    static func isBelow(_ table: UnsafeBufferPointer<Int32>, _ limit: Int) -> Bool {
        var highest: UInt32 = 0
        for value in table { highest = max(highest, UInt32(bitPattern: value)) }
        return table.isEmpty || Int(highest) < limit
    }
}
