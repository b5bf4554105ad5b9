/// A table from 64-bit hashes of words to numbers, with open addressing: the hashes are as good as random already.
///
/// A filter with eight bits and more for each entry tells most of what is absent from memory that stays close to the processor.
struct WordTable: Sendable, Equatable {
    private(set) var keys: [UInt64]
    private(set) var values: [Int32]
    private(set) var filter: [UInt64]
    private(set) var count = 0

    init() {
        keys = [UInt64](repeating: 0, count: 64)
        values = [Int32](repeating: 0, count: 64)
        filter = [UInt64](repeating: 0, count: 4)
    }

    /// A table from its parts; nil when they do not belong together, so that looking up in it would not end.
    init?(keys: [UInt64], values: [Int32], filter: [UInt64], count: Int) {
        guard keys.count >= 64, keys.count & (keys.count - 1) == 0, values.count == keys.count,
            filter.count == keys.count / 16, count >= 0, count * 2 <= keys.count,
            keys.reduce(0, { $0 + ($1 == 0 ? 0 : 1) }) == count
        else { return nil }
        (self.keys, self.values, self.filter, self.count) = (keys, values, filter, count)
    }

    var isEmpty: Bool { count == 0 }

    /// Zero marks a free place: the one hash that is zero counts as one.
    @inline(__always) private static func marked(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

    @inline(__always) func mayContain(_ key: UInt64) -> Bool {
        let bit = Int(truncatingIfNeeded: key >> 32) & (filter.count * 64 - 1)
        return filter[bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }

    subscript(_ key: UInt64) -> Int32? {
        @inline(__always) get { mayContain(key) ? find(Self.marked(key)) : nil }
        set {
            guard let newValue else { return }
            if (count + 1) * 2 > keys.count { grow(to: keys.count * 2) }
            insert(Self.marked(key), newValue)
        }
    }

    private func find(_ key: UInt64) -> Int32? {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while keys[place] != 0 {
            if keys[place] == key { return values[place] }
            place = (place + 1) & mask
        }
        return nil
    }

    private mutating func insert(_ key: UInt64, _ value: Int32) {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
        if keys[place] == 0 { count += 1 }
        keys[place] = key
        values[place] = value
        let bit = Int(truncatingIfNeeded: key >> 32) & (filter.count * 64 - 1)
        filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    private mutating func grow(to capacity: Int) {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: 0, count: capacity)
        values = [Int32](repeating: 0, count: capacity)
        filter = [UInt64](repeating: 0, count: capacity / 16)
        count = 0
        for (place, key) in oldKeys.enumerated() where key != 0 { insert(key, oldValues[place]) }
    }
}
