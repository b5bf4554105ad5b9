internal import Policy

extension PolicyTestReport {
    var html: String {
        var page = HTMLPage(words("Tests of the rule pack", "규칙 모음의 테스트"), context.language)
        page.paragraph(
            "\(results.policyID) \(results.policyVersion) · \(results.policyDigest.prefix(12)) · \(PolicyWords.fixed(results.seconds, digits: 2)) s",
            class: "quiet")
        let passed = results.count(.passed) + results.count(.todoPassed)
        var figures: [(value: String, label: String, tone: HTMLPage.Tone)] = [
            ("\(passed)", words("passed", "통과"), .good),
            ("\(results.failures.count)", words("failed", "실패"), results.failures.isEmpty ? .quiet : .bad),
            ("\(results.count(.todo))", words("known gaps", "알려진 한계"), results.count(.todo) == 0 ? .quiet : .warn),
        ]
        if let coverage = results.coverage {
            let isWhole = coverage.rulesCovered == coverage.rules.count
            figures.append(
                (
                    "\(coverage.rulesCovered)/\(coverage.rules.count)", words("rules with both tests", "두 테스트가 있는 규칙"),
                    isWhole ? .good : .warn
                ))
        }
        for kind in Evasion.Kind.allCases {
            guard let evasions = results.evasions else { continue }
            figures.append(
                (
                    "\(PolicyWords.percent(evasions.total(kind).share)) %",
                    kind == .encoding
                        ? words("kept in other encodings", "다른 표기에서 유지") : words("kept with slips", "오타에서 유지"),
                    .plain
                ))
        }
        page.figures(figures)
        for shortfall in shortfalls { page.paragraph(sentence(shortfall), class: "bad") }
        let open = results.cases.filter { $0.state != .passed }
        if !open.isEmpty {
            page.heading(words("Tests that did not pass, and known gaps", "통과하지 못한 테스트와 알려진 한계"))
            page.table(
                [words("state", "상태"), words("place", "위치"), words("why", "이유")]
                    + (showsText ? [words("text", "텍스트")] : []),
                open.map { test in
                    let tone: HTMLPage.Tone = test.state == .failed ? .bad : test.state == .todo ? .warn : .good
                    return [
                        HTMLPage.Cell(test.state.rawValue, tone), HTMLPage.Cell(place(test.fixture), code: true),
                        HTMLPage.Cell(test.failure ?? words("passes now", "이제 통과")),
                    ] + (showsText ? [HTMLPage.Cell(test.fixture.text)] : [])
                })
        }
        if let coverage = results.coverage { add(coverage, to: &page) }
        if let evasions = results.evasions {
            page.heading(words("Other spellings", "다른 표기"))
            page.table(
                [
                    words("spelling", "표기"), words("kept %", "유지 %"), words("kept / rewritten", "유지 / 변형"),
                    words("flagged in vain", "오탐"),
                ],
                evasionRows(evasions).map { name, count in
                    [
                        HTMLPage.Cell(name), HTMLPage.Cell(PolicyWords.percent(count.share)),
                        HTMLPage.Cell("\(count.kept) / \(count.flagged)"),
                        HTMLPage.Cell("\(count.flaggedInVain) / \(count.spared)"),
                    ]
                }, numbers: [1, 2, 3])
        }
        return page.text
    }

    private func add(_ coverage: PolicyCoverage, to page: inout HTMLPage) {
        page.heading(words("What the tests cover", "테스트가 다루는 범위"))
        page.table(
            [
                words("rule", "규칙"), words("positive tests", "양성 테스트"), words("near misses", "유사 정상 예"),
                words("never decisive", "결정적이지 않은 대안"),
            ],
            coverage.rules.map { rule in
                let idle = rule.alternatives.filter { $0.decisive == 0 }.map { "\($0.path): \($0.condition)" }
                return [
                    HTMLPage.Cell(rule.rule.id, code: true),
                    HTMLPage.Cell("\(rule.positives)", rule.positives == 0 ? .bad : .plain),
                    HTMLPage.Cell("\(rule.nearMisses)", rule.nearMisses == 0 ? .warn : .plain),
                    HTMLPage.Cell(idle.joined(separator: " · "), .quiet),
                ]
            }, numbers: [1, 2])
    }
}
