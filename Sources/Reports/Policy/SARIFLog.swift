internal import Findings

/// A log of SARIF 2.1.0 with one run, in the form that code scanning takes in.
struct SARIFLog {
    enum Level: String { case error, warning, note }

    struct Rule {
        let id: String
        let text: String
    }

    struct Result {
        let rule: String
        let level: Level
        let message: String
        let file: String
        let line: Int
        let column: Int
    }

    let tool: ReportContext.Tool
    var rules: [Rule] = []
    var results: [Result] = []

    var text: String {
        let numbers = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let log = DataValue.object([
            "$schema": .text("https://json.schemastore.org/sarif-2.1.0.json"), "version": .text("2.1.0"),
            "runs": .list([
                .object([
                    "tool": .object([
                        "driver": .object([
                            "name": .text(tool.name), "semanticVersion": .text(tool.version),
                            "rules": .list(
                                rules.map {
                                    .object([
                                        "id": .text($0.id), "shortDescription": .object(["text": .text($0.text)]),
                                    ])
                                }),
                        ])
                    ]), "columnKind": .text("unicodeCodePoints"),
                    "results": .list(results.map { value($0, numbers[$0.rule]) }),
                ])
            ]),
        ])
        return JSONWriter.text(log) + "\n"
    }

    private func value(_ result: Result, _ number: Int?) -> DataValue {
        .object([
            "ruleId": .text(result.rule), "ruleIndex": .number(number), "level": .text(result.level.rawValue),
            "message": .object(["text": .text(result.message)]),
            "locations": .list([
                .object([
                    "physicalLocation": .object([
                        "artifactLocation": .object(["uri": .text(Self.uri(result.file))]),
                        "region": .object([
                            "startLine": .integer(Int64(max(1, result.line))),
                            "startColumn": .integer(Int64(max(1, result.column))),
                        ]),
                    ])
                ])
            ]),
        ])
    }

    /// A path as a relative reference (RFC 3986): all but unreserved characters and slashes are written as %XX.
    private static func uri(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~/".utf8.contains(byte)
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result.hasPrefix("./") ? String(result.dropFirst(2)) : result
    }
}
