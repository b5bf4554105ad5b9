import Policy
import TestSupport
import Testing

/// Spans cut the original text at characters, whatever stands around what was found.
@Suite struct DecisionSpanTests {
    private static let pieces = [
        "volcano", "v0lc4no", "v.o.l.c.a.n.o", "ｖｏｌｃａｎｏ", "vo\u{301}lcano\u{302}", "화산", "화\u{200B}산이", "ㅎㅘㅅㅏㄴ",
        "v*lcano",
        "vol🌋cano", "\u{202E}onaclov\u{202C}", "vo|cano", "\u{301}", "👨‍👩‍👧", "\r\n", " ", "é", "가", "🇰🇷", "क्षि", "text", ",",
        "\u{200D}",
    ]

    @Test func `spans reproduce the text they name`() throws {
        let policy = try WrittenPack.policy([
            "r.yaml": "rules:\n  - { id: r, action: block, when: [volcano, 화산] }\n"
        ])
        var state: UInt64 = 99
        var found = 0
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<6 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += Self.pieces[Int(state >> 33) % Self.pieces.count]
                if state >> 60 & 1 == 0 { text += " " }
            }
            let utf8 = Array(text.utf8)
            let characters = Array(text)
            for span in policy.decide(PolicyRequest(text)).matches.flatMap(\.spans) {
                found += 1
                #expect(
                    String(decoding: utf8[span.bytes], as: UTF8.self) == span.text, "\(text.debugDescription)")
                #expect(String(characters[span.characters]) == span.text, "\(text.debugDescription)")
                #expect(!span.text.isEmpty)
            }
        }
        #expect(found > 1000)
    }
}
