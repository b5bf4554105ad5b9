public import Findings

/// The report beside a recovered manifest store: by what it was found, and what it is bound to.
public struct RecoveryJSON: Sendable {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:recovered:1"

    private let context: ReportContext

    public init(_ context: ReportContext) { self.context = context }

    public func document(for report: RecoveryReport) -> String { JSONWriter.text(value(report)) + "\n" }

    public func line(for report: RecoveryReport) -> String {
        JSONWriter.text(value(report), isPretty: false) + "\n"
    }

    private func value(_ report: RecoveryReport) -> DataValue {
        .object([
            "schema": .text(Self.schema), "file": .text(report.file), "sha256": .text(report.sha256),
            "output": .text(report.output), "recovered_by": .text("soft_binding"),
            "hard_binding": .text(report.isHardMatch ? "match" : "mismatch"), "verdict": .text(report.verdict.rawValue),
            "manifest_id": .text(report.manifestID), "match": IndexJSON(context).value(report.match),
            "soft_bindings": .list(report.softBindings.map(IndexJSON.value)), "time": .text(report.time),
            "meaning": .text(IndexWords(language: context.language).recovered(report)),
        ])
    }
}
