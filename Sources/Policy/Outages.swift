/// What a rule makes of classifiers that did not answer.
struct Outages {
    /// The request as it would be had they all given the highest score.
    let worstCase: PolicyRequest
    /// The strongest that the rule may ask for on the strength of their silence.
    let strongest: Rule.Action
    /// Their names, sorted.
    let classifiers: [String]

    /// Nil when the rule asks about none of them. Rules that allow do nothing without an answer.
    ///
    /// - Parameter condition: the number of the first node of what the rule asks for.
    init?(of rule: Rule, _ condition: Int32, _ tables: PolicyTables, _ request: PolicyRequest) {
        guard !request.unanswered.isEmpty, rule.action != .allow else { return nil }
        var request = request
        var strongest = Rule.Action.block
        var classifiers: Set<String> = []
        for place in Int(condition)..<Int(tables.nodes[Int(condition)].end) {
            let node = tables.nodes[place]
            guard node.kind == ConditionNode.Kind.signal.rawValue else { continue }
            let name = tables.strings[Int(node.value)]
            guard request.signals[name] == nil else { continue }
            let classifier = String(name.prefix { $0 != "." })
            guard request.unanswered.contains(classifier) else { continue }
            request.signals[name] = .infinity
            classifiers.insert(classifier)
            if node.flag == 1 { strongest = .review }
        }
        guard !classifiers.isEmpty else { return nil }
        worstCase = request
        self.strongest = strongest
        self.classifiers = classifiers.sorted()
    }
}
