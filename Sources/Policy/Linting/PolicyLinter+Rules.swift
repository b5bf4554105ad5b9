extension PolicyLinter {
    private static let daysOfWarning = 30

    mutating func lintRules() {
        let ids = Set(pack.rules.map(\.id) + pack.rules.map(\.category))
        let positive = Set(pack.fixtures.filter { !$0.isTodo }.compactMap(\.rule))
        let negative = Set(pack.fixtures.filter { !$0.isTodo }.compactMap(\.notRule))
        for rule in pack.rules {
            lintDates(rule)
            for language in pack.languages.isEmpty ? ["en", "ko"] : pack.languages
            where rule.action != .allow && rule.messages[language]?.isEmpty != false {
                add(
                    .ruleMessage, .warning, "\(rule.id) has no message in \(language)",
                    "people are told why: message: { \(language): \"…\" }", rule.place)
            }
            if !positive.contains(rule.id) {
                add(
                    .ruleUntested, .warning, "no test expects \(rule.id) to hold",
                    "- { text: \"…\", expect: \(rule.action.rawValue), rule: \(rule.id) }", rule.place)
            }
            if !negative.contains(rule.id) {
                add(
                    .ruleUntested, .warning, "no test expects \(rule.id) not to hold",
                    "- { text: \"…\", expect: allow, not_rule: \(rule.id) }", rule.place)
            }
            if rule.action == .allow, rule.lifts.isEmpty {
                add(
                    .ruleIdle, .warning, "\(rule.id) allows, but lifts no rule, so it changes nothing",
                    "lifts: [id or category]", rule.place)
            }
            for name in rule.lifts where !ids.contains(name) {
                add(
                    .ruleIdle, .warning, "\(rule.id) lifts \(name), which is neither a rule nor a category",
                    "check the spelling", rule.place)
            }
            if let why = impossible(rule.when) {
                add(.ruleUnreachable, .warning, "\(rule.id) can never hold: \(why)", "change or remove it", rule.place)
            }
            lintShadow(rule)
        }
    }

    private mutating func lintDates(_ rule: Rule) {
        if let expires = rule.expires {
            if expires <= date {
                add(
                    .ruleExpired, .warning, "\(rule.id) expired on \(expires)", "remove it, or give it a new date",
                    rule.place)
            } else if let left = PolicyDate.days(from: date, to: expires), left <= Self.daysOfWarning {
                add(
                    .ruleExpiring, .note, "\(rule.id) expires on \(expires), in \(left) days",
                    "renew it, or let it end", rule.place)
            }
            if let since = rule.since, since >= expires {
                add(
                    .ruleUnreachable, .warning, "\(rule.id) begins on \(since), after it ends on \(expires)",
                    "exchange the dates", rule.place)
            }
        }
        if let since = rule.since, since > date {
            add(.ruleNotYet, .note, "\(rule.id) does not count before \(since)", "", rule.place)
        }
    }

    /// Why a condition can never hold, as far as that can be seen.
    private func impossible(_ condition: Condition) -> String? {
        switch condition {
        case .list(let number):
            let index = list(number)
            let isEmpty = closure(index).allSatisfy { pack.lists[$0].patterns.isEmpty }
            return isEmpty ? "\(policy.describe(list: index)) has no patterns" : nil
        case .any(let inner):
            let reasons = inner.map(impossible)
            return reasons.contains { $0 == nil } ? nil : reasons.first.map { $0 ?? "" } ?? "it has no conditions"
        case .all(let inner), .near(let inner, _, _): return inner.lazy.compactMap(impossible).first
        case .nearMatch(let inner, _), .count(let inner, _): return impossible(inner)
        case .person(let statuses, let roles):
            let isThere = pack.people.contains {
                (statuses.isEmpty || statuses.contains($0.status)) && (roles.isEmpty || roles.contains($0.role))
            }
            return isThere ? nil : "the pack knows no \(policy.describe(condition).dropFirst(2))"
        case .not, .image, .signal: return nil
        }
    }

    /// The lists that make a rule hold on their own; nil when it asks for more.
    private func simpleLists(_ rule: Rule) -> Set<Int>? {
        switch rule.when {
        case .list(let number): return closure(list(number))
        case .any(let inner):
            var all: Set<Int> = []
            for condition in inner {
                guard case .list(let number) = condition else { return nil }
                all.formUnion(closure(list(number)))
            }
            return all
        default: return nil
        }
    }

    private mutating func lintShadow(_ rule: Rule) {
        guard rule.mode == .enforce, rule.action != .allow, let own = simpleLists(rule), !own.isEmpty else { return }
        for other in pack.rules
        where other.id != rule.id && other.mode == .enforce && other.unless == nil && other.since == nil
            && other.expires == nil && other.action >= rule.action && Set(rule.fields).isSubset(of: other.fields)
        {
            guard let theirs = simpleLists(other), own.isSubset(of: theirs) else { continue }
            // Of two equal rules only the later one is told.
            if other.action == rule.action, own == theirs, rule.id < other.id { continue }
            add(
                .ruleShadowed, .warning,
                "\(rule.id) decides nothing: \(other.id) asks for \(other.action.rawValue) whenever it holds",
                "remove one of them", rule.place)
        }
    }
}
