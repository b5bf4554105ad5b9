internal import FoundationEssentials

/// The text encodings of bytes that decentralised identifiers use.
enum Multibase {
    /// Base 64 with the URL-safe alphabet and without padding (RFC 4648 section 5); nil when `text` is not.
    static func base64URL(_ text: some StringProtocol) -> [UInt8]? {
        guard !text.contains(where: { $0 == "+" || $0 == "/" }) else { return nil }
        var padded = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while padded.last == "=" { padded.removeLast() }
        padded += String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map { Array($0) }
    }

    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    /// The longest text that is decoded: the work grows with the square of it. An RSA key of 4096 bits has about 720.
    private static let maximumBase58 = 1_500

    /// Base 58 with Bitcoin's alphabet; nil when `text` is not.
    static func base58(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count <= maximumBase58 else { return nil }
        var digits: [UInt8] = []
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            var carry = value
            for index in digits.indices {
                carry += Int(digits[index]) * 58
                digits[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            while carry > 0 {
                digits.append(UInt8(truncatingIfNeeded: carry))
                carry >>= 8
            }
        }
        let zeros = text.utf8.prefix { $0 == alphabet[0] }.count
        return [UInt8](repeating: 0, count: zeros) + digits.reversed()
    }
}
