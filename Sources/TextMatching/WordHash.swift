/// The hash by which words are known: 64 bits, so that no two words of a dictionary will ever share one by chance.
enum WordHash {
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always) static func adding(_ unit: UInt32, to hash: UInt64) -> UInt64 {
        var mixed = (hash ^ UInt64(unit)) &* 0x9FB2_1C65_1E98_DF25
        mixed ^= mixed >> 28
        return mixed
    }

    static func of(_ units: some Sequence<UInt32>) -> UInt64 { units.reduce(seed) { adding($1, to: $0) } }
}
