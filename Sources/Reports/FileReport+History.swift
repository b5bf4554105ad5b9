internal import Findings

extension FileReport {
    /// The active manifest and what it was made from, newest first: parents only, each manifest once.
    var history: [ManifestRecord] {
        var byLabel: [String: ManifestRecord] = [:]
        for manifest in manifests where byLabel[manifest.label] == nil { byLabel[manifest.label] = manifest }
        var chain: [ManifestRecord] = []
        var next = activeManifest
        while let label = next, let manifest = byLabel.removeValue(forKey: label) {
            chain.append(manifest)
            next = manifest.ingredients.first { $0.relationship == "parentOf" }?.manifest
        }
        return chain
    }

    /// Every recorded step, oldest first.
    var steps: [ManifestRecord.Action] { history.reversed().flatMap(\.actions) }

    /// Whether the record says that a camera or scanner made the image that all later steps started from.
    var saysCamera: Bool { steps.contains { Contradiction.isCapture($0.digitalSourceType) } }
}
