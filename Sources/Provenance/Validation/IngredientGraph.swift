internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings

/// All ingredient references and redactions below an active manifest (C2PA 2.4 section 15.11.3.3).
///
/// Each manifest is visited once, so that diamonds cost nothing; a manifest that is its own ancestor is noted and not
/// followed again.
struct IngredientGraph {
    /// One ingredient assertion with a manifest of its own, or without.
    struct Reference {
        /// The manifest with the assertion.
        let parent: String
        let assertionLabel: String
        let ingredient: IngredientAssertion
        /// The label of the ingredient's manifest, when the assertion names one.
        let target: String?
        let isCyclic: Bool

        var uri: JUMBFURI { JUMBFURI.assertion(assertionLabel, in: parent) }
    }

    /// In depth-first order.
    private(set) var references: [Reference] = []
    /// Absolute URIs of all assertions that a manifest above theirs redacts.
    private(set) var redacted: Set<String> = []
    /// The labels of the manifests that these assertions are of.
    private(set) var redactedManifests: Set<String> = []
    private(set) var isTooDeep = false
    /// The claims that can be read, by manifest label.
    private(set) var claims: [String: Claim] = [:]
    let hashes: HashChecker

    /// Assertions that claims say they redact, by the label of the manifest that says so.
    private var redactions: [String: [JUMBFURI]] = [:]
    private let store: ManifestStore
    private let limits: Limits
    private var visited: Set<String> = []
    private var path: Set<String> = []

    /// - Parameter items: how many CBOR items of the store may still be decoded; counted down.
    init(_ store: ManifestStore, limits: Limits, items: inout Int) {
        self.store = store
        self.limits = limits
        hashes = HashChecker(store)
        visit(store.active, items: &items)
        applyRedactions()
    }

    /// The reference of `label` to its parent, the first in its order.
    func parent(of label: String) -> Reference? {
        references.first { $0.parent == label && $0.ingredient.relationship == "parentOf" && !$0.isCyclic }
    }

    private mutating func visit(_ manifest: Manifest, items: inout Int) {
        guard visited.insert(manifest.label).inserted else { return }
        guard path.count < limits.maximumIngredientDepth else {
            isTooDeep = true
            return
        }
        path.insert(manifest.label)
        defer { path.remove(manifest.label) }
        guard let claim = Self.claim(of: manifest, limits: limits, items: &items) else { return }
        claims[manifest.label] = claim
        for text in claim.redacted {
            guard let uri = JUMBFURI(text)?.absolute(in: manifest.label), uri.manifest != manifest.label
            else { continue }
            redactions[manifest.label, default: []].append(uri)
        }
        for reference in claim.assertions.prefix(limits.maximumAssertions) {
            guard let uri = reference.uri?.absolute(in: manifest.label), uri.manifest == manifest.label,
                uri.isAssertion
            else { continue }
            let label = AssertionLabel(uri.label)
            guard label.isIngredient, let box = store.resolve(uri),
                hashes.check(reference, in: manifest.label, claimAlgorithm: claim.algorithm) == .match,
                let value = AssertionContent(box, limits: limits, items: &items).cbor
            else { continue }
            follow(IngredientAssertion(value, label: label), uri.label, in: manifest, items: &items)
        }
    }

    private mutating func follow(
        _ ingredient: IngredientAssertion, _ label: String, in manifest: Manifest, items: inout Int
    ) {
        let target = ingredient.manifest?.uri?.absolute(in: manifest.label).manifest
        let isCyclic = target.map(path.contains) ?? false
        references.append(
            Reference(
                parent: manifest.label, assertionLabel: label, ingredient: ingredient, target: target,
                isCyclic: isCyclic))
        if let target, !isCyclic, let next = store[target] { visit(next, items: &items) }
    }

    /// A claim may redact what is in the manifests it leads to, and in no others: an ingredient has no say over its siblings.
    private mutating func applyRedactions() {
        guard !redactions.isEmpty else { return }
        let targets = Dictionary(grouping: references, by: \.parent).mapValues { Set($0.compactMap(\.target)) }
        for (label, uris) in redactions {
            var reachable: Set<String> = []
            var queue = [label]
            while let next = queue.popLast() {
                for target in targets[next] ?? [] where target != label && reachable.insert(target).inserted {
                    queue.append(target)
                }
            }
            for uri in uris {
                guard let target = uri.manifest, reachable.contains(target) else { continue }
                redacted.insert(uri.text)
                redactedManifests.insert(target)
            }
        }
    }

    private static func claim(of manifest: Manifest, limits: Limits, items: inout Int) -> Claim? {
        guard manifest.claims.count == 1, let box = manifest.claims.first, let content = box.contents.first else {
            return nil
        }
        guard let value = try? CBORDecoder.decode(content.payload, limits: limits, items: &items) else { return nil }
        return try? Claim(box, value: value)
    }
}
