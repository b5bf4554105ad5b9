/// How words of ASCII letters are compared.
enum Spelling {
    static let shortest = 3
    static let longest = 32

    static func fits(_ units: some Collection<UInt32>) -> Bool {
        units.count >= shortest && units.count <= longest && units.allSatisfy { $0 >= 97 && $0 <= 122 }
    }

    /// The letters that occur, one bit each.
    @inline(__always) static func letterSet(_ units: some Sequence<UInt32>) -> UInt32 {
        var set: UInt32 = 0
        for unit in units where unit >= 97 && unit <= 122 { set |= 1 << (unit - 97) }
        return set
    }

    /// a, e, i, o, u.
    @inline(__always) static func isVowel(_ unit: UInt32) -> Bool {
        unit >= 97 && unit <= 122 && 0x10_4111 >> (unit - 97) & 1 == 1
    }

    /// The keys beside each other on an English keyboard, as letter sets.
    private static let keys: [UInt32] = {
        let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8).map { UInt32($0) - 97 } }
        var near = [UInt32](repeating: 0, count: 26)
        for (row, keys) in rows.enumerated() {
            for (place, key) in keys.enumerated() {
                // Each row is half a key to the right of the one above it.
                for (other, at) in [
                    (row, place - 1), (row, place + 1), (row - 1, place), (row - 1, place + 1), (row + 1, place - 1),
                    (row + 1, place),
                ] where rows.indices.contains(other) && rows[other].indices.contains(at) {
                    near[Int(key)] |= 1 << rows[other][at]
                }
            }
        }
        return near
    }()

    @inline(__always) static func areNeighbours(_ left: UInt32, _ right: UInt32) -> Bool {
        keys[Int(left - 97)] >> (right - 97) & 1 == 1
    }
}
