/// 256 bits that are compared by how many of them differ.
public struct Hash256: Hashable, Sendable {
    /// Bits 0–63, 64–127, 128–191 and 192–255; bit 0 is the lowest bit of the first word.
    public var words: (UInt64, UInt64, UInt64, UInt64)

    public init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// How many bits differ, 0 to 256.
    @inlinable public func distance(to other: Hash256) -> Int {
        (words.0 ^ other.words.0).nonzeroBitCount + (words.1 ^ other.words.1).nonzeroBitCount
            + (words.2 ^ other.words.2).nonzeroBitCount + (words.3 ^ other.words.3).nonzeroBitCount
    }

    @inlinable public static func == (left: Hash256, right: Hash256) -> Bool { left.words == right.words }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Hash256 {
    /// 64 hexadecimal digits, bit 255 first: the form in which PDQ hashes are published.
    public init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var words: [UInt64] = []
        for start in stride(from: 0, to: 64, by: 16) {
            var word: UInt64 = 0
            for digit in digits[start..<start + 16] {
                guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
                word = word << 4 | UInt64(value)
            }
            words.append(word)
        }
        self.init((words[3], words[2], words[1], words[0]))
    }

    /// 64 lower-case hexadecimal digits, bit 255 first.
    public var hex: String {
        [words.3, words.2, words.1, words.0].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
