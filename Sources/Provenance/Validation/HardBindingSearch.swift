internal import Bytes
internal import ContentCredentials

/// Finds the assertion that holds the content to the record: the active manifest's own, or that of the manifest which its
/// updates go back to (C2PA 2.4 section 15.12).
struct HardBindingSearch {
    let store: ManifestStore
    let limits: Limits

    struct Found {
        /// The label of the manifest.
        let manifest: String
        let claim: Claim
        let assertion: ManifestJudgement.Assertion
    }

    enum Outcome {
        case found(Found)
        /// There is none. Of the active manifest itself, that is among its own findings already, and no news.
        case missing(isNews: Bool)
    }

    func search(_ judgements: [String: ManifestJudgement], _ graph: IngredientGraph) -> Outcome {
        var label = store.active.label
        var steps = 0
        while let judgement = judgements[label], judgement.manifest.isBoundByParent {
            steps += 1
            guard let target = graph.parent(of: label)?.target, steps <= limits.maximumIngredientDepth else {
                return .missing(isNews: true)
            }
            label = target
        }
        // Of the active manifest, the missing claim is a failure already; of another, it may have been recorded before.
        guard let judgement = judgements[label], let claim = judgement.claim,
            let binding = judgement.assertions.first(where: { $0.label.isHardBinding })
        else { return .missing(isNews: label != store.active.label) }
        return .found(Found(manifest: label, claim: claim, assertion: binding))
    }
}
