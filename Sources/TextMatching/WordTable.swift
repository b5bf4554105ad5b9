/// A table from 64-bit hashes of words to numbers, with open addressing: the hashes are as good as random already.
///
/// A filter with several bits for each entry tells most of what is absent from memory that stays close to the processor.
struct WordTable: Sendable, Equatable {
    /// Keys and values by turns; a key of zero marks a free place.
    private(set) var slots: [UInt64]
    private(set) var filter: [UInt64]
    private(set) var count = 0

    init() {
        slots = [UInt64](repeating: 0, count: 128)
        filter = [UInt64](repeating: 0, count: 8)
    }

    var isEmpty: Bool { count == 0 }

    subscript(_ key: UInt64) -> Int32? {
        get {
            let place = place(Self.marked(key))
            return slots[place] == 0 ? nil : Int32(truncatingIfNeeded: slots[place + 1])
        }
        set {
            guard let newValue else { return }
            // At most three quarters are taken: there is always a free place, at which looking up ends.
            if (count + 1) * 8 > slots.count * 3 { grow() }
            insert(Self.marked(key), newValue)
        }
    }

    /// The one hash that is zero counts as one.
    @inline(__always) static func marked(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

    private func place(_ key: UInt64) -> Int {
        let mask = slots.count / 2 - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while slots[place * 2] != 0, slots[place * 2] != key { place = (place + 1) & mask }
        return place * 2
    }

    private mutating func insert(_ key: UInt64, _ value: Int32) {
        let place = place(key)
        if slots[place] == 0 { count += 1 }
        slots[place] = key
        slots[place + 1] = UInt64(UInt32(bitPattern: value))
        let bit = Int(truncatingIfNeeded: key >> 32) & (filter.count * 64 - 1)
        filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// The slots, with a note of 31 bits beside each value, so that what is most asked for needs no other table.
    func noted(_ note: (Int) -> UInt32) -> [UInt64] {
        var slots = slots
        for place in stride(from: 0, to: slots.count, by: 2) where slots[place] != 0 {
            slots[place + 1] |= UInt64(note(Int(slots[place + 1])) & 0x7FFF_FFFF) << 32
        }
        return slots
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        filter = [UInt64](repeating: 0, count: slots.count / 16)
        count = 0
        for place in stride(from: 0, to: old.count, by: 2) where old[place] != 0 {
            insert(old[place], Int32(truncatingIfNeeded: old[place + 1]))
        }
    }
}

/// A ``WordTable`` in memory that somebody else keeps.
struct WordTableView: @unchecked Sendable {
    private let slots: UnsafePointer<UInt64>
    private let mask: Int
    private let filter: UnsafePointer<UInt64>
    private let filterMask: Int

    /// Nil when the parts are not those of a table, or when a value is not below `limit`.
    init?(slots: UnsafeBufferPointer<UInt64>, filter: UnsafeBufferPointer<UInt64>, limit: Int) {
        guard slots.count >= 4, slots.count & (slots.count - 1) == 0, filter.count >= 1,
            filter.count & (filter.count - 1) == 0, filter.count < 1 << 26, let first = slots.baseAddress,
            let firstFilter = filter.baseAddress
        else { return nil }
        var taken = 0
        var isValid = true
        var at = 0
        while at < slots.count {
            if slots[at] != 0 {
                taken += 1
                isValid = isValid && slots[at + 1] & 0xFFFF_FFFF < UInt64(limit)
            }
            at += 2
        }
        guard isValid, taken < slots.count / 2 else { return nil }
        (self.slots, mask) = (first, slots.count / 2 - 1)
        (self.filter, filterMask) = (firstFilter, filter.count * 64 - 1)
    }

    /// The value of a key; -1 for none. For keys that are mostly there.
    @inline(__always) func find(_ key: UInt64) -> Int32 { Int32(truncatingIfNeeded: findNoted(key)) }

    /// The value of a key, with what is noted beside it in the upper half (see ``WordTable/noted(_:)``); -1 for none.
    @inline(__always) func findNoted(_ key: UInt64) -> Int64 {
        let key = WordTable.marked(key)
        var place = Int(truncatingIfNeeded: key) & mask
        while true {
            let known = slots[place &* 2]
            if known == key { return Int64(truncatingIfNeeded: slots[place &* 2 &+ 1]) }
            if known == 0 { return -1 }
            place = (place &+ 1) & mask
        }
    }

    /// The value of a key; -1 for none. For keys that are mostly not there.
    @inline(__always) func findRare(_ key: UInt64) -> Int32 { Int32(truncatingIfNeeded: findRareNoted(key)) }

    /// As ``findNoted(_:)``, for keys that are mostly not there.
    @inline(__always) func findRareNoted(_ key: UInt64) -> Int64 {
        let bit = Int(truncatingIfNeeded: WordTable.marked(key) >> 32) & filterMask
        guard filter[bit >> 6] >> UInt64(bit & 63) & 1 == 1 else { return -1 }
        return findNoted(key)
    }
}
