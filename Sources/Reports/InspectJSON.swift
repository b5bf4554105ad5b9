internal import Bytes
public import Findings

/// What `inspect --json` prints: everything the manifests say, in the shape of c2patool's report.
///
/// Four fields are signet's own: `file`, `identities` (whom the records name beside their signers), `signals` (the unsigned
/// fields beside the credentials) and `remote_manifest`.
public struct InspectJSON: Sendable {
    /// Raw claims and complete assertion stores instead of the digest, as `c2patool --detailed` has it.
    private let isDetailed: Bool

    public init(isDetailed: Bool = false) { self.isDetailed = isDetailed }

    /// One document for one file, with a final line break.
    public func document(for outcome: FileOutcome) -> String {
        TextPieces.joined { write(outcome, isLine: false, to: $0) }
    }

    /// One line for one file, with a final line break; for many files.
    public func line(for outcome: FileOutcome) -> String {
        TextPieces.joined { write(outcome, isLine: true, to: $0) }
    }

    /// ``document(for:)`` or ``line(for:)``, in pieces.
    public func write(_ outcome: FileOutcome, isLine: Bool, to put: @escaping (String) -> Void) {
        JSONWriter.write(value(for: outcome), isPretty: !isLine, to: put)
    }

    func value(for outcome: FileOutcome) -> DataValue {
        guard case .report(let report) = outcome else { return JSONReport.failure(outcome) }
        let hasResults = report.state != nil || !report.results.all.isEmpty
        return .object([
            "file": .text(report.file),
            "active_manifest": .text(report.activeManifest),
            "manifests": .map(
                report.manifests.map { DataValue.Field($0.label, isDetailed ? detailed($0) : digest($0)) }),
            "identities": report.identities.isEmpty ? nil : .list(report.identities.map(IdentityJSON.value)),
            "remote_manifest": .text(report.remoteManifest),
            "sidecar": .text(report.sidecar),
            "signals": report.signals.isEmpty ? nil : .list(report.signals.map(JSONReport.value)),
            "validation_status": status(report.results),
            "validation_results": hasResults ? ResultsJSON.value(for: report.results) : nil,
            "validation_state": .text(report.state?.rawValue),
        ])
    }

    /// Every failure, of the active manifest and of the ingredients; left out when there is none.
    private func status(_ results: ValidationResults) -> DataValue? {
        let failures = results.all.filter { $0.severity == .failure }
        return failures.isEmpty ? nil : .list(failures.map(ResultsJSON.value))
    }

    // MARK: The digest

    private func digest(_ manifest: ManifestRecord) -> DataValue {
        let thumbnail = manifest.assertions.first { $0.label.hasPrefix("c2pa.thumbnail.claim") }
        let assertions = manifest.assertions.filter { !Self.isPlumbing($0.label) }
        return .object([
            "label": .text(manifest.label),
            "claim_version": .number(manifest.claimVersion),
            "claim_generator": manifest.claim["claim_generator"],
            "claim_generator_info": generatorInfo(manifest.claim["claim_generator_info"]),
            "title": .text(manifest.title),
            "format": .text(manifest.format),
            "instance_id": .text(manifest.instanceID),
            "thumbnail": thumbnail.map { self.thumbnail($0, of: manifest) },
            "ingredients": .list(manifest.ingredients.map { ingredient($0, of: manifest) }),
            "assertions": .list(assertions.map(assertion)),
            "redacted_assertions": manifest.claim["redacted_assertions"],
            "signature_info": manifest.signature.map(SignatureJSON.value),
        ])
    }

    /// Assertions that bind the manifest together rather than say something; the digest shows them elsewhere or not.
    private static func isPlumbing(_ label: String) -> Bool {
        ["c2pa.hash.", "c2pa.ingredient", "c2pa.thumbnail."].contains { label.hasPrefix($0) }
    }

    /// Claims of version 2 have one map, those of version 1 a list of them.
    private func generatorInfo(_ value: DataValue?) -> DataValue? {
        guard let value else { return nil }
        if case .map = value { return .list([value]) }
        return value
    }

    private func thumbnail(_ assertion: ManifestRecord.Assertion, of manifest: ManifestRecord) -> DataValue {
        .object([
            "format": assertion.value["format"],
            "identifier": .text("self#jumbf=/c2pa/\(manifest.label)/c2pa.assertions/\(assertion.label)"),
        ])
    }

    private func ingredient(_ ingredient: ManifestRecord.Ingredient, of manifest: ManifestRecord) -> DataValue {
        let content = manifest.assertions.first { $0.label == ingredient.label }?.value
        return .object([
            "label": .text(ingredient.label),
            "title": .text(ingredient.title),
            "format": .text(ingredient.format),
            "relationship": .text(ingredient.relationship),
            "active_manifest": .text(ingredient.manifest),
            "instance_id": content?["instanceID"],
            "document_id": content?["documentID"],
            "description": content?["description"],
            "validation_status": content?["validationStatus"],
            "validation_results": content?["validationResults"],
        ])
    }

    private func assertion(_ assertion: ManifestRecord.Assertion) -> DataValue {
        let (label, instance) = Self.parts(of: assertion.label)
        return .object([
            "label": .text(label),
            "instance": .number(instance),
            "data": assertion.value,
            "kind": assertion.contentType == "json" ? .text("Json") : nil,
        ])
    }

    /// `c2pa.actions.v2__1` is the second `c2pa.actions.v2`.
    private static func parts(of label: String) -> (label: String, instance: Int?) {
        guard let separator = label.utf8.indices.last(where: { label.utf8[$0] == UInt8(ascii: "_") }) else {
            return (label, nil)
        }
        let head = label[..<separator]
        guard head.last == "_", let instance = Int(label[label.index(after: separator)...]), instance > 0 else {
            return (label, nil)
        }
        return (String(head.dropLast()), instance)
    }

    // MARK: The details

    private func detailed(_ manifest: ManifestRecord) -> DataValue {
        .object([
            "claim": manifest.claim,
            "assertion_store": .map(manifest.assertions.map { DataValue.Field($0.label, $0.value) }),
            "databoxes": manifest.dataBoxes.isEmpty
                ? nil : .map(manifest.dataBoxes.map { DataValue.Field($0.label, $0.value) }),
            "signature": manifest.signature.map(SignatureJSON.value),
        ])
    }
}
