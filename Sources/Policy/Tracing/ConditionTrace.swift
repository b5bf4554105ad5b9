internal import TextMatching

/// How a condition fared for a text, with all its parts.
public struct ConditionTrace: Sendable {
    /// Where it is in the rule, for example `when.any[2]`.
    public let path: String
    /// What it asks for, in a few words.
    public let condition: String
    public let isHeld: Bool
    /// What a condition that is not held lacks beside its parts, for example how far apart they are.
    public let note: String?
    public let spans: [Decision.Span]
    public let parts: [ConditionTrace]

    /// The innermost conditions that are missing: those without which the whole cannot hold.
    public var missing: [ConditionTrace] {
        guard !isHeld else { return [] }
        let open = parts.filter { !$0.isHeld }
        // Parts that are all there, but not as they have to be, are missing as a whole.
        return open.isEmpty ? [self] : isAlternative ? [self] : open.flatMap(\.missing)
    }

    let isAlternative: Bool
}

/// A condition being traced: places still as words and bytes.
struct TraceNode {
    struct Place {
        let words: Range<Int>
        let bytes: Range<Int>
        let revelation: Revelation
    }

    let path: String
    let condition: Condition
    var isHeld = false
    var note: String?
    var places: [Place] = []
    var parts: [TraceNode] = []

    /// How much of the condition is there, from 0 to 1.
    var share: Double {
        if isHeld { return 1 }
        switch condition {
        case .list, .person, .image, .signal, .not: return 0
        case .any: return parts.map(\.share).max() ?? 0
        case .nearMatch: return 0
        case .count: return places.isEmpty ? 0 : 0.5
        case .all, .near:
            guard !parts.isEmpty else { return 0 }
            return min(0.9, parts.map(\.share).reduce(0, +) / Double(parts.count))
        }
    }

    /// As an exception: which of the places of a rule it spares.
    func spares(_ anchors: [Place]) -> [Bool] {
        let all = [Bool](repeating: isHeld, count: anchors.count)
        guard isHeld else { return all }
        switch condition {
        case .any:
            let each = parts.map { $0.spares(anchors) }
            return anchors.indices.map { place in each.contains { $0[place] } }
        case .all:
            let each = parts.map { $0.spares(anchors) }
            return anchors.indices.map { place in each.allSatisfy { $0[place] } }
        case .not(_): return parts.first.map { $0.spares(anchors).map { !$0 } } ?? all
        case .nearMatch(_, let window):
            return anchors.map { anchor in
                places.contains { PeopleFinder.distance(anchor.words, $0.words) <= window }
            }
        default: return all
        }
    }

    /// The members of `any` conditions, at every depth.
    var alternatives: [TraceNode] {
        var found = parts.flatMap(\.alternatives)
        if case .any = condition { found = parts + found }
        return found
    }
}
