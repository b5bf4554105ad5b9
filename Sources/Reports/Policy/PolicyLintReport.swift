internal import Findings
public import Policy

/// What a look at a pack found, in any of the forms it can have.
public struct PolicyLintReport: Sendable {
    private let findings: [LintFinding]
    private let context: ReportContext

    public init(_ findings: [LintFinding], context: ReportContext) {
        self.findings = findings
        self.context = context
    }

    private var words: PolicyWords { PolicyWords(language: context.language) }
    private var warnings: Int { findings.count { $0.level == .warning } }

    public func print(_ format: PolicyFormat) -> String {
        switch format {
        case .json: json
        case .sarif: sarif
        case .csv, .markdown, .html, .junit, .text: format == .csv ? csv : format == .markdown ? markdown : text
        }
    }

    private var text: String {
        var text = ""
        for finding in findings {
            let hint = finding.hint.isEmpty ? "" : " (\(finding.hint))"
            let place = "\(finding.place.file):\(finding.place.line):\(finding.place.column)"
            let line = "\(place): \(level(finding.level)): \(finding.message)\(hint) [\(finding.code.rawValue)]"
            text += SafeText.escape(line, limit: 600) + "\n"
        }
        return text
            + words(
                "\(warnings) warnings, \(findings.count - warnings) notes\n",
                "경고 \(warnings)건, 참고 \(findings.count - warnings)건\n")
    }

    private func level(_ level: LintFinding.Level) -> String {
        level == .warning ? words("warning", "경고") : words("note", "참고")
    }

    private var json: String {
        JSONWriter.text(
            .object([
                "schema": .text("urn:signet:schema:policy-lint:1"), "warnings": .number(warnings),
                "notes": .number(findings.count - warnings),
                "findings": .list(
                    findings.map {
                        .object([
                            "code": .text($0.code.rawValue), "level": .text($0.level.rawValue),
                            "message": .text($0.message), "hint": $0.hint.isEmpty ? nil : .text($0.hint),
                            "file": .text($0.place.file), "line": .number($0.place.line),
                            "column": .number($0.place.column),
                        ])
                    }),
            ])) + "\n"
    }

    private var sarif: String {
        var log = SARIFLog(tool: context.tool)
        log.rules = LintFinding.Code.allCases.map {
            SARIFLog.Rule(id: "policy.lint.\($0.rawValue)", text: $0.rawValue.replacing(".", with: " "))
        }
        log.results = findings.map {
            SARIFLog.Result(
                rule: "policy.lint.\($0.code.rawValue)", level: $0.level == .warning ? .warning : .note,
                message: $0.hint.isEmpty ? $0.message : "\($0.message) (\($0.hint))", file: $0.place.file,
                line: $0.place.line, column: $0.place.column)
        }
        return log.text
    }

    private var csv: String {
        var table = CSVTable(header: ["file", "line", "column", "level", "code", "message", "hint"])
        table.rows = findings.map {
            [
                $0.place.file, "\($0.place.line)", "\($0.place.column)", $0.level.rawValue, $0.code.rawValue,
                $0.message,
                $0.hint,
            ]
        }
        return table.text
    }

    private var markdown: String {
        var table = MarkdownTable(header: ["place", "level", "code", "what"])
        table.rows = findings.map {
            ["\($0.place.file):\($0.place.line)", $0.level.rawValue, $0.code.rawValue, $0.message]
        }
        return table.text
    }
}
