internal import ContentCredentials

/// Which assertions the claims of a store name, and which manifests lead to which: looked up once per manifest.
struct ClaimedAssertions {
    private struct Key: Hashable {
        let uri: JUMBFURI
        let hash: [UInt8]?
    }

    private let next: [String: [String]]
    private let judgements: [String: ManifestJudgement]
    private var assertions: [String: Set<Key>] = [:]
    private var reachable: [String: Set<String>] = [:]

    init(graph: IngredientGraph, judgements: [String: ManifestJudgement]) {
        next = Dictionary(grouping: graph.references, by: \.parent).mapValues { $0.compactMap(\.target) }
        self.judgements = judgements
    }

    /// Whether the claim of `manifest`, or that of one it leads to, names the assertion at `target` with the same hash
    /// (CAWG identity assertion 1.2, section 7.1).
    mutating func contains(_ reference: HashedURI, _ target: JUMBFURI, from manifest: String) -> Bool {
        guard let owner = target.manifest, owner == manifest || leads(from: manifest, to: owner) else { return false }
        if assertions[owner] == nil {
            let list = judgements[owner]?.claim?.assertions ?? []
            assertions[owner] = Set(
                list.compactMap { item in item.uri.map { Key(uri: $0.absolute(in: owner), hash: item.hash) } })
        }
        return assertions[owner]?.contains(Key(uri: target, hash: reference.hash)) ?? false
    }

    private mutating func leads(from start: String, to target: String) -> Bool {
        if let known = reachable[start] { return known.contains(target) }
        var seen: Set<String> = [start]
        var waiting = [start]
        while let label = waiting.popLast() {
            for label in next[label] ?? [] where seen.insert(label).inserted { waiting.append(label) }
        }
        reachable[start] = seen
        return seen.contains(target)
    }
}
