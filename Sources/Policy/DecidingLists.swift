/// From which lists something follows alone: a rule that blocks or reviews holds when nothing but a hit of that list is there.
struct DecidingLists {
    private let references: [Int]

    /// The lists of a pack that decide alone.
    static func of(_ pack: borrowing Pack, _ references: [Int]) -> Set<Int> {
        let finder = DecidingLists(references: references)
        return pack.rules.reduce(into: []) { found, rule in
            if rule.action != .allow { found.formUnion(finder.outcome(rule.when).lists) }
        }
    }

    /// Whether a condition holds without any hit, and each list of which a hit is enough for it.
    private func outcome(_ condition: Condition) -> (always: Bool, lists: Set<Int>) {
        switch condition {
        case .list(let number): return (false, [number < 0 ? references[-number - 1] : number])
        case .any(let inner):
            let parts = inner.map(outcome)
            return (parts.contains { $0.always }, parts.reduce(into: []) { $0.formUnion($1.lists) })
        case .all(let inner), .near(let inner, _, _):
            let parts = inner.map(outcome).filter { !$0.always }
            guard let first = parts.first else { return (true, []) }
            return (false, parts.dropFirst().reduce(first.lists) { $0.intersection($1.lists) })
        case .count(let inner, let least): return least > 1 ? (false, []) : outcome(inner)
        case .nearMatch(let inner, _): return outcome(inner)
        case .not: return (true, [])
        case .person, .image, .signal: return (false, [])
        }
    }
}
