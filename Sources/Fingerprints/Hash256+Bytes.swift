extension Hash256 {
    /// 32 bytes, bit 255 first: the bytes that ``hex`` spells.
    public var bytes: [UInt8] {
        [words.3, words.2, words.1, words.0].flatMap { word in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    /// Nil unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        func word(_ start: Int) -> UInt64 { bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        self.init((word(24), word(16), word(8), word(0)))
    }

    /// Whether about half of the bits are set, as in every PDQ hash of an image that is not of one colour.
    public var isTelling: Bool { (96...160).contains(distance(to: Hash256((0, 0, 0, 0)))) }

    /// Whether the hash has hardly more in it than one row of 16 bits and its negative, as hashes of stripes and tiles have: any
    /// two of those may agree. Hashes of pictures are far from that.
    public var isRegular: Bool {
        let rows = [words.0, words.1, words.2, words.3].flatMap { word in
            [0, 16, 32, 48].map { UInt16(truncatingIfNeeded: word >> UInt64($0)) }
        }
        return rows.contains { one in
            rows.reduce(0) { sum, row in
                let distance = (row ^ one).nonzeroBitCount
                return sum + min(distance, 16 - distance)
            } <= 40
        }
    }
}
