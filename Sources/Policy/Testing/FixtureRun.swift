extension CompiledPolicy {
    /// Runs one test: its text as it is, and in the spellings it has to withstand.
    public func run(_ fixture: Fixture, date: String? = nil) -> (result: PolicyTestResults.Case, decision: Decision) {
        let decision = decide(
            PolicyRequest(fixture.text, negative: fixture.negative, image: fixture.image), date: date)
        let held = Set(decision.matches.map(\.rule.id))
        let rules = held.sorted()
        var failure: String?
        if let name = [fixture.rule, fixture.notRule].compactMap({ $0 }).first(where: { name in
            !pack.rules.contains { $0.id == name }
        }) {
            failure = "there is no rule \(name)"
        } else if decision.verdict != fixture.expected {
            let why = decision.refusal ?? (rules.isEmpty ? "no rule held" : rules.joined(separator: ", "))
            failure = "expected \(fixture.expected.rawValue), got \(decision.verdict.rawValue) (\(why))"
        } else if let rule = fixture.rule, !held.contains(rule) {
            failure = "the rule \(rule) did not hold"
        } else if let rule = fixture.notRule, held.contains(rule) {
            failure = "the rule \(rule) held"
        } else if !fixture.evasions.isEmpty {
            let (_, losses) = evade(fixture, decision, fixture.evasions, date: date)
            if !losses.isEmpty {
                failure =
                    "expected \(fixture.expected.rawValue) also when rewritten: "
                    + losses.map { "\($0.evasion.rawValue) gives \($0.verdict.rawValue)" }.joined(separator: ", ")
            }
        }
        let state: PolicyTestResults.State =
            fixture.isTodo ? (failure == nil ? .todoPassed : .todo) : (failure == nil ? .passed : .failed)
        return (
            PolicyTestResults.Case(
                fixture: fixture, verdict: decision.verdict, rules: rules, state: state, failure: failure),
            decision
        )
    }

    /// Rewrites a test in every way and decides again.
    ///
    /// Of tests that expect review or block, the words that decided are rewritten; of tests that expect allow, every longer
    /// word. Tests whose words do not decide (uploads alone) have nothing to rewrite.
    ///
    /// - Parameter decision: the decision about the text as it is.
    public func evade(
        _ fixture: Fixture, _ decision: Decision, _ evasions: [Evasion] = Evasion.allCases, date: String? = nil
    ) -> (counts: [Evasion: EvasionResults.Count], losses: [EvasionResults.Loss]) {
        var counts: [Evasion: EvasionResults.Count] = [:]
        var losses: [EvasionResults.Loss] = []
        let isFlagged = fixture.expected != .allow
        let spans =
            isFlagged
            ? decision.matches.filter(\.isDecisive).flatMap(\.spans).filter { $0.field == .prompt }.map(\.bytes) : nil
        let pieces = EvasionText(fixture.text, in: spans)
        for evasion in evasions {
            guard let text = evasion.rewrite(pieces) else { continue }
            let verdict = decide(
                PolicyRequest(text, negative: fixture.negative, image: fixture.image), date: date
            ).verdict
            var count = EvasionResults.Count()
            let isKept = isFlagged ? verdict >= fixture.expected : verdict == .allow
            if isFlagged {
                count.flagged = 1
                count.kept = isKept ? 1 : 0
            } else {
                count.spared = 1
                count.flaggedInVain = isKept ? 0 : 1
            }
            counts[evasion] = count
            if !isKept {
                losses.append(EvasionResults.Loss(fixture: fixture, evasion: evasion, verdict: verdict, text: text))
            }
        }
        return (counts, losses)
    }
}
