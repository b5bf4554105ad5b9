/// Looks for the smallest change of a prompt that gives another verdict: by leaving out what rules found, or by adding what they
/// lack. Bounded: a search that ends at the bound says so.
public struct EditSearch {
    /// How many changed prompts are decided about.
    public static let maximumDecisions = 2_000
    private static let mostSpans = 24

    private let policy: CompiledPolicy
    private let request: PolicyRequest
    private let decision: Decision
    private let date: String?
    private(set) var best: Explanation.Edit?
    private(set) var tried = 0
    private(set) var isCut = false

    init(_ policy: CompiledPolicy, _ request: PolicyRequest, _ decision: Decision, date: String?) {
        self.policy = policy
        self.request = request
        self.decision = decision
        self.date = date
    }

    mutating func run(_ nearly: [RuleTrace]) {
        if decision.verdict == .allow {
            soften(nearly)
            complete(nearly)
        } else {
            removeMatches()
        }
    }

    // MARK: A milder verdict

    /// Leaves out one place of the matches, then two, then three.
    private mutating func removeMatches() {
        let verdict = decision.verdict
        let found = decision.matches.filter { $0.rule.action != .allow }.flatMap(\.spans).filter {
            $0.field != .negative
        }
        let spans = Self.apart(found)
        isCut = spans.count > Self.mostSpans
        let chosen = Array(spans.prefix(Self.mostSpans))
        for size in 1...3 where best == nil {
            for picked in Self.combinations(of: chosen, size: size) {
                consider(removed: picked) { $0 < verdict }
            }
        }
        // All of them, when three are not enough.
        if best == nil, chosen.count > 3 { consider(removed: chosen) { $0 < verdict } }
    }

    private static func combinations(of spans: [Decision.Span], size: Int) -> [[Decision.Span]] {
        guard size > 0 else { return [[]] }
        return spans.indices.flatMap { index in
            combinations(of: Array(spans[(index + 1)...]), size: size - 1).map { [spans[index]] + $0 }
        }
    }

    /// Spans that overlap none before them; of overlapping ones the longest.
    private static func apart(_ spans: [Decision.Span]) -> [Decision.Span] {
        var chosen: [Decision.Span] = []
        for span in spans.sorted(by: { ($0.bytes.count, $1.bytes.lowerBound) > ($1.bytes.count, $0.bytes.lowerBound) })
        where !chosen.contains(where: { $0.bytes.overlaps(span.bytes) }) {
            chosen.append(span)
        }
        return chosen.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    }

    // MARK: A stricter verdict

    /// Leaves out what spares a rule.
    private mutating func soften(_ nearly: [RuleTrace]) {
        for trace in nearly where trace.outcome == .spared && trace.field == .prompt {
            guard let unless = trace.unless else { continue }
            for span in Self.apart(unless.spans) { consider(removed: [span], isBetter: { $0 > .allow }) }
            consider(removed: Self.apart(unless.spans), isBetter: { $0 > .allow })
        }
    }

    /// Adds a word of a list that a rule lacks, beside what it found.
    private mutating func complete(_ nearly: [RuleTrace]) {
        for trace in nearly where trace.outcome == .partly && trace.field == .prompt && best == nil {
            for missing in trace.when.missing {
                guard let (list, word) = policy.example(missing.condition) else { continue }
                let place = trace.when.allSpans.map(\.bytes.upperBound).max() ?? request.prompt.utf8.count
                let utf8 = request.prompt.utf8
                let at = utf8.index(utf8.startIndex, offsetBy: place)
                let text = "\(request.prompt[..<at]) \(word)\(request.prompt[at...])"
                consider(text, removed: [], added: word, list: list, isBetter: { $0 > .allow })
            }
        }
    }

    // MARK: Trying

    private mutating func consider(removed: [Decision.Span], isBetter: (Rule.Action) -> Bool) {
        guard !removed.isEmpty else { return }
        let utf8 = request.prompt.utf8
        var text = ""
        var from = utf8.startIndex
        for span in removed {
            text += request.prompt[from..<utf8.index(utf8.startIndex, offsetBy: span.bytes.lowerBound)]
            from = utf8.index(utf8.startIndex, offsetBy: span.bytes.upperBound)
        }
        text += request.prompt[from...]
        consider(text, removed: removed, added: nil, list: nil, isBetter: isBetter)
    }

    private mutating func consider(
        _ text: String, removed: [Decision.Span], added: String?, list: String?, isBetter: (Rule.Action) -> Bool
    ) {
        // Less is left out of the text by what is known already: nothing to gain.
        if let best, Self.size(removed, added) >= Self.size(best.removed, best.added) { return }
        guard tried < Self.maximumDecisions else {
            isCut = true
            return
        }
        tried += 1
        var changed = request
        changed.prompt = text
        let decision = policy.decide(changed, date: date)
        guard decision.refusal == nil, isBetter(decision.verdict) else { return }
        best = Explanation.Edit(
            removed: removed, added: added, list: list, verdict: decision.verdict,
            rules: decision.matches.filter(\.isDecisive).map(\.rule.id), text: text)
    }

    private static func size(_ removed: [Decision.Span], _ added: String?) -> Int {
        removed.map(\.characters.count).reduce(0, +) + (added?.count ?? 0)
    }
}

extension ConditionTrace {
    /// The places of this condition and of all its parts.
    var allSpans: [Decision.Span] { spans + parts.flatMap(\.allSpans) }
}

extension CompiledPolicy {
    /// A plain word or two of the list a condition names, as `describe` writes it.
    func example(_ condition: String) -> (list: String, words: String)? {
        for (number, list) in pack.lists.enumerated() where describe(list: number) == condition {
            let plain = list.patterns.first { $0.text.allSatisfy { $0.isLetter || $0 == " " } }
            if let words = plain?.text { return (condition, words) }
            // A list that only holds others.
            for name in list.includes {
                if let inner = example("$\(name)") { return (condition, inner.words) }
            }
        }
        return nil
    }
}
