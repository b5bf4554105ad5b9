internal import Findings
public import Policy

/// Why a prompt gets its verdict, for people and as JSON.
public struct PolicyExplanationReport: Sendable {
    private let explanation: Explanation
    private let context: ReportContext
    private let redacts: Bool

    /// - Parameter redacts: whether the words of the prompt are left out.
    public init(_ explanation: Explanation, context: ReportContext, redacts: Bool = false) {
        self.explanation = explanation
        self.context = context
        self.redacts = redacts
    }

    private var words: PolicyWords { PolicyWords(language: context.language) }

    public var text: String {
        var text = PolicyText(context, redacts: redacts).text(for: explanation.decision)
        if !explanation.nearly.isEmpty {
            text += words("nearly held:", "해당될 뻔한 규칙:") + "\n"
            for trace in explanation.nearly { text += lines(trace) }
        }
        text += self.text(explanation.edit) + "\n"
        return text
    }

    private func lines(_ trace: RuleTrace) -> String {
        var text = "  ◌ \(trace.rule.id)  (\(trace.rule.action.rawValue), \(trace.rule.category))\n"
        switch trace.outcome {
        case .spared:
            let spans = (trace.unless?.spans ?? []).map(shown).joined(separator: ", ")
            let places = spans.isEmpty ? "" : ": \(spans)"
            text += "      " + words("spared by its exception", "예외로 제외됨") + places + "\n"
        case .partly, .held:
            for missing in trace.when.missing {
                let note = missing.note.map { " – \($0)" } ?? ""
                text +=
                    "      " + words("missing: ", "빠진 조건: ") + SafeText.escape(missing.condition, limit: 160) + note
                    + "\n"
            }
        }
        return text
    }

    private func shown(_ span: Decision.Span) -> String {
        redacts
            ? "\(span.characters.lowerBound)–\(span.characters.upperBound)"
            : "\"\(SafeText.escape(span.text, limit: 60))\""
    }

    private func text(_ edit: Explanation.Edit?) -> String {
        guard let edit else {
            return explanation.isExhaustive
                ? words(
                    "No small change gives another verdict (\(explanation.tried) tried).",
                    "조금 고쳐서는 판정이 바뀌지 않습니다(\(explanation.tried)가지 시도).")
                : words(
                    "No change was found within the bound (\(explanation.tried) tried).",
                    "한도 안에서 판정이 바뀌는 수정을 찾지 못했습니다(\(explanation.tried)가지 시도).")
        }
        let verdict = words.verdict(edit.verdict.rawValue)
        let rules = edit.rules.isEmpty ? "" : " (\(edit.rules.joined(separator: ", ")))"
        if let list = edit.list {
            return words("smallest change: with a word of \(list), the verdict is ", "최소 수정: \(list)에 있는 낱말을 넣으면 판정은 ")
                + verdict + rules
        }
        let removed = edit.removed.map(shown).joined(separator: ", ")
        return words("smallest change: without \(removed), the verdict is ", "최소 수정: \(removed)이(가) 없으면 판정은 ") + verdict
            + rules
    }

    public var json: String {
        let printer = PolicyJSON(redacts: redacts)
        return JSONWriter.text(
            .object([
                "schema": .text("urn:signet:schema:policy-explanation:1"),
                "decision": printer.value(explanation.decision, id: nil, line: nil),
                "nearly": .list(
                    explanation.nearly.map { trace in
                        .object([
                            "rule": .text(trace.rule.id), "action": .text(trace.rule.action.rawValue),
                            "field": .text(trace.field.rawValue), "outcome": .text(trace.outcome.rawValue),
                            "share": .double((trace.share * 100).rounded() / 100),
                            "spared_by": trace.outcome == .spared
                                ? .list((trace.unless?.spans ?? []).map(printer.value)) : nil,
                            "missing": .list(
                                trace.when.missing.map {
                                    .object([
                                        "path": .text($0.path), "condition": .text($0.condition),
                                        "note": .text($0.note),
                                    ])
                                }),
                        ])
                    }),
                "smallest_change": explanation.edit.map { edit in
                    .object([
                        "removed": .list(edit.removed.map(printer.value)), "list": .text(edit.list),
                        "verdict": .text(edit.verdict.rawValue), "rules": .texts(edit.rules),
                        "text": redacts ? nil : .text(edit.text),
                    ])
                }, "tried": .number(explanation.tried), "exhaustive": .bool(explanation.isExhaustive),
            ])) + "\n"
    }
}
