/// Why a request gets its verdict, what nearly held, and the smallest change that gives another verdict.
public struct Explanation: Sendable {
    /// A change of the prompt after which the verdict is another one.
    public struct Edit: Sendable {
        /// What is taken out of the prompt, in the order of the text.
        public let removed: [Decision.Span]
        /// What is added, and the list it comes from.
        public let added: String?
        public let list: String?
        /// The verdict then, and the rules it rests on.
        public let verdict: Rule.Action
        public let rules: [String]
        /// The prompt after the change.
        public let text: String
    }

    public let decision: Decision
    /// Rules that an exception spared, then rules of which half or more is there, the most complete first.
    public let nearly: [RuleTrace]
    /// The smallest change that makes the verdict milder (of a flagged prompt) or stricter (of an allowed one).
    public let edit: Edit?
    /// How many changed prompts were tried; the search stops at ``EditSearch/maximumDecisions``.
    public let tried: Int
    public let isExhaustive: Bool
}

extension CompiledPolicy {
    private static let mostNearly = 12

    public func explain(_ request: PolicyRequest, date: String? = nil) -> Explanation {
        let decision = decide(request, date: date)
        let held = Set(decision.matches.map(\.rule.id))
        let traces = decision.refusal == nil ? trace(request, date: date) : []
        let nearly = traces.filter { trace in
            !held.contains(trace.rule.id) && (trace.outcome == .spared || trace.share >= 0.5)
        }.sorted { left, right in
            if left.outcome != right.outcome { return left.outcome == .spared }
            return (-left.share, -left.rule.severity, left.rule.id) < (
                -right.share, -right.rule.severity, right.rule.id
            )
        }
        var search = EditSearch(self, request, decision, date: date)
        if decision.refusal == nil { search.run(nearly) }
        return Explanation(
            decision: decision, nearly: Array(nearly.prefix(Self.mostNearly)), edit: search.best,
            tried: search.tried, isExhaustive: !search.isCut)
    }
}
