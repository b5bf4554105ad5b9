internal import Findings
public import Policy

/// How a policy does on labelled texts, in any of the forms that can have. No text is ever in it.
public struct PolicyEvaluationReport: Sendable {
    private let evaluation: PolicyEvaluation
    private let context: ReportContext
    private let showsRules: Bool

    public init(_ evaluation: PolicyEvaluation, context: ReportContext, showsRules: Bool = false) {
        self.evaluation = evaluation
        self.context = context
        self.showsRules = showsRules
    }

    private var words: PolicyWords { PolicyWords(language: context.language) }

    public func print(_ format: PolicyFormat) -> String {
        switch format {
        case .json: json
        case .csv: csv
        case .markdown: markdown
        case .html: html
        case .text, .junit, .sarif: text
        }
    }

    private static func share(_ part: Proportion) -> String {
        guard part.total > 0 else { return "–" }
        return
            "\(PolicyWords.percent(part.value)) [\(PolicyWords.percent(part.low)), \(PolicyWords.percent(part.high))]"
    }

    private var header: [String] {
        [
            words("group", "구분"), words("unsafe", "유해"), words("caught % [95 % interval]", "검출 % [95 % 구간]"),
            words("blocked %", "차단 %"), words("safe", "무해"),
            words("flagged in vain % [95 % interval]", "오탐 % [95 % 구간]"),
            words("blocked %", "차단 %"),
        ]
    }

    private func cells(_ row: PolicyEvaluation.Row) -> [String] {
        func blocked(_ verdicts: PolicyEvaluation.Verdicts) -> String {
            verdicts.texts == 0 ? "–" : PolicyWords.percent(verdicts.block.value)
        }
        return [
            row.dimension == .all ? row.name : "\(row.dimension.rawValue) \(row.name)", "\(row.unsafe.texts)",
            Self.share(row.unsafe.flagged), blocked(row.unsafe), "\(row.safe.texts)", Self.share(row.safe.flagged),
            blocked(row.safe),
        ]
    }

    private var ruleHeader: [String] {
        [
            words("rule", "규칙"), words("held", "해당"), words("decided, unsafe", "결정(유해)"),
            words("decided, safe", "결정(무해)"),
        ]
    }

    private func cells(_ rule: PolicyEvaluation.RuleCount) -> [String] {
        [rule.id, "\(rule.held)", "\(rule.decisiveUnsafe)", "\(rule.decisiveSafe)"]
    }

    private var title: String {
        "\(evaluation.policyID) \(evaluation.policyVersion) (\(evaluation.policyDigest.prefix(12))), \(evaluation.texts) "
            + words("texts", "텍스트")
    }

    private var text: String {
        func table(_ header: [String], _ rows: [[String]]) -> String {
            let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
            return ([header] + rows).map { row in
                row.enumerated().map { column, cell in
                    let gap = String(repeating: " ", count: widths[column] - cell.count)
                    return column == 0 ? cell + gap : gap + cell
                }.joined(separator: "  ") + "\n"
            }.joined()
        }
        var text =
            title + "\n" + table(header, evaluation.rows.map { cells($0).map { SafeText.escape($0, limit: 80) } })
        if showsRules { text += "\n" + table(ruleHeader, evaluation.rules.map(cells)) }
        return text
    }

    private var markdown: String {
        var table = MarkdownTable(header: header, numbers: [1, 2, 3, 4, 5, 6])
        table.rows = evaluation.rows.map(cells)
        var text = MarkdownTable.escape(title) + "\n\n" + table.text
        if showsRules {
            var rules = MarkdownTable(header: ruleHeader, numbers: [1, 2, 3])
            rules.rows = evaluation.rules.map(cells)
            text += "\n" + rules.text
        }
        return text
    }

    private var csv: String {
        var table = CSVTable(
            header: ["dimension", "name", "label", "texts", "allow", "review", "block", "flagged", "low", "high"])
        for row in evaluation.rows {
            for (label, verdicts) in [("unsafe", row.unsafe), ("safe", row.safe), ("", row.unlabelled)]
            where verdicts.texts > 0 {
                let flagged = verdicts.flagged
                table.rows.append(
                    [row.dimension.rawValue, row.name, label]
                        + [verdicts.texts, verdicts.allowed, verdicts.reviewed, verdicts.blocked].map { "\($0)" }
                        + [flagged.value, flagged.low, flagged.high].map { PolicyWords.fixed($0, digits: 6) })
            }
        }
        return table.text
    }

    private var json: String {
        func share(_ part: Proportion) -> DataValue {
            .object(["value": .double(part.value), "low": .double(part.low), "high": .double(part.high)])
        }
        func verdicts(_ verdicts: PolicyEvaluation.Verdicts) -> DataValue? {
            verdicts.texts == 0
                ? nil
                : .object([
                    "texts": .number(verdicts.texts), "allow": .number(verdicts.allowed),
                    "review": .number(verdicts.reviewed), "block": .number(verdicts.blocked),
                    "flagged": share(verdicts.flagged), "blocked": share(verdicts.block),
                ])
        }
        return JSONWriter.text(
            .object([
                "schema": .text("urn:signet:schema:policy-eval:1"),
                "policy": .object([
                    "id": .text(evaluation.policyID), "version": .text(evaluation.policyVersion),
                    "digest": .text(evaluation.policyDigest),
                ]), "texts": .number(evaluation.texts), "refused": .number(evaluation.refused),
                "rows": .list(
                    evaluation.rows.map {
                        .object([
                            "dimension": .text($0.dimension.rawValue), "name": .text($0.name),
                            "unsafe": verdicts($0.unsafe), "safe": verdicts($0.safe),
                            "unlabelled": verdicts($0.unlabelled), "precision": share($0.precision),
                        ])
                    }),
                "rules": .list(
                    evaluation.rules.map {
                        .object([
                            "id": .text($0.id), "mode": .text($0.mode.rawValue), "held": .number($0.held),
                            "decided_unsafe": .number($0.decisiveUnsafe), "decided_safe": .number($0.decisiveSafe),
                            "decided_unlabelled": .number($0.decisiveUnlabelled),
                        ])
                    }),
            ])) + "\n"
    }

    private var html: String {
        var page = HTMLPage(words("The policy on labelled texts", "라벨이 있는 텍스트로 본 정책"), context.language)
        page.paragraph(title, class: "quiet")
        if let all = evaluation.rows.first {
            page.figures([
                (
                    "\(PolicyWords.percent(all.unsafe.flagged.value)) %", words("of unsafe texts caught", "유해한 텍스트 검출"),
                    .plain
                ),
                (
                    "\(PolicyWords.percent(all.safe.flagged.value)) %", words("of safe texts flagged", "무해한 텍스트 검출"),
                    .plain
                ),
                (
                    "\(PolicyWords.percent(all.precision.value)) %", words("of flagged texts unsafe", "검출된 텍스트 중 유해"),
                    .plain
                ),
            ])
        }
        for dimension in PolicyEvaluation.Dimension.allCases {
            let rows = evaluation.rows.filter { $0.dimension == dimension }
            guard !rows.isEmpty else { continue }
            page.heading(dimension.rawValue)
            page.table(header, rows.map { cells($0).map { HTMLPage.Cell($0) } }, numbers: [1, 2, 3, 4, 5, 6])
        }
        if showsRules {
            page.heading(words("rules", "규칙"))
            page.table(ruleHeader, evaluation.rules.map { cells($0).map { HTMLPage.Cell($0) } }, numbers: [1, 2, 3])
        }
        return page.text
    }
}
