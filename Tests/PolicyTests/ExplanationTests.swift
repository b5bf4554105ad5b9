import Policy
import Testing

@Suite struct ExplanationTests {
    private func policy() throws -> CompiledPolicy {
        try WrittenPack.policy([
            "garden.yaml": """
            area: garden
            terms: { tulip: [tulip, tulips], thief: ["steal*", rob] }
            rules:
              - { id: garden.tulip, action: review, when: $tulip, unless: { near_match: [museum, painted], window: 4 } }
              - { id: garden.theft, action: block, when: { near: [$thief, $tulip], window: 4 } }
              - { id: garden.many, action: block, when: { count: [daisy], at_least: 2 } }
            """
        ])
    }

    @Test func `the smallest change that makes the verdict milder leaves out the fewest letters`() throws {
        let explanation = try policy().explain(PolicyRequest("stealing a tulip"))
        #expect(explanation.decision.verdict == .block)
        #expect(explanation.edit?.removed.map(\.text) == ["tulip"])
        #expect(explanation.edit?.verdict == .allow)
        #expect(explanation.edit?.text == "stealing a ")
        let twice = try policy().explain(PolicyRequest("a tulip here, a tulip there"))
        #expect(twice.edit?.removed.map(\.text) == ["tulip", "tulip"])
    }

    @Test func `what spared a rule is what makes the verdict stricter`() throws {
        let explanation = try policy().explain(PolicyRequest("a painted tulip"))
        #expect(explanation.decision.verdict == .allow)
        #expect(explanation.nearly.first?.rule.id == "garden.tulip")
        #expect(explanation.edit?.removed.map(\.text) == ["painted"])
        #expect(explanation.edit?.verdict == .review)
    }

    @Test func `what is missing of a rule is added from its list`() throws {
        let explanation = try policy().explain(PolicyRequest("they rob a bank"))
        #expect(explanation.nearly.map(\.rule.id) == ["garden.theft"])
        #expect(explanation.edit?.list == "$tulip")
        #expect(explanation.edit?.added == "tulip")
        #expect(explanation.edit?.text == "they rob tulip a bank")
    }

    @Test func `where nothing is near, nothing is claimed`() throws {
        let explanation = try policy().explain(PolicyRequest("a quiet lake"))
        #expect(explanation.nearly.isEmpty && explanation.edit == nil && explanation.isExhaustive)
        let refused = try policy().explain(PolicyRequest(String(repeating: "a", count: 30_000)))
        #expect(refused.decision.refusal == "policy.input.too_long" && refused.edit == nil)
    }

    @Test func `the search is bounded`() throws {
        let explanation = try policy().explain(PolicyRequest(String(repeating: "a tulip, ", count: 60)))
        #expect(explanation.edit == nil && !explanation.isExhaustive)
        #expect(explanation.tried <= EditSearch.maximumDecisions)
    }
}
