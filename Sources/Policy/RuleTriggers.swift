/// By which words the rules are looked at: a rule whose words are not there need not be evaluated.
///
/// Where a condition asks for several things at once, one of them is enough to look at it: the one that texts have least often.
struct RuleTriggers {
    private let references: [Int]
    /// How often texts have a word of each list, as far as is known.
    private let frequencies: [Double]

    init(references: [Int], frequencies: [Double]) {
        self.references = references
        self.frequencies = frequencies
    }

    /// Lists of which one has a hit whenever the condition holds; nil when it may hold without any, by people, images or signals.
    func lists(_ condition: Condition) -> Set<Int>? {
        switch condition {
        case .list(let number): return [number < 0 ? references[-number - 1] : number]
        case .any(let inner):
            var all: Set<Int> = []
            for part in inner {
                guard let lists = lists(part) else { return nil }
                all.formUnion(lists)
            }
            return all
        case .all(let inner), .near(let inner, _, _):
            return inner.compactMap(lists).min { (frequency($0), $0.count) < (frequency($1), $1.count) }
        case .count(let inner, _), .nearMatch(let inner, _): return lists(inner)
        case .not, .person, .image, .signal: return nil
        }
    }

    private func frequency(_ lists: Set<Int>) -> Double {
        lists.reduce(0) { $0 + (frequencies.indices.contains($1) ? frequencies[$1] : 0) }
    }
}
