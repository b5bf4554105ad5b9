import Testing
import TextMatching

@Suite struct SymbolReadingTests {
    @Test(arguments: [
        "v0lc4n0", "v0|(4n0", "vo|cano", "vol(ano", "volc@n0", "v0lcan°", "√olcano", "vol¢ano", "v0!cano", "vo1cano",
        "<volcano>", "vol€ano".replacing("€", with: "c"), "(vo|cano:1.2)", "[vo|cano]",
    ])
    func `symbols are read as letters`(_ text: String) throws {
        #expect(try Matches.found("a \(text) at dawn", "volcano") == [0], "\(text)")
    }

    @Test func `symbols at the ends belong to the word or not`() throws {
        #expect(try Matches.found("a $now(one, (rystal", "snow*", "crystal") == [0, 1])
        #expect(try Matches.found("skul| and hil|", "skull", "hill") == [0, 1])
        #expect(try Matches.found("snow! (crystal) <hill>", "snow", "crystal", "hill") == [0, 1, 2])
    }

    @Test func `one and small l are told apart by what is a word`() throws {
        #expect(try Matches.found("k1ller wha1e 1llus1on", "killer", "whale", "illusion") == [0, 1, 2])
    }

    @Test(arguments: [
        "4k 35mm 8k mp3 2nd 10x", "1920s 1080p 50mm f1.8", "a+b=c", "[red|blue]:0.5",
    ])
    func `numbers and marks are not words`(_ text: String) throws {
        #expect(try Matches.found(text, "ak", "as", "bed", "lab").isEmpty, "\(text)")
    }

    @Test(arguments: [
        "[red|blue] fox", "(red fox:1.3)", "{red fox}", "((red)) fox", "<lora:red:0.8> fox",
    ])
    func `the syntax of image generators is not in the way`(_ text: String) throws {
        #expect(try Matches.found(text, "red {0,1} fox", "red") == [0, 1], "\(text)")
    }
}
