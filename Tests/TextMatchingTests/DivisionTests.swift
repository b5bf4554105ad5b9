import Testing
import TextMatching

@Suite struct DivisionTests {
    @Test(arguments: [
        "a r e d f o x", "r e d f o x", "r.e.d f.o.x", "a r-e-d f-o-x b", "r_e_d f_o_x", "r🌋e🌋d f🌋o🌋x", "R E D F O X",
        "r 3 d f 0 x",
    ])
    func `letters set apart are the words they spell`(_ text: String) throws {
        #expect(try Matches.found("in the wood \(text) jumps", "red fox") == [0], "\(text)")
    }

    @Test func `words inside of longer ones are not read`() throws {
        #expect(try Matches.found("c l a s s r o o m", "ass", "room", "class").isEmpty)
        #expect(try Matches.found("b.o.a.r.d.i.n.g", "board", "ding").isEmpty)
    }

    @Test(arguments: ["pi🌋llow", "th.is", "as-semble", "sho_oting star"])
    func `pieces of a word are not words`(_ text: String) throws {
        #expect(try Matches.found(text, "llow", "as", "is", "pi", "sho", "oting") == [], "\(text)")
    }

    @Test func `the end of a broken word is none`() throws {
        for text in ["s(l:1.2)ow", "s[l]ow", "s.l.ow", "(l0ud"] {
            #expect(try Matches.found(text, "low", "loud").isEmpty, "\(text)")
        }
        #expect(try Matches.found("s[l]ow (l0ud", "slow", "cloud") == [0, 1])
    }

    @Test func `words with a hyphen stay words`() throws {
        #expect(try Matches.found("a blood-red fox", "blood", "red fox") == [0, 1])
        #expect(try Matches.found("bread-and-butter", "butter") == [0])
    }

    @Test func `letters set apart count as one word`() throws {
        #expect(try Matches.found("old m o u n t a i n house", "old {0,1} house") == [0])
        #expect(try Matches.found("old big m o u n t a i n house", "old {0,1} house").isEmpty)
    }

    @Test func `a mixed run of syllables and letters is read`() throws {
        // A run that begins in one script and goes on in another once ended the program.
        _ = try Matches.found("가 나 a b c d e f g", "volcano")
        _ = try Matches.found("a b 가 나 다 라 c d e", "volcano")
    }
}
