internal import ContentCredentials
internal import Findings

/// What ingredient assertions recorded about their ingredients, and for whom it counts (C2PA 2.4 section 15.11.3.3).
///
/// A status counts for a reference when its own assertion recorded it, or when each way from the active manifest to it
/// passes an assertion that did. Whoever stands beside or below has no say: an ingredient could otherwise record away the
/// failures of its siblings.
struct RecordedStatuses {
    private let graph: IngredientGraph
    private let active: String
    /// What was recorded anywhere, numbered.
    private var numbers: [IngredientAssertion.RecordedStatus: Int] = [:]
    /// By reference.
    private var own: [Set<Int>]
    /// The references that lead to a manifest, cycles apart.
    private var incoming: [String: [Int]] = [:]
    private var known: [Question: Bool] = [:]

    private struct Question: Hashable {
        let number: Int
        let manifest: String
    }

    init(_ graph: IngredientGraph, active: String) {
        self.graph = graph
        self.active = active
        own = []
        own.reserveCapacity(graph.references.count)
        for (index, reference) in graph.references.enumerated() {
            own.append(record(reference))
            if let target = reference.target, !reference.isCyclic { incoming[target, default: []].append(index) }
        }
    }

    private mutating func record(_ reference: IngredientGraph.Reference) -> Set<Int> {
        var set: Set<Int> = []
        for status in reference.ingredient.recorded ?? [] {
            let uri = JUMBFURI(status.url)?.absolute(in: reference.target ?? reference.parent)
            let absolute = IngredientAssertion.RecordedStatus(code: status.code, url: uri?.text ?? status.url)
            let number = numbers[absolute] ?? numbers.count
            numbers[absolute] = number
            set.insert(number)
        }
        return set
    }

    /// Whether `finding`, which is about the manifest that the reference at `index` names, was recorded.
    ///
    /// - Parameter isAboutReference: whether it is about the reference itself, which its own assertion cannot excuse: when
    ///   that was made, the reference fitted.
    mutating func contains(_ finding: Finding, for index: Int, isAboutReference: Bool) -> Bool {
        let status = IngredientAssertion.RecordedStatus(code: finding.code.rawValue, url: finding.url)
        guard let number = numbers[status] else { return false }
        if !isAboutReference, own[index].contains(number) { return true }
        return isKnown(number, above: graph.references[index].parent)
    }

    /// The references form no cycle, so that this is as deep as there are manifests at most.
    private mutating func isKnown(_ number: Int, above manifest: String) -> Bool {
        guard manifest != active, let ways = incoming[manifest] else { return false }
        let question = Question(number: number, manifest: manifest)
        if let answer = known[question] { return answer }
        var answer = true
        for way in ways where !own[way].contains(number) {
            guard !isKnown(number, above: graph.references[way].parent) else { continue }
            answer = false
            break
        }
        known[question] = answer
        return answer
    }
}
