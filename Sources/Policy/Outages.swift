/// What a rule makes of classifiers that did not answer.
struct Outages {
    /// The request as it would be had they all given the highest score.
    let worstCase: PolicyRequest
    /// The strongest that the rule may ask for on the strength of their silence.
    let strongest: Rule.Action
    /// Their names, sorted.
    let classifiers: [String]

    /// Nil when the rule asks about none of them. Rules that allow do nothing without an answer.
    init?(of rule: Rule, _ request: PolicyRequest) {
        guard !request.unanswered.isEmpty, rule.action != .allow else { return nil }
        var request = request
        var strongest = Rule.Action.block
        var classifiers: Set<String> = []
        for (name, outage) in Self.signals(rule.when) where request.signals[name] == nil {
            let classifier = String(name.prefix { $0 != "." })
            guard request.unanswered.contains(classifier) else { continue }
            request.signals[name] = .infinity
            classifiers.insert(classifier)
            if outage == .review { strongest = .review }
        }
        guard !classifiers.isEmpty else { return nil }
        worstCase = request
        self.strongest = strongest
        self.classifiers = classifiers.sorted()
    }

    private static func signals(_ condition: Condition) -> [(name: String, outage: Outage)] {
        switch condition {
        case .signal(let name, _, let outage): [(name, outage)]
        case .any(let inner), .all(let inner), .near(let inner, _, _): inner.flatMap(signals)
        case .not(let inner), .count(let inner, _), .nearMatch(let inner, _): signals(inner)
        case .list, .person, .image: []
        }
    }
}
