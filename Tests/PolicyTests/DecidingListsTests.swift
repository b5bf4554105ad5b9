import Policy
import Testing

/// How sure a misspelled word has to be depends on whether anything follows from it alone.
@Suite struct DecidingListsTests {
    private func rules(_ when: String, unless: String = "") throws -> CompiledPolicy {
        try WrittenPack.policy([
            "r.yaml": """
            terms:
              liquid: { en: [blood] }
              thing: { en: [bucket] }
            rules:
              - { id: r, action: block, when: \(when)\(unless) }

            """
        ])
    }

    private static let doubtful = "a bucket of blod"

    @Test(arguments: ["$liquid", "{ any: [$liquid, $thing] }", "{ count: $liquid, at_least: 1 }"])
    func `a doubtful slip is no reason alone`(_ when: String) throws {
        let policy = try rules(when)
        #expect(policy.decide(PolicyRequest("much blod")).verdict == .allow)
        #expect(policy.decide(PolicyRequest("much blood")).verdict == .block)
    }

    @Test(arguments: ["{ near: [$liquid, $thing], window: 4 }", "{ all: [$liquid, { any: [$thing] }] }"])
    func `it is one beside another`(_ when: String) throws {
        let policy = try rules(when)
        #expect(policy.decide(PolicyRequest(Self.doubtful)).verdict == .block)
        #expect(policy.decide(PolicyRequest("much blod")).verdict == .allow)
    }

    @Test func `a list that one rule asks for alone is never doubtful`() throws {
        let policy = try WrittenPack.policy([
            "r.yaml": """
            terms:
              liquid: { en: [blood] }
            rules:
              - { id: r, action: block, when: { near: [$liquid, [bucket]], window: 4 } }
              - { id: s, action: review, when: $liquid }

            """
        ])
        #expect(policy.decide(PolicyRequest(Self.doubtful)).verdict == .allow)
    }
}
