public import Bytes
public import Findings

/// What `fingerprint` prints as JSON: an object for each file.
public struct FingerprintJSON: Sendable {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:fingerprint:1"

    public init() {}

    /// One line, with a final line break.
    public func line(for result: Result<FingerprintReport, SignetError>, file: String) -> String {
        JSONWriter.text(value(result, file), isPretty: false) + "\n"
    }

    /// One document for all files, with a final line break.
    public func document(for results: [(file: String, result: Result<FingerprintReport, SignetError>)]) -> String {
        let document = DataValue.object([
            "schema": .text(Self.schema), "results": .list(results.map { value($0.result, $0.file) }),
        ])
        return JSONWriter.text(document) + "\n"
    }

    private func value(_ result: Result<FingerprintReport, SignetError>, _ file: String) -> DataValue {
        switch result {
        case .success(let report): value(report)
        case .failure(let error):
            .object([
                "schema": .text(Self.schema), "file": .text(file),
                "error": .object(["code": .text(error.code.rawValue), "message": .text(error.reason)]),
            ])
        }
    }

    private func value(_ report: FingerprintReport) -> DataValue {
        .object([
            "schema": .text(Self.schema), "file": .text(report.file), "format": .text(report.format),
            "width": .number(report.width), "height": .number(report.height),
            "orientation": .number(report.orientation),
            "scale": .number(report.scale), "quality": .number(report.quality), "fingerprints": map(report.prints),
            "dihedral": report.dihedral.isEmpty ? nil : map(report.dihedral),
            "content": report.content.map { box in
                .object([
                    "x": .number(box.x), "y": .number(box.y), "width": .number(box.width),
                    "height": .number(box.height),
                ])
            },
            "notes": .texts(report.notes),
        ])
    }

    private func map(_ prints: [FingerprintReport.Print]) -> DataValue {
        .map(prints.map { DataValue.Field($0.name, .text($0.value)) })
    }
}
