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

    /// The members of `any` conditions, at every depth.
    var alternatives: [TraceNode] {
        var found = parts.flatMap(\.alternatives)
        if case .any = condition { found = parts + found }
        return found
    }
}
