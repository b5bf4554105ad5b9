import Bytes
import Policy
import TestSupport
import Testing

@Suite struct TracingTests {
    static func shippedPolicy() throws -> CompiledPolicy {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return try CompiledPolicy.load(parts.joined(separator: "/") + "/policies")
    }

    @Test func `tracing finds the same rules as deciding`() throws {
        let policy = try Self.shippedPolicy()
        var texts = policy.pack.fixtures.map { PolicyRequest($0.text, negative: $0.negative, image: $0.image) }
        texts.append(PolicyRequest("a sign that says \"stop\"", negative: "blood", image: ImageFacts()))
        for evasion in Evasion.allCases {
            texts += policy.pack.fixtures.prefix(40).compactMap { evasion.rewrite($0.text).map { PolicyRequest($0) } }
        }
        #expect(texts.count > 500)
        for request in texts {
            let decided = Set(policy.decide(request).matches.map(\.rule.id))
            let traced = Set(policy.trace(request).filter { $0.outcome == .held }.map(\.rule.id))
            #expect(decided == traced, "\(request.prompt)")
        }
    }

    @Test func `what is missing of a rule is named`() throws {
        let policy = try WrittenPack.policy([
            "garden.yaml": """
            area: garden
            terms: { tulip: [tulip], tool: [spade] }
            rules:
              - { id: garden.a, action: block, when: { near: [$tulip, $tool], window: 2 }, unless: { near_match: [museum], window: 3 } }
              - { id: garden.b, action: block, when: { count: $tulip, at_least: 3 } }
              - { id: garden.c, action: review, when: { all: [$tulip, { person: { status: [opted_out] } }] } }
            """
        ])
        let apart = policy.trace(PolicyRequest("a tulip far away from any old spade"))
        #expect(apart.first { $0.rule.id == "garden.a" }?.when.missing.first?.note == "6 words apart, 2 allowed")
        #expect(apart.first { $0.rule.id == "garden.b" }?.when.missing.first?.note == "1 of 3 places")
        #expect(
            apart.first { $0.rule.id == "garden.c" }?.when.missing.map(\.condition) == ["a person who is opted_out"])
        let spared = policy.trace(PolicyRequest("a spade, a tulip, a museum"))
        #expect(spared.first { $0.rule.id == "garden.a" }?.outcome == .spared)
        #expect(spared.first { $0.rule.id == "garden.a" }?.unless?.spans.map(\.text) == ["museum"])
        #expect(policy.trace(PolicyRequest("nothing of it")).isEmpty)
    }
}
