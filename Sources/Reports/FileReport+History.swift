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

    /// Whether anything states outright that AI made or changed the image, however little that may be worth.
    var declaresAI: Bool {
        switch ai.standing {
        case .verified, .declared: true
        case .none: false
        // A habit of a generator is a trace, but no statement.
        case .trace: signals.first { $0.key == ai.place }.map { $0.meaning == .aiDeclared } ?? true
        }
    }
}
