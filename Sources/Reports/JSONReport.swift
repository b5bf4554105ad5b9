internal import Bytes
public import Findings

/// The results as JSON for programs: one document for all files, or one line per file.
///
/// The fields are described in docs/json.md and docs/schema/result-1.json.
public struct JSONReport: Sendable {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:result:1"

    private let context: ReportContext

    public init(_ context: ReportContext) { self.context = context }

    /// One document for all files, with a final line break: `{results, schema, tool, trust}`.
    public func document(for outcomes: [FileOutcome]) -> String {
        TextPieces.joined { put in
            for (index, outcome) in outcomes.enumerated() { write(outcome, isFirst: index == 0, to: put) }
            writeEnd(isEmpty: outcomes.isEmpty, to: put)
        }
    }

    /// The part of ``document(for:)`` up to this result, so that each can be printed when it is there.
    public func write(_ outcome: FileOutcome, isFirst: Bool, to put: @escaping (String) -> Void) {
        put((isFirst ? "{\n  \"results\": [" : ",") + "\n    ")
        JSONWriter.write(value(for: outcome), linePrefix: "    ", end: "", to: put)
    }

    /// The end of the document, after the last result.
    ///
    /// - Parameter isEmpty: whether there was none.
    public func writeEnd(isEmpty: Bool, to put: @escaping (String) -> Void) {
        let rest = DataValue.object([
            "schema": .text(Self.schema),
            "tool": .object(["name": .text(context.tool.name), "version": .text(context.tool.version)]),
            "trust": .list(context.trust.map(value)),
        ])
        // An object that goes on where the results end.
        put((isEmpty ? "{\n  \"results\": []" : "\n  ]") + "," + JSONWriter.line(rest).dropFirst())
    }

    /// One line for one file, with a final line break; for `jsonl`.
    ///
    /// - Parameter id: the `id` of the request that is answered, when it had one.
    public func line(for outcome: FileOutcome, id: String? = nil) -> String {
        var fields = [DataValue.Field("schema", .text(Self.schema))]
        if let id { fields.append(DataValue.Field("id", .text(id))) }
        return JSONWriter.line(.map(fields + value(for: outcome).fields), isPretty: false)
    }

    func value(for outcome: FileOutcome) -> DataValue {
        switch outcome {
        case .report(let report): value(for: report)
        case .failure: Self.failure(outcome)
        }
    }

    /// What every JSON printer says about a file that there is no report for; an empty object for any other.
    static func failure(_ outcome: FileOutcome) -> DataValue {
        guard case .failure(let file, let error) = outcome else { return .map([]) }
        return .object([
            "file": .text(file),
            "exit": .integer(Int64(outcome.exitStatus.rawValue)),
            "error": .object([
                "code": .text(error.code.rawValue),
                "message": .text(error.reason),
                "offset": .number(error.offset),
            ]),
        ])
    }

    private func value(for report: FileReport) -> DataValue {
        .object([
            "file": .text(report.file),
            "sha256": .text(report.sha256),
            "bytes": .number(report.byteCount),
            "format": .text(report.format),
            "verdict": .text(report.verdict.rawValue),
            "exit": .integer(Int64(report.verdict.exitCode.rawValue)),
            "message": .text(Situation(report).sentence(report, context)),
            "checks": .list(report.checks.map(Self.value)),
            "ai": ai(of: report),
            "signals": .list(report.signals.map(Self.value)),
            "contradictions": .texts(report.contradictions.map(\.rawValue)),
            "limits": .texts(report.notChecked.map { "no_\($0)_check" }),
            "active_manifest": .text(report.activeManifest),
            "remote_manifest": .text(report.remoteManifest),
            "sidecar": .text(report.sidecar),
            "product": report.product.map(Self.value),
            "signer": report.active?.signature.flatMap(value),
            "identities": report.identities.isEmpty ? nil : .list(report.identities.map(IdentityJSON.value)),
            "times": .list(report.active.map(SigningTime.all)?.map(value) ?? []),
            "index": index(of: report),
            "soft_bindings": report.softBindingMatches.isEmpty
                ? nil : .list(report.softBindingMatches.map(IndexJSON.value)),
            "validated_at": .text(Timestamp.text(report.validationTime)),
            "trust_lists": .texts(report.trustLists),
            "validation_state": .text(report.state?.rawValue),
            "validation_results": report.state == nil && report.results.all.isEmpty
                ? nil : ResultsJSON.value(for: report.results),
        ])
    }

    private func index(of report: FileReport) -> DataValue? {
        if let problem = report.indexProblem {
            return .object(["match": .text("unknown"), "problem": .text(problem)])
        }
        return report.index.map(IndexJSON(context).value)
    }

    static func value(for check: Check) -> DataValue {
        .object([
            "id": .text(check.question.rawValue),
            "result": .text(check.answer.rawValue),
            "code": .text(check.codes.first?.rawValue),
            "codes": .texts(check.codes.map(\.rawValue)),
            "cause": check.cause.map(value),
        ])
    }

    private static func value(for cause: ContentCause) -> DataValue {
        .object([
            "code": .text(cause.kind.rawValue),
            "offset": .number(cause.range?.lowerBound),
            "length": .number(cause.range?.count),
            "signed_offset": .number(cause.signedRange?.lowerBound),
            "signed_length": .number(cause.signedRange?.count),
        ])
    }

    private func ai(of report: FileReport) -> DataValue {
        let ai = report.ai
        return .object([
            "declared": .bool(report.declaresAI),
            "class": .text(ai.standing.rawValue),
            "where": .text(ai.place.isEmpty ? nil : ai.place),
            "extent": ai.standing == .none ? nil : .text(ai.extent.rawValue),
            "source_type": .text(ai.sourceType),
            "tool": .text(ai.tool),
            "step": .number(ai.step),
            "step_count": .number(ai.stepCount),
        ])
    }

    private static func value(for match: ProductMatch) -> DataValue {
        .object([
            "result": .text(match.product == nil ? "not_listed" : "listed"),
            "name": .text(match.product?.name),
            "applicant": .text(match.product?.applicant),
            "record_id": .text(match.product?.recordIdentifier),
            "max_assurance_level": .number(match.product?.assuranceLevel),
            "min_version": .text(match.product?.minimumVersion),
            "list_date": .text(match.listDate),
        ])
    }

    static func value(for signal: MetadataSignal) -> DataValue {
        .object([
            "kind": .text(signal.kind.rawValue),
            "key": .text(signal.key),
            "class": .text(signal.meaning.rawValue),
            "value": .text(signal.value),
        ])
    }

    private func value(for signature: SignatureRecord) -> DataValue? {
        guard let leaf = signature.certificates.first else { return nil }
        return .object([
            "name": .text(leaf.displayName),
            "name_origin": .text("certificate"),
            "common_name": .text(leaf.commonName),
            "organization": .text(leaf.organization),
            "issuer": .text(leaf.issuer.first { $0.name == "CN" }?.value ?? leaf.issuer.first?.value),
            "serial_number": .text(leaf.serialNumber),
            "fingerprint": .text(leaf.fingerprint),
            "not_before": .text(Timestamp.text(leaf.notBefore)),
            "not_after": .text(Timestamp.text(leaf.notAfter)),
            "algorithm": .text(signature.algorithm),
            "trust_list": .text(signature.trustList),
        ])
    }

    private func value(for time: SigningTime) -> DataValue {
        .object([
            "time": .text(time.time),
            "origin": .text(time.origin.rawValue),
            "of": .text(time.subject),
            "authority": .text(time.authority),
        ])
    }

    private func value(for list: TrustListRecord) -> DataValue { Self.value(for: list) }

    static func value(for list: TrustListRecord) -> DataValue {
        .object([
            "name": .text(list.name),
            "date": .text(list.date.map(Timestamp.text)),
            "certificates": .number(list.certificateCount),
            "sha256": .text(list.sha256),
            "kind": .text(list.kind.rawValue),
            "next_update": .text(list.nextUpdate.map(Timestamp.text)),
            "source": .text(list.source),
            "installed": .text(list.installed.map(Timestamp.text)),
        ])
    }
}
