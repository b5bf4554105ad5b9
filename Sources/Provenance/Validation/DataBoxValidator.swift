internal import Boxes
internal import ContentCredentials
internal import Findings

/// Finds data boxes that nothing vouches for (C2PA 2.4 section 18.12, deprecated).
///
/// A data box is covered by the hash in the assertion that refers to it. One that no assertion refers to could be exchanged
/// without notice.
struct DataBoxValidator {
    let manifest: Manifest
    let assertions: [ManifestJudgement.Assertion]

    func validate(log: inout FindingLog) {
        guard !manifest.dataBoxes.isEmpty else { return }
        var referenced: Set<String> = []
        for assertion in assertions {
            if let value = assertion.content.cbor { collect(value, &referenced) }
        }
        for box in manifest.dataBoxes {
            guard let label = box.label, !referenced.contains(label) else { continue }
            log.failure(
                .generalError, JUMBFURI(manifest: manifest.label, path: ["c2pa.databoxes", label]),
                "no assertion refers to the data box, so no hash covers it")
        }
    }

    /// The depth is that of the CBOR, which the decoder has bounded.
    private func collect(_ value: CBORValue, _ referenced: inout Set<String>) {
        switch value {
        case .array(let elements): for element in elements { collect(element, &referenced) }
        case .tagged(_, let inner): collect(inner, &referenced)
        case .map(let entries):
            if let reference = HashedURI(value), reference.hash != nil,
                let uri = reference.uri?.absolute(in: manifest.label), uri.manifest == manifest.label,
                uri.path.count == 2, uri.path[0] == "c2pa.databoxes"
            {
                referenced.insert(uri.label)
            }
            for entry in entries { collect(entry.value, &referenced) }
        default: break
        }
    }
}
