import Testing
import TextMatching

@Suite struct CharacterEscapeTests {
    private static let scanner: Scanner? = {
        var lexicon = Lexicon()
        for (number, word) in ["volcano", "화산", "red fox", "stab"].enumerated() {
            guard let pattern = try? Pattern.parse(word) else { return nil }
            lexicon.add(pattern, as: Int32(number))
        }
        return try? Scanner(lexicon)
    }()

    private func found(_ text: String) throws -> [Int32] {
        let scanner = try #require(Self.scanner)
        let hits = scanner.scan(Normalizer().normalize(text)).hits
        return Array(Set(hits.map(\.pattern))).sorted()
    }

    @Test(arguments: [
        "&#118;&#111;&#108;&#99;&#97;&#110;&#111;", "v&#x6F;lcan&#X6f;", "vol&#99ano", "v%6Flcano",
        "%76%6F%6C%63%61%6E%6F", "\\u0076olc\\x61no", "vol&shy;cano", "v&#65359;lcano", "vol<b>c</b>ano", "vol<br/>x",
        "v**o**lcano", "vo*lcano", "vo_l_cano",
    ])
    func `a word written with escapes and marks is read`(_ text: String) throws {
        #expect(try found("a \(text) at dawn") == (text.hasSuffix("x") ? [] : [0]), "\(text)")
    }

    @Test func `Korean in percent signs is read`() throws {
        #expect(try found("%ED%99%94%EC%82%B0") == [1])
        #expect(try found("&#54868;&#49328;이") == [1])
    }

    @Test func `spans cover the escapes`() throws {
        let text = "x &#118;olcan&#111; y"
        let scanner = try #require(Self.scanner)
        let hit = try #require(scanner.scan(Normalizer().normalize(text)).hits.first)
        #expect(hit.bytes == 2..<19)
        #expect(hit.revelation.names.contains("escape"))
    }

    @Test func `what is none is left alone`() throws {
        let odd = [
            "&", "&#", "&#;", "&#x;", "&#99999999;", "&#xD800;", "%", "%F", "%FF", "%E0%80", "\\", "\\u12", "<b", "</",
            "<>",
        ]
        for text in odd + ["100%ed", "50 % fee", "a & b", "R&D", "<lora:red:0.8> fox"] {
            #expect(!(try found(text).contains(0)), "\(text)")
        }
        #expect(try found("red &amp; fox <lora:red fox:0.8>") == [2])
    }

    @Test(arguments: ["ouɐɔloʌ", "⒱⒪⒧⒞⒜⒩⒪", "volcano's", "v o l c a n o's", "vol🌋cano's", "vo-lca-no", "vvolcano"])
    func `turned, parenthesized, possessive and broken words are read`(_ text: String) throws {
        #expect(try found("the \(text) at dawn") == [0], "\(text)")
    }

    @Test func `what is a word when it is read from its end is no slip`() throws {
        #expect(try found("two \u{202E}staob\u{202C}").isEmpty)
    }

    @Test func `slips are seen through disguises`() throws {
        #expect(try found("a v0lcnao at dawn") == [0])
        #expect(try found("a vol🌋cnao at dawn") == [0])
    }
}
