import Testing
import TextMatching

@Suite struct ScannerTests {
    private func scanner(_ patterns: String...) throws -> Scanner {
        var lexicon = Lexicon()
        for (number, pattern) in patterns.enumerated() { lexicon.add(try Pattern.parse(pattern), as: Int32(number)) }
        lexicon.addOrdinary(["volcanic"])
        return try Scanner(lexicon)
    }

    private func found(_ text: String, _ scanner: Scanner) -> [Int32] {
        Array(Set(scanner.scan(Normalizer().normalize(text)).hits.map(\.pattern))).sorted()
    }

    @Test(arguments: [
        "volcano", "VOLCANO", "v0lc4no", "v o l c a n o", "v.o.l.c.a.n.o", "v-o-l-c-a-n-o", "vоlсаnо", "ｖｏｌｃａｎｏ",
        "𝐯𝐨𝐥𝐜𝐚𝐧𝐨",
        "vol\u{200B}cano", "v\u{336}olcano", "vólcanò", "ⓥⓞⓛⓒⓐⓝⓞ", "vol🌋cano", "volcaaaano", "v*lcano", "vo*cano",
        "vlocano",
        "volcno", "volcanno", "\u{202E}volcano\u{202C}", "vol.cano", "(volcano:1.3)", "volcano's", "v\u{E0041}olcano",
    ])
    func `a word is seen however it is written`(_ text: String) throws {
        #expect(found("a picture of a \(text) at dawn", try scanner("volcano")) == [0], "\(text)")
    }

    @Test(arguments: ["a volcanic island", "a 4k photo", "vole canoe", "vol. 5 of the canon", "valkono"])
    func `other words are not taken for it`(_ text: String) throws {
        #expect(found(text, try scanner("volcano")).isEmpty)
    }

    @Test func `phrases, stems, gaps, options and numbers are found`() throws {
        let scanner = try scanner(
            "blue (sky|sea)", "paint*", "old {0,2} house", "{age<18} year{s}? old", "the? red fox")
        #expect(found("a blue sea", scanner) == [0])
        #expect(found("painted by hand", scanner) == [1])
        #expect(found("an old and empty house", scanner) == [2])
        #expect(found("an old and empty but large house", scanner).isEmpty)
        #expect(found("a twelve years old fox", scanner) == [3])
        #expect(found("a 40 years old fox", scanner).isEmpty)
        #expect(found("red fox", scanner) == [4])
    }

    @Test(arguments: ["화산", "화산이", "화산에서", "화 산", "ㅎㅘㅅㅏㄴ", "화산들은", "화\u{200B}산"])
    func `Korean words are seen with particles, spaces and as letters`(_ text: String) throws {
        #expect(found("아름다운 \(text) 그림", try scanner("화산")) == [0], "\(text)")
    }

    @Test func `hits say where they are in the original`() throws {
        let text = "ein ｖolcano"
        let hit = try #require(try scanner("volcano").scan(Normalizer().normalize(text)).hits.first)
        #expect(hit.bytes == 4..<13)
        #expect(hit.revelation.names == ["nfkc"])
    }

    @Test func `bytes that are no text are separators`() throws {
        let bytes: [UInt8] = [0xFF, 0x76, 0xC0] + Array(" volcano ".utf8) + [0xED, 0xA0, 0x80]
        let text = bytes.withUnsafeBufferPointer { Normalizer().normalize($0) }
        #expect(try scanner("volcano").scan(text).hits.count == 1)
    }

    @Test func `patterns that cannot be are errors`() {
        for wrong in [
            "(a", "a)", "{0,99} b", "*", "ab*", "", "{1,2}", "{age<x} old", "(kick|punch)(ed|ing)", "(a|b)c(d|e)",
            "kill(s|ed)(ly)", "(author|artist)s?", "pay ?stub", "?",
        ] {
            #expect(throws: (any Error).self, "\(wrong)") { try Pattern.parse(wrong) }
        }
    }
}
