internal import Findings

extension FileReport {
    /// What was newly found about the ingredients of one manifest.
    func deltas(of manifest: ManifestRecord) -> [ValidationResults.IngredientDelta] {
        results.ingredientDeltas.filter { owner(of: $0) == manifest.label }
    }

    /// What was newly found about one ingredient, by the label of its assertion.
    func deltas(of manifest: ManifestRecord, ingredient label: String) -> [Finding] {
        deltas(of: manifest).filter { $0.assertionURI.hasSuffix("/" + label) }.flatMap(\.findings)
    }

    /// The manifest whose ingredient assertion a delta is about: the label in its URI, else the active manifest.
    private func owner(of delta: ValidationResults.IngredientDelta) -> String? {
        let parts = delta.assertionURI.split(separator: "/", omittingEmptySubsequences: false)
        if let store = parts.firstIndex(of: "c2pa"), parts.indices.contains(store + 1) {
            let label = String(parts[store + 1])
            if manifests.contains(where: { $0.label == label }) { return label }
        }
        return activeManifest
    }
}
