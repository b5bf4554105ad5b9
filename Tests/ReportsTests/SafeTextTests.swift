import Testing

@testable import Reports

@Suite struct SafeTextTests {
    @Test func everyControlIsMadeVisible() {
        for value in Array(0x00...0x1F) + Array(0x7F...0x9F) {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            #expect(SafeText.escape("a\(scalar)b") == "a\\u{\(String(value, radix: 16))}b")
        }
    }

    @Test(
        arguments: [
            0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x2028,
            0x2029,
            0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xE0041, 0x115F, 0x3164,
        ] as [UInt32]) func everythingUnseenIsMadeVisible(value: UInt32) throws
    {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(SafeText.escape("a\(scalar)b") == "a\\u{\(String(value, radix: 16))}b")
    }

    @Test func ordinaryTextOfAnyScriptStays() {
        for text in ["한국어 파일.png", "Ångström — “q” ✓", "❤️", "שלום", "a\\b\\n", "é e\u{301}", "\u{0601}"] {
            #expect(SafeText.escape(text) == text)
        }
    }

    @Test func aSpelledOutEscapeIsToldFromARealOne() {
        #expect(SafeText.escape("\\u{1b}") == "\\\\u{75}{1b}")
        #expect(SafeText.escape("\\u{1b}") != SafeText.escape("\u{1B}"))
    }

    @Test func lineBreaksAreKeptOnlyWhenAsked() {
        #expect(SafeText.escape("a\nb\tc\r") == "a\\u{a}b\\u{9}c\\u{d}")
        #expect(SafeText.escape("a\nb\tc\r", keepingLineBreaks: true) == "a\nb\tc\\u{d}")
    }

    @Test(arguments: [1, 2, 5, 40]) func theResultIsNeverLongerThanTheLimit(limit: Int) {
        for text in [
            "abcdefghijkl", "\u{202E}\u{202E}\u{202E}\u{202E}\u{202E}\u{202E}", "ab\u{1B}\u{1B}cdefghijklmnop",
        ] {
            let cut = SafeText.escape(text, limit: limit)
            #expect(cut.unicodeScalars.count <= limit)
            let whole = SafeText.escape(text, limit: nil)
            #expect(whole.unicodeScalars.count <= limit ? cut == whole : cut.hasSuffix("…"))
        }
    }

    @Test func aCutNeverSplitsAnEscape() {
        #expect(SafeText.escape("ab\u{1B}cd", limit: 5) == "ab…")
        #expect(SafeText.escape("abcde", limit: 5) == "abcde")
        #expect(SafeText.escape("abcdef", limit: 5) == "abcd…")
        #expect(SafeText.escape("abc", limit: 0) == "")
    }

    @Test func hugeTextIsCutWithoutReadingItAll() {
        let text = String(repeating: "\u{202E}", count: 5_000_000)
        #expect(ContinuousClock().measure { _ = SafeText.escape(text) } < .milliseconds(50))
    }
}
