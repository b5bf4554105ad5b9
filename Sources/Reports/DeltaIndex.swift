internal import Findings

/// What was newly found about ingredients, by the manifest that has the ingredient assertion.
///
/// Made once per report: a hostile store has many thousands of both, so looking them up must not mean searching.
struct DeltaIndex {
    private var byManifest: [String: [ValidationResults.IngredientDelta]] = [:]
    private var byAssertion: [String: [String: [Finding]]] = [:]

    init(_ report: FileReport) {
        let labels = Set(report.manifests.map(\.label))
        for delta in report.results.ingredientDeltas {
            let parts = delta.assertionURI.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            // `self#jumbf=/c2pa/LABEL/c2pa.assertions/…`; a relative URI is about the active manifest.
            let named = parts.firstIndex(of: "c2pa").flatMap { index in
                parts.indices.contains(index + 1) ? parts[index + 1] : nil
            }
            guard let owner = named.flatMap({ labels.contains($0) ? $0 : nil }) ?? report.activeManifest else {
                continue
            }
            byManifest[owner, default: []].append(delta)
            if let assertion = parts.last {
                byAssertion[owner, default: [:]][assertion, default: []] += delta.findings
            }
        }
    }

    func deltas(of manifest: String) -> [ValidationResults.IngredientDelta] { byManifest[manifest] ?? [] }

    func findings(of manifest: String, ingredient assertion: String) -> [Finding] {
        byAssertion[manifest]?[assertion] ?? []
    }
}
