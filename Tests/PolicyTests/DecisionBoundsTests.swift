import Policy
import TestSupport
import Testing

/// Large and odd input: an answer every time, and nothing cut in silence.
@Suite struct DecisionBoundsTests {
    private static let rule = "rules:\n  - { id: r, action: block, when: { near: [red, fox], window: 3 } }\n"

    @Test func `ten megabytes are refused for their length`() throws {
        let policy = try WrittenPack.policy(["r.yaml": Self.rule])
        for text in [String(repeating: "a ", count: 5 << 20), String(repeating: "가", count: 4 << 20)] {
            let decision = policy.decide(PolicyRequest(text))
            #expect(decision.verdict == .block && decision.refusal == "policy.input.too_long")
            #expect(policy.decide(PolicyRequest("x", negative: text)).refusal == "policy.input.too_long")
        }
    }

    @Test func `the cap counts characters, not bytes`() throws {
        let policy = try WrittenPack.policy(["r.yaml": Self.rule])
        #expect(policy.decide(PolicyRequest(String(repeating: "가", count: 20_000))).refusal == nil)
        #expect(policy.decide(PolicyRequest(String(repeating: "가", count: 20_001))).refusal != nil)
    }

    @Test func `a long text within the cap is read to its end`() throws {
        let policy = try WrittenPack.policy([
            "policy.yaml": "policy: { id: t, version: 1.0.0, max_characters: 2000000 }\n", "r.yaml": Self.rule,
        ])
        for filler in ["word ", "xq zv ", "a", "a.", "w*d ", "가 ", "(a|", "$", "v0", "\u{202E}", "🌋", "(("] {
            let text = String(repeating: filler, count: 200_000 / filler.utf8.count) + " red fox"
            let decision = policy.decide(PolicyRequest(text))
            #expect(decision.verdict == .block, "\(filler)")
        }
    }

    @Test func `ten thousand rules decide`() throws {
        var yaml = "rules:\n"
        for number in 0..<10_000 {
            yaml += "  - { id: r\(number), action: review, when: { near: [word\(number)x, shared], window: 4 } }\n"
        }
        let policy = try WrittenPack.policy(["r.yaml": yaml])
        #expect(policy.decide(PolicyRequest("shared word77x and word9999x")).matches.count == 2)
        #expect(policy.decide(PolicyRequest("shared nothing")).verdict == .allow)
    }

    @Test(.enabled(if: SharedFiles.has("security/strings-blns/blns.txt")))
    func `naughty strings are decided about`() throws {
        let policy = try WrittenPack.policy(["r.yaml": Self.rule])
        for line in try SharedFiles.bytes("security/strings-blns/blns.txt").split(separator: 10) {
            let text = String(decoding: line, as: UTF8.self)
            #expect(policy.decide(PolicyRequest(text, negative: text)).refusal == nil)
        }
    }
}
