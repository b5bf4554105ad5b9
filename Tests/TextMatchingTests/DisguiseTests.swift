import Testing
import TextMatching

/// Words that are written otherwise so that people still read them.
@Suite struct DisguiseTests {
    @Test(arguments: [
        // Lisu, Coptic, Canadian syllabics, Thai and Hebrew, barred, hooked, curled, Braille.
        "ꓦꓳꓡꓚꓮꓠꓳ", "ⲂⲞⲖⲤⲀⲚⲞ".replacing("Ⲃ", with: "v"), "ᐯᝪᒪᑕᗩᑎᝪ", "ש๏lςคภ๏", "VØⱠ₵₳₦Ø", "۷ơƖƈąŋơ", "νσℓcαησ",
        "⠧⠕⠇⠉⠁⠝⠕",
        // Accents and strokes on look-alikes.
        "vоlсӓnӧ", "vɵłȼȧnø",
        // Backwards, and upside down.
        "onaclov", "ouɐɔloʌ",
        // Signs and digits in it and behind it.
        "vol'cano", "volcan'o", "vol+cano", "v!o!l!c!a!n!o", "v*o*l*c*a*n*o", "volcano69", "v#olcano",
        // In two pieces, over the end of a line, and with its neighbours.
        "vol cano", "volca\nno", "vol-\ncano", "volcanopicture", "redvolcano", "thevolcanois",
        // Letters drawn with symbols, and with two letters.
        "\\/olcano", "vo|_cano", "volc/-\\no", "\\/()|_c/\\|\\|o", "vvolcano".replacing("vv", with: "\\/"),
        // Disguised and written together.
        "bl00dyv0lc4n0", "0ldv0lc4n0",
    ])
    func `a disguised word is known`(_ text: String) throws {
        #expect(try Matches.found("a \(text) at dawn", "volcano") == [0], "\(text)")
    }

    @Test func `patterns go on inside of words written together`() throws {
        #expect(try Matches.found("a redvolcano", "red volcano", "volcano", "red") == [0, 1, 2])
        #expect(try Matches.found("one oldredvolcano erupts", "old red volcano erupts") == [0])
    }

    @Test func `pairs of letters may be several`() throws {
        #expect(try Matches.found("rneclal vvinclovv", "medal", "window") == [0, 1])
    }

    @Test(arguments: [
        // Words of the language, together as they are, stay what they are; two words are not one.
        ("a therapist in the cockpit", "rapist", "cock"), ("her mass age", "massage", "sage"),
        ("this is a star", "shit", "rats"), ("count on it", "cunt", "coun"),
        ("a courtsan", "court", "an"), ("high-reslution res*lution", "slut", "lution"),
        ("5 dogs, don't, it's, O'Brien", "dont", "its"),
    ])
    func `harmless words are not taken for others`(_ text: String, _ first: String, _ second: String) throws {
        #expect(try Matches.found(text, first, second).isEmpty)
    }

    @Test func `where symbols are letters the rest is no word`() throws {
        #expect(try Matches.found("please c°unt the f£ags", "cunt", "fags").isEmpty)
        #expect(try Matches.found("a b*o*y", "booby").isEmpty)
    }

    @Test(arguments: [
        "화1산", "화ㅋ산", "화x산", "화아산", "화산ㅋㅋㅋ", "화^산", "화!산", "화@산", "ㅎㅗㅏ산", "ㅎ ㅘ ㅅ ㅏ ㄴ", "화.산.",
    ])
    func `Korean words are seen through what is between their syllables`(_ text: String) throws {
        #expect(try Matches.found("큰 \(text) 사진", "화산") == (text == "ㅎㅗㅏ산" ? [] : [0]), "\(text)")
    }

    @Test func `pieces of Korean words are no words`() throws {
        #expect(try Matches.found("ㅂ ㅗ ㅁ", "ㅗ").isEmpty)
        #expect(try Matches.found("소-녀-들", "녀").isEmpty)
        #expect(try Matches.found("ㅗ", "ㅗ") == [0])
        #expect(try Matches.found("남/녀", "녀") == [0])
    }
}
