extension PolicyLinter {
    mutating func lintLists() {
        var used: Set<Int> = []
        for rule in pack.rules {
            for list in lists(rule.when) + (rule.unless.map(lists) ?? []) { used.formUnion(closure(list)) }
        }
        for (number, list) in pack.lists.enumerated() {
            if !used.contains(number) {
                add(
                    .listUnused, .warning, "no rule uses the list \(list.name)",
                    "use it as $\(list.name), or remove it",
                    list.place)
            }
            if list.patterns.isEmpty, list.includes.isEmpty {
                add(
                    .listEmpty, .warning, "the list \(list.name) has no patterns", "write some, or remove it",
                    list.place)
            }
            var seen: [String: SourcePlace] = [:]
            for (text, place) in list.patterns {
                if let first = seen[text] {
                    add(
                        .patternTwice, .note,
                        "\"\(text)\" is in the list \(shown(list)) twice, first in line \(first.line)",
                        "remove one of them", place)
                } else {
                    seen[text] = place
                }
            }
        }
        lintOverlaps()
    }

    func shown(_ list: Pack.TermList) -> String { list.name.hasPrefix("#") ? "here" : list.name }

    /// The same pattern in lists of which one asks for more than the other.
    private mutating func lintOverlaps() {
        var actions: [Int: Set<String>] = [:]
        for rule in pack.rules where rule.mode == .enforce && rule.action != .allow {
            guard case .list(let number) = rule.when else { continue }
            for list in closure(list(number)) {
                actions[list, default: []].insert("\(rule.id) (\(rule.action.rawValue))")
            }
        }
        var first: [String: Int] = [:]
        for (number, list) in pack.lists.enumerated() {
            for (text, place) in list.patterns {
                guard let before = first[text], before != number else {
                    first[text] = number
                    continue
                }
                guard let here = actions[number], let there = actions[before], here.isDisjoint(with: there) else {
                    continue
                }
                add(
                    .patternOverlap, .note,
                    "\"\(text)\" makes \(here.sorted().joined(separator: ", ")) hold here, and \(there.sorted().joined(separator: ", ")) in \(shown(pack.lists[before]))",
                    "keep it where it belongs", place)
            }
        }
    }
}
