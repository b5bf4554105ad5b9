import TextMatching

/// Which patterns a text has something of.
enum Matches {
    /// The numbers of those that are found, in their order.
    static func found(_ text: String, _ patterns: String...) throws -> [Int32] {
        var lexicon = Lexicon()
        for (number, pattern) in patterns.enumerated() { lexicon.add(try Pattern.parse(pattern), as: Int32(number)) }
        let hits = try Scanner(lexicon).scan(Normalizer().normalize(text)).hits
        return Array(Set(hits.map(\.pattern))).sorted()
    }
}
