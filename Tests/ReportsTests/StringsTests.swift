import Testing

@testable import Reports

@Suite struct StringsTests {
    /// What a report must never call a picture, and the fixed negations that may hold one of the words.
    private static let forbidden: [Language: (words: [String], negations: [String])] = [
        .english: (
            [
                "authentic", "real", "fake", "forge", "tamper", "manipulat", "suspicious", "invalid", "genuine",
                "proves ",
            ],
            [
                "Not a sign of tampering.", "This says nothing about real or AI.", "no time-stamp proves when",
                "nothing proves that",
            ]
        ),
        .korean: (
            ["진짜", "가짜", "위조", "변조", "조작", "의심", "무효", "진본", "정품"],
            ["변조되었다는 뜻은 아닙니다.", "진짜인지 AI인지는 알 수 없습니다."]
        ),
    ]

    @Test(arguments: Language.allCases) func noTextJudgesThePicture(language: Language) throws {
        let rule = try #require(Self.forbidden[language])
        for phrase in Phrase.allCases {
            var text = Strings(language)(phrase)
            for negation in rule.negations { text = text.replacing(negation, with: "") }
            for word in rule.words {
                #expect(!text.lowercased().contains(word), "\(phrase) says \(word)")
            }
        }
    }

    @Test func theRuleFindsAWordThatIsThere() throws {
        let rule = try #require(Self.forbidden[.english])
        #expect(rule.words.contains { "This picture is fake".contains($0) })
    }

    @Test(arguments: Phrase.allCases) func bothTablesHaveAUsableText(phrase: Phrase) {
        #expect(!phrase.english.isEmpty && !phrase.korean.isEmpty)
        // The same places to fill in, so that no language drops or repeats a name.
        #expect(Self.places(phrase.english) == Self.places(phrase.korean))
        for text in [phrase.english, phrase.korean] {
            #expect(!text.unicodeScalars.contains(where: SafeText.isHidden))
        }
    }

    private static func places(_ text: String) -> [String] {
        text.matches(of: /\{[0-9]\}/).map { String($0.output) }.sorted()
    }

    @Test func koreanIsKoreanUnlessItIsAName() {
        for phrase in Phrase.allCases where phrase.korean == phrase.english {
            #expect([.aiUnnamed, .identityNamed].contains(phrase))
        }
    }

    @Test func koreanSentencesAreFormal() {
        for phrase in Phrase.allCases where phrase.rawValue.hasPrefix("sentence") {
            #expect(phrase.korean.hasSuffix("니다."), "\(phrase)")
        }
    }

    @Test func anArgumentIsNotReadAsATemplate() {
        #expect(Strings.fill("{0} of {1}", ["{1}", "b"]) == "{1} of b")
        #expect(Strings.fill("{2} {x} { {0}", ["a"]) == "{2} {x} { a")
    }

    @Test(arguments: [
        (["LC_ALL": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"], Language.korean),
        (["LC_ALL": "", "LANG": "ko"], .korean), (["LC_MESSAGES": "ko-KR"], .korean), (["LANG": "C.UTF-8"], .english),
        (["LC_ALL": "C", "LANG": "ko_KR.UTF-8"], .english), ([:], .english),
    ]) func theEnvironmentChoosesTheLanguage(environment: [String: String], language: Language) {
        #expect(Language(environment: environment) == language)
    }

    @Test func aTagWithoutATableIsNoLanguage() {
        #expect(Language(tag: "fr") == nil)
        #expect(Language(tag: "") == nil)
        #expect(Language(tag: "KO@x") == .korean)
    }

    @Test func unknownNamesOfActionsAreShownSafely() {
        #expect(Strings(.english).action("c2pa.created") == "created")
        #expect(Strings(.korean).action("com.x\u{1B}[2J") == "com.x\\u{1b}[2J")
        #expect(Strings(.english).unchecked("moon\n") == "moon\\u{a}")
    }
}
