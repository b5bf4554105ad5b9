/// A table from 64-bit hashes of words to numbers, with open addressing: the hashes are as good as random already.
struct WordTable: Sendable {
    private var keys: [UInt64]
    private var values: [Int32]
    private(set) var count = 0
    /// Zero marks a free place; the word whose hash is zero is kept here.
    private var zero: Int32?

    init() {
        keys = [UInt64](repeating: 0, count: 64)
        values = [Int32](repeating: 0, count: 64)
    }

    var isEmpty: Bool { count == 0 && zero == nil }

    subscript(_ key: UInt64) -> Int32? {
        get {
            guard key != 0 else { return zero }
            let mask = keys.count - 1
            var place = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
            while keys[place] != 0 {
                if keys[place] == key { return values[place] }
                place = (place + 1) & mask
            }
            return nil
        }
        set {
            guard let newValue else { return }
            guard key != 0 else {
                zero = newValue
                return
            }
            if (count + 1) * 2 > keys.count { grow() }
            insert(key, newValue)
        }
    }

    private mutating func insert(_ key: UInt64, _ value: Int32) {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
        while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
        if keys[place] == 0 { count += 1 }
        keys[place] = key
        values[place] = value
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        values = [Int32](repeating: 0, count: oldKeys.count * 2)
        count = 0
        for (place, key) in oldKeys.enumerated() where key != 0 { insert(key, oldValues[place]) }
    }
}
