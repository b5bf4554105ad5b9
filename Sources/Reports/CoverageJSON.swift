public import Findings

/// What `inspect --coverage --json` prints: the ranges of `CoverageMap` in order, and the sums.
public struct CoverageJSON: Sendable {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:coverage:1"

    public init() {}

    /// One document for one file, with a final line break.
    public func document(for outcome: FileOutcome) -> String {
        TextPieces.joined { write(outcome, isLine: false, to: $0) }
    }

    /// One line for one file, with a final line break.
    public func line(for outcome: FileOutcome) -> String {
        TextPieces.joined { write(outcome, isLine: true, to: $0) }
    }

    /// ``document(for:)`` or ``line(for:)``, in pieces.
    public func write(_ outcome: FileOutcome, isLine: Bool, to put: @escaping (String) -> Void) {
        JSONWriter.write(value(for: outcome), isPretty: !isLine, to: put)
    }

    func value(for outcome: FileOutcome) -> DataValue {
        guard case .report(let report) = outcome else { return JSONReport.failure(outcome) }
        return .object([
            "schema": .text(Self.schema),
            "file": .text(report.file),
            "format": .text(report.format),
            "active_manifest": .text(report.activeManifest),
            "content": report.checks.first { $0.question == .content }.map(JSONReport.value),
            "coverage": .list(report.coverage.map(value)),
        ])
    }

    private func value(for map: CoverageMap) -> DataValue {
        .object([
            "file": .text(map.file),
            "bytes": .number(map.byteCount),
            "binding": map.binding.map {
                .object([
                    "label": .text($0.label), "manifest": .text($0.manifest), "result": .text($0.answer.rawValue),
                ])
            },
            "totals": .map(
                CoverageRange.Kind.allCases.map {
                    DataValue.Field($0.rawValue, .integer(Int64(map.count($0))))
                }),
            "ranges": .list(map.ranges.map(value)),
        ])
    }

    private func value(for range: CoverageRange) -> DataValue {
        .object([
            "offset": .number(range.range.lowerBound),
            "length": .number(range.range.count),
            "class": .text(range.kind.rawValue),
            "part": .text(range.part.rawValue),
            "name": .text(range.name),
            "manifest": .text(range.manifest),
            "count": range.count > 1 ? .number(range.count) : nil,
            "result": .text(range.answer?.rawValue),
        ])
    }
}
