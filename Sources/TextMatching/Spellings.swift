/// How words and stems of ASCII letters are spelled, by symbol.
struct Spellings: Sendable, Equatable {
    private(set) var letters: [UInt8] = []
    /// Where each begins in the letters, and its length in the lowest six bits; -1 for symbols that are no such words.
    private(set) var places: [Int32] = []

    static let shortest = 3
    static let longest = 32

    init() {}

    /// Nil when a place is outside of the letters.
    init?(letters: [UInt8], places: [Int32]) {
        guard letters.count < 1 << 25,
            places.allSatisfy({ $0 == -1 || ($0 >= 0 && Int($0 >> 6) + Int($0 & 63) <= letters.count) })
        else { return nil }
        (self.letters, self.places) = (letters, places)
    }

    static func fits(_ units: [UInt32]) -> Bool {
        units.count >= shortest && units.count <= longest && units.allSatisfy { $0 >= 97 && $0 <= 122 }
    }

    mutating func set(_ symbol: Int32, _ units: [UInt32]) {
        while places.count <= Int(symbol) { places.append(-1) }
        guard places[Int(symbol)] < 0, letters.count + units.count < 1 << 25 else { return }
        places[Int(symbol)] = Int32(letters.count << 6 | units.count)
        letters.append(contentsOf: units.map { UInt8(truncatingIfNeeded: $0) })
    }

    @inline(__always) func range(_ symbol: Int) -> Range<Int>? {
        guard symbol < places.count, places[symbol] >= 0 else { return nil }
        let start = Int(places[symbol] >> 6)
        return start..<start + Int(places[symbol] & 63)
    }

    /// The letters that occur, one bit each.
    @inline(__always) static func letterSet(_ units: some Sequence<UInt32>) -> UInt32 {
        var set: UInt32 = 0
        for unit in units where unit >= 97 && unit <= 122 { set |= 1 << (unit - 97) }
        return set
    }
}
