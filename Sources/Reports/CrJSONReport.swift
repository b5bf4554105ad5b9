internal import Bytes
public import Findings

/// The manifests and their validation as Content Credentials JSON, the exchange format of the C2PA conformance
/// programme (“Content Credentials JSON (crJSON) File Format Specification”, C2PA 2.4).
///
/// Where the page and the schema that the reference implementation tests against (c2pa-rs, `crJSON-schema.json`)
/// differ, the schema is followed: `timeStampInfo` (the page writes `timestampInfo`, which the schema forbids), and
/// `specVersion` beside `validationTime`. Only the empty `signature` of an unsigned manifest is as the page has it.
public struct CrJSONReport: Sendable {
    /// The version of the C2PA specification that validation follows.
    public static let specificationVersion = "2.4.0"

    private let tool: ReportContext.Tool

    public init(_ context: ReportContext) { tool = context.tool }

    /// One document for one file, with a final line break. For a file that could not be read it is the same error
    /// object as ``JSONReport``'s, as crJSON has none.
    public func document(for outcome: FileOutcome) -> String {
        TextPieces.joined { write(outcome, isLine: false, to: $0) }
    }

    /// One line for one file, with a final line break; for many files.
    public func line(for outcome: FileOutcome) -> String {
        TextPieces.joined { write(outcome, isLine: true, to: $0) }
    }

    /// ``document(for:)`` or ``line(for:)``, in pieces.
    public func write(_ outcome: FileOutcome, isLine: Bool, to put: @escaping (String) -> Void) {
        JSONWriter.write(value(for: outcome), isPretty: !isLine, bytesForm: .prefixedBase64, to: put)
    }

    func value(for outcome: FileOutcome) -> DataValue {
        guard case .report(let report) = outcome else { return JSONReport.failure(outcome) }
        let deltas = DeltaIndex(report)
        return .object([
            "@context": .object(["@vocab": .text("https://c2pa.org/crjson/")]),
            // Section 3.3.
            "jsonGenerator": .object(["name": .text(tool.name), "version": .text(tool.version)]),
            // Section 3.4: the reverse of the store's order, which is the order of the report.
            "manifests": .list(report.manifests.map { manifest($0, of: report, deltas.deltas(of: $0.label)) }),
        ])
    }

    private func manifest(
        _ manifest: ManifestRecord, of report: FileReport, _ deltas: [ValidationResults.IngredientDelta]
    ) -> DataValue {
        let isActive = manifest.label == report.activeManifest
        var fields: [DataValue.Field] = [
            .init("label", .text(manifest.label)),
            .init("assertions", assertions(of: manifest)),
            .init("signature", signature(manifest.signature)),
            .init(
                "validationResults",
                results(isActive ? report.results.activeManifest : manifest.findings, report)),
        ]
        if !deltas.isEmpty { fields.append(.init("ingredientDeltas", .list(deltas.map(ResultsJSON.value)))) }
        fields.append(
            manifest.claimVersion == 1
                ? .init("claim", claim(manifest)) : .init("claim.v2", claim(manifest)))
        return .map(fields)
    }

    /// Section 3.5: as written, and the lists of gathered and redacted assertions even when they are not there. A field
    /// that is there and null counts as not there.
    private func claim(_ manifest: ManifestRecord) -> DataValue {
        var fields = manifest.claim.fields
        func addIfMissing(_ key: String, _ value: @autoclosure () -> DataValue?) {
            let index = fields.firstIndex { $0.key == key }
            if let index, fields[index].value != .null { return }
            guard let value = value() else { return }
            if let index { fields[index] = .init(key, value) } else { fields.append(.init(key, value)) }
        }
        guard !fields.isEmpty else { return .map([]) }
        addIfMissing("redacted_assertions", .list([]))
        if manifest.claimVersion == 1 {
            // The schema of version 1 claims asks for the map that older claims only state as a user-agent string.
            addIfMissing(
                "claim_generator_info",
                manifest.claim["claim_generator"].map { .list([.object(["name": $0])]) })
        } else {
            addIfMissing("gathered_assertions", .list([]))
        }
        return .map(fields)
    }

    /// Section 3.6.1: an assertion that nothing can be derived from is an empty object.
    private func assertions(of manifest: ManifestRecord) -> DataValue {
        .map(
            manifest.assertions.map { assertion in
                guard case .map = assertion.value else { return .init(assertion.label, .map([])) }
                return .init(assertion.label, assertion.value)
            })
    }

    /// Section 3.8.
    private func results(_ findings: [Finding], _ report: FileReport) -> DataValue {
        .map(
            ResultsJSON.statusCodes(findings).fields + [
                .init("specVersion", .text(Self.specificationVersion)),
                .init("validationTime", .text(Timestamp.text(report.validationTime))),
            ])
    }

    // MARK: Signature, section 3.7

    /// An empty object when there is nothing to say.
    private func signature(_ signature: SignatureRecord?) -> DataValue {
        guard let signature, let leaf = signature.certificates.first else { return .map([]) }
        var stamp: DataValue?
        if let timeStamp = signature.timeStamp, let authority = timeStamp.authority {
            stamp = .object([
                "timestamp": .text(Timestamp.text(timeStamp.time)),
                "certificateInfo": certificate(authority),
            ])
        }
        return .object([
            "algorithm": .text(Self.algorithm(signature.algorithm)),
            "certificateInfo": certificate(leaf),
            "timeStampInfo": stamp,
        ])
    }

    /// The names of C2PA 2.4 section 13.2.1, or `Unknown`.
    private static func algorithm(_ name: String?) -> String {
        if name == "EdDSA" || name == "Ed25519" { return "Ed25519" }
        let known = ["ES256", "ES384", "ES512", "PS256", "PS384", "PS512"]
        return known.first { $0 == name } ?? "Unknown"
    }

    private func certificate(_ certificate: CertificateRecord) -> DataValue {
        .object([
            "serialNumber": .text(SignatureJSON.decimal(hexadecimal: certificate.serialNumber)),
            "subject": name(certificate.subject),
            "issuer": name(certificate.issuer),
            "validity": .object([
                "notBefore": .text(Timestamp.text(certificate.notBefore)),
                "notAfter": .text(Timestamp.text(certificate.notAfter)),
            ]),
        ])
    }

    /// The attributes the schema has; several values of one are joined, as an object holds a key only once.
    private func name(_ attributes: [CertificateRecord.Attribute]) -> DataValue {
        var fields: [DataValue.Field] = []
        for key in ["C", "ST", "L", "O", "OU", "CN", "E", "2.5.4.97"] {
            let names = Self.spellings[key] ?? [key]
            let values = attributes.filter { names.contains($0.name) }.map(\.value)
            if !values.isEmpty { fields.append(.init(key, .text(values.joined(separator: ", ")))) }
        }
        return .map(fields)
    }

    private static let spellings = [
        "E": ["E", "emailAddress", "1.2.840.113549.1.9.1"],
        "2.5.4.97": ["2.5.4.97", "organizationIdentifier"],
    ]
}
