public import Policy

/// Runs the tests that stand beside the rules of a pack.
public struct PolicyTestRun: Sendable {
    /// What became of one test.
    public struct Outcome: Sendable {
        public let fixture: Fixture
        public let decision: Decision
        /// Why it failed; nil when it passed.
        public let failure: String?
    }

    public let outcomes: [Outcome]
    /// Rules no test makes hold, and rules no test comes near without.
    public let neverHeld: [String]
    public let neverSpared: [String]

    public init(_ policy: CompiledPolicy) {
        var held: Set<String> = []
        var spared: Set<String> = []
        outcomes = policy.pack.fixtures.map { fixture in
            let decision = policy.decide(
                PolicyRequest(fixture.text, negative: fixture.negative, image: fixture.image))
            let ids = Set(decision.matches.map(\.rule.id))
            held.formUnion(ids)
            if let rule = fixture.notRule, !ids.contains(rule) { spared.insert(rule) }
            var failure: String?
            if decision.verdict != fixture.expected {
                failure =
                    "expected \(fixture.expected.rawValue), got \(decision.verdict.rawValue) (\(ids.sorted().joined(separator: ", ")))"
            } else if let rule = fixture.rule, !ids.contains(rule) {
                failure = "the rule \(rule) did not hold"
            } else if let rule = fixture.notRule, ids.contains(rule) {
                failure = "the rule \(rule) held"
            }
            return Outcome(fixture: fixture, decision: decision, failure: failure)
        }
        let all = policy.pack.rules.map(\.id)
        neverHeld = all.filter { !held.contains($0) }
        neverSpared = all.filter { !spared.contains($0) }
    }

    public var failures: [Outcome] { outcomes.filter { $0.failure != nil && !$0.fixture.isTodo } }
}
