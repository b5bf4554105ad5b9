internal import Policy

extension PolicyDifferenceReport {
    var html: String {
        var page = HTMLPage(words("What a new version of the policy changes", "새 정책 버전으로 달라지는 판정"), context.language)
        page.paragraph("\(name(difference.old)) → \(name(difference.new))", class: "quiet")
        let milder = difference.counts.filter(\.key.isMilder).map(\.value).reduce(0, +)
        let stricter = difference.changed - milder
        page.figures([
            ("\(difference.texts)", words("texts", "텍스트"), .plain),
            ("\(difference.changed)", words("verdicts change", "바뀐 판정"), difference.changed == 0 ? .quiet : .plain),
            ("\(stricter)", words("become stricter", "더 엄격해짐"), stricter == 0 ? .quiet : .warn),
            ("\(milder)", words("become milder", "더 완화됨"), milder == 0 ? .quiet : .warn),
        ])
        if let significance { page.paragraph(significance) }
        page.heading(words("Verdicts before and after", "이전과 이후의 판정"))
        page.table(
            [words("verdict", "판정"), words("before", "이전"), words("after", "이후")],
            Rule.Action.allCases.reversed().map { action in
                let counts = difference.verdicts[action] ?? (0, 0)
                return [
                    HTMLPage.Cell(words.verdict(action.rawValue)), HTMLPage.Cell("\(counts.before)"),
                    HTMLPage.Cell("\(counts.after)"),
                ]
            }, numbers: [1, 2])
        if !difference.rules.isEmpty {
            page.heading(words("Rules the changes rest on", "판정이 바뀐 근거 규칙"))
            page.table(
                [
                    words("rule", "규칙"), words("stricter", "강화"), words("milder", "완화"),
                    words("decides before", "이전 결정 수"),
                    words("decides after", "이후 결정 수"),
                ],
                difference.rules.map { rule in
                    [
                        HTMLPage.Cell(rule.id, code: true), HTMLPage.Cell("\(rule.stricter)"),
                        HTMLPage.Cell("\(rule.milder)"), HTMLPage.Cell("\(rule.before)"),
                        HTMLPage.Cell("\(rule.after)"),
                    ]
                }, numbers: [1, 2, 3, 4])
        }
        labels(&page)
        for (change, items) in difference.samples(samples) {
            let count = difference.counts[change] ?? 0
            page.heading("\(name(change)): \(count)")
            if items.count < count {
                page.paragraph(
                    words("The first \(items.count) are shown.", "처음 \(items.count)개만 표시합니다."), class: "quiet")
            }
            let isShown = texts != .hidden
            page.table(
                ["id", words("rules", "규칙"), words("label", "라벨")] + (isShown ? [words("text", "텍스트")] : []),
                items.map { item in
                    [
                        HTMLPage.Cell(item.prompt.id ?? "–", code: true), HTMLPage.Cell(rules(of: item), code: true),
                        HTMLPage.Cell(
                            [item.prompt.label, item.prompt.category].compactMap { $0 }.joined(separator: " · "), .quiet
                        ),
                    ] + (isShown ? [HTMLPage.Cell(self.text(of: item) ?? "")] : [])
                })
        }
        if texts == .hidden, difference.changed > 0 {
            page.paragraph(
                words("Texts are hidden; --show-text shows them.", "텍스트는 숨겨져 있습니다. --show-text로 볼 수 있습니다."),
                class: "quiet")
        }
        return page.text
    }

    /// Whether it is harmful or harmless texts whose verdicts change, by category.
    private func labels(_ page: inout HTMLPage) {
        var counts: [String: (stricter: Int, milder: Int)] = [:]
        for item in difference.items {
            guard let label = item.prompt.label else { continue }
            let name = [label, item.prompt.category].compactMap { $0 }.joined(separator: " · ")
            if item.change.isMilder {
                counts[name, default: (0, 0)].milder += 1
            } else {
                counts[name, default: (0, 0)].stricter += 1
            }
        }
        guard !counts.isEmpty else { return }
        page.heading(words("Whose verdicts change", "판정이 바뀐 텍스트"))
        page.table(
            [words("label and category", "라벨과 분류"), words("stricter", "강화"), words("milder", "완화")],
            counts.sorted {
                ($1.value.stricter + $1.value.milder, $0.key) < ($0.value.stricter + $0.value.milder, $1.key)
            }
            .prefix(20).map { name, count in
                [HTMLPage.Cell(name), HTMLPage.Cell("\(count.stricter)"), HTMLPage.Cell("\(count.milder)")]
            }, numbers: [1, 2])
    }
}
