internal import Findings
public import Policy

/// The difference of two versions of a policy in any of the forms it can have. Texts are hidden unless asked for.
public struct PolicyDifferenceReport: Sendable {
    /// How much of the texts is shown.
    public enum Texts: Sendable {
        case hidden
        /// What rules found is blanked.
        case redacted
        case shown
    }

    let difference: PolicyDifference
    let context: ReportContext
    let samples: Int
    let texts: Texts

    public init(_ difference: PolicyDifference, context: ReportContext, samples: Int = 10, texts: Texts = .hidden) {
        self.difference = difference
        self.context = context
        self.samples = samples
        self.texts = texts
    }

    var words: PolicyWords { PolicyWords(language: context.language) }

    public func print(_ format: PolicyFormat) -> String {
        switch format {
        case .json: json
        case .html: html
        case .markdown: markdown
        case .csv: csv
        case .text, .junit, .sarif: text
        }
    }

    func name(_ side: PolicyDifference.Side) -> String { "\(side.id) \(side.version) (\(side.digest.prefix(12)))" }

    func name(_ change: PolicyDifference.Change) -> String {
        "\(words.verdict(change.from.rawValue)) → \(words.verdict(change.to.rawValue))"
    }

    func text(of item: PolicyDifference.Item) -> String? {
        switch texts {
        case .hidden: nil
        case .redacted: Redaction.blank(item.prompt.text, item.spans)
        case .shown: item.prompt.text
        }
    }

    /// The old rules and the new, as far as they differ.
    func rules(of item: PolicyDifference.Item) -> String {
        let before = item.before.isEmpty ? "–" : item.before.joined(separator: ", ")
        let after = item.after.isEmpty ? "–" : item.after.joined(separator: ", ")
        return "\(before) → \(after)"
    }

    /// One sentence about whether the versions differ by more than chance; nil without labels.
    var significance: String? {
        guard let test = difference.test else { return nil }
        let p = test.probability < 0.001 ? "< 0.001" : "= \(PolicyWords.fixed(test.probability, digits: 3))"
        return words(
            "Of \(difference.labelled) labelled texts, \(test.onlyFirst) are right only in the old version and \(test.onlySecond) only in the new (McNemar, p \(p)).",
            "라벨이 있는 텍스트 \(difference.labelled)개 중 이전 버전만 맞은 것 \(test.onlyFirst)개, 새 버전만 맞은 것 \(test.onlySecond)개 (McNemar, p \(p))."
        )
    }

    private var text: String {
        var text = "\(name(difference.old)) → \(name(difference.new))\n"
        for (change, items) in difference.samples(samples) {
            text += "\(difference.counts[change] ?? 0)\t\(change.name)\n"
            for item in items {
                text += "  \(SafeText.escape(item.prompt.id ?? "-", limit: 80))\t\(rules(of: item))\n"
                if let shown = self.text(of: item) { text += "      \(SafeText.escape(shown, limit: 300))\n" }
            }
        }
        if !difference.rules.isEmpty { text += words("stricter   milder   rule", "강화   완화   규칙") + "\n" }
        for rule in difference.rules { text += "\(rule.stricter)\t\(rule.milder)\t\(rule.id)\n" }
        if let significance { text += significance + "\n" }
        return text
            + (difference.changed == 0
                ? words("no verdict changes", "바뀌는 판정이 없습니다")
                : words(
                    "\(difference.changed) of \(difference.texts) verdicts change",
                    "판정 \(difference.texts)개 중 \(difference.changed)개가 바뀝니다")) + "\n"
    }

    private var json: String {
        func side(_ side: PolicyDifference.Side) -> DataValue {
            .object(["id": .text(side.id), "version": .text(side.version), "digest": .text(side.digest)])
        }
        return JSONWriter.text(
            .object([
                "schema": .text("urn:signet:schema:policy-diff:1"), "old": side(difference.old),
                "new": side(difference.new), "texts": .number(difference.texts),
                "changed": .number(difference.changed),
                "changes": .map(
                    difference.counts.map { DataValue.Field($0.key.name, .integer(Int64($0.value))) }),
                "rules": .list(
                    difference.rules.map {
                        .object([
                            "id": .text($0.id), "stricter": .number($0.stricter), "milder": .number($0.milder),
                            "decides_before": .number($0.before), "decides_after": .number($0.after),
                        ])
                    }),
                "mcnemar": difference.test.map {
                    .object([
                        "labelled": .number(difference.labelled), "only_old_right": .number($0.onlyFirst),
                        "only_new_right": .number($0.onlySecond), "p": .double($0.probability),
                    ])
                },
                "samples": .list(
                    difference.samples(samples).flatMap(\.items).map { item in
                        .object([
                            "id": .text(item.prompt.id), "change": .text(item.change.name),
                            "before": .texts(item.before), "after": .texts(item.after),
                            "label": .text(item.prompt.label), "category": .text(item.prompt.category),
                            "source": .text(item.prompt.source), "text": .text(self.text(of: item)),
                        ])
                    }),
            ])) + "\n"
    }

    private var csv: String {
        var table = CSVTable(header: ["id", "from", "to", "rules_before", "rules_after", "label", "category", "source"])
        let isShown = texts != .hidden
        if isShown { table = CSVTable(header: table.header + ["text"]) }
        for item in difference.items {
            table.rows.append(
                [
                    item.prompt.id ?? "", item.change.from.rawValue, item.change.to.rawValue,
                    item.before.joined(separator: ";"), item.after.joined(separator: ";"), item.prompt.label ?? "",
                    item.prompt.category ?? "", item.prompt.source ?? "",
                ] + (isShown ? [self.text(of: item) ?? ""] : []))
        }
        return table.text
    }

    private var markdown: String {
        var text =
            "## \(MarkdownTable.escape(name(difference.old))) → \(MarkdownTable.escape(name(difference.new)))\n\n"
        var changes = MarkdownTable(header: [words("change", "변화"), words("texts", "텍스트")], numbers: [1])
        for change in difference.counts.keys.sorted() {
            changes.rows.append([change.name, "\(difference.counts[change] ?? 0)"])
        }
        text += difference.changed == 0 ? words("no verdict changes", "바뀌는 판정이 없습니다") + "\n" : changes.text
        if !difference.rules.isEmpty {
            var rules = MarkdownTable(
                header: [words("rule", "규칙"), words("stricter", "강화"), words("milder", "완화")], numbers: [1, 2])
            rules.rows = difference.rules.map { [$0.id, "\($0.stricter)", "\($0.milder)"] }
            text += "\n" + rules.text
        }
        if let significance { text += "\n" + significance + "\n" }
        return text
    }
}
