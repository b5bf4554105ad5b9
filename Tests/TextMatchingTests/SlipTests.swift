import Testing
import TextMatching

@Suite struct SlipTests {
    private func scanner(_ patterns: String...) throws -> Scanner {
        var lexicon = Lexicon()
        for (number, pattern) in patterns.enumerated() { lexicon.add(try Pattern.parse(pattern), as: Int32(number)) }
        return try Scanner(lexicon)
    }

    private func found(_ text: String, _ scanner: Scanner) -> [Int32] {
        Array(Set(scanner.scan(Normalizer().normalize(text)).hits.map(\.pattern))).sorted()
    }

    @Test(arguments: [
        // Exchanged, at every place.
        "ovlcano", "vlocano", "voclano", "volacno", "volcnao", "volcaon",
        // Left out, typed twice, the key beside it.
        "vlcano", "voclano", "volcno", "volcan", "olcano", "vvolcano", "volccano", "volcanoo", "volcamo", "vplcano",
        // Without vowels, and shuffled.
        "vlcn", "vlcno", "vaoclno",
    ])
    func `a misspelled word is known`(_ text: String) throws {
        #expect(found("a picture of a \(text) at dawn", try scanner("volcano")) == [0], "\(text)")
    }

    @Test(arguments: ["v*lcano", "vol*ano", "v*lc*no", "v*lc*n*", "v***ano"])
    func `stars stand for letters`(_ text: String) throws {
        let expected: [Int32] = text.hasSuffix("*") ? [] : [0]
        #expect(found("a \(text) at dawn", try scanner("volcano")) == expected, "\(text)")
    }

    @Test func `a word of the language is never a slip`() throws {
        let scanner = try scanner("angle", "desert", "form", "casual")
        #expect(found("an angel eats dessert from a causal loop", scanner).isEmpty)
    }

    @Test func `the likelier word wins`() throws {
        // Without its vowels it is far more likely "people" than the listed word.
        #expect(found("ppl", try scanner("papal")).isEmpty)
        #expect(found("stoen", try scanner("stolen")).isEmpty)
        #expect(found("bakc", try scanner("bake")).isEmpty)
    }

    @Test func `stems are seen through slips of words of the language`() throws {
        #expect(found("a vioelnt storm", try scanner("violen*")) == [0])
    }

    @Test func `a slip in a word that begins like a stem is found too`() throws {
        // The stem is that of another pattern: what it matches says nothing about the rest of the word.
        let scanner = try scanner("gunshot", "gun*", "courtesan", "court*")
        #expect(found("a gunsht and a courtsan", scanner) == [0, 1, 2, 3])
    }

    @Test(arguments: [(true, [Int32]()), (false, [0])])
    func `what decides alone has to be the likeliest`(_ decides: Bool, _ expected: [Int32]) throws {
        // "blod" is blood or bold.
        var lexicon = Lexicon()
        lexicon.add(try Pattern.parse("blood"), as: 0, decides: decides)
        #expect(found("a blod stain", try Scanner(lexicon)) == expected)
        // Far likelier words are read also then.
        #expect(found("a bol stain", try Scanner(lexicon)).isEmpty)
    }

    @Test func `what other words have to follow may be less likely`() throws {
        let scanner = try scanner("crushed under", "crushed by")
        // "crshed" is rather crashed, but nothing crashes under.
        #expect(found("crshed undr the rubble", scanner) == [0])
        #expect(found("crshed", scanner).isEmpty)
    }

    @Test func `one star may hide a letter, more may be marks`() throws {
        #expect(found("a bro*m", try scanner("brom")).isEmpty)
        #expect(found("a br**om and an ar*son", try scanner("brom", "arson")) == [0, 1])
    }

    @Test func `lists without slips have none`() throws {
        var lexicon = Lexicon()
        lexicon.add(try Pattern.parse("volcano"), as: 0, typos: false)
        let scanner = try Scanner(lexicon)
        #expect(found("volcano", scanner) == [0])
        #expect(found("vlocano v*lcano vlcn", scanner).isEmpty)
    }

    @Test func `a slip says that it is one`() throws {
        let hits = try scanner("volcano").scan(Normalizer().normalize("vlocano v*lcano")).hits
        #expect(hits.map(\.revelation.names) == [["typo"], ["starred"]])
    }
}
