internal import Policy

extension PolicyTestReport {
    /// For a comment on a change.
    var markdown: String {
        let passed = results.count(.passed) + results.count(.todoPassed)
        var text = "## \(MarkdownTable.escape("\(results.policyID) \(results.policyVersion)")): "
        text +=
            words("\(passed) of \(results.cases.count) tests passed", "테스트 \(results.cases.count)개 중 \(passed)개 통과")
            + "\n\n"
        var table = MarkdownTable(
            header: [words("state", "상태"), words("place", "위치"), words("why", "이유")]
                + (showsText ? [words("text", "텍스트")] : []))
        for test in results.cases where test.state != .passed {
            table.rows.append(
                [test.state.rawValue, place(test.fixture), test.failure ?? words("passes now", "이제 통과")]
                    + (showsText ? [test.fixture.text] : []))
        }
        if !table.rows.isEmpty { text += table.text + "\n" }
        if let coverage = results.coverage {
            var rules = MarkdownTable(
                header: [
                    words("rule", "규칙"), words("positive tests", "양성 테스트"), words("near misses", "유사 정상 예"),
                    words("alternatives decisive", "결정적인 대안"),
                ], numbers: [1, 2, 3])
            for rule in coverage.rules {
                rules.rows.append([
                    rule.rule.id, "\(rule.positives)", "\(rule.nearMisses)",
                    "\(rule.alternatives.count { $0.decisive > 0 })/\(rule.alternatives.count)",
                ])
            }
            text += rules.text + "\n"
        }
        if let evasions = results.evasions {
            var table = MarkdownTable(
                header: [
                    words("spelling", "표기"), words("kept %", "유지 %"), words("kept", "유지"), words("rewritten", "변형"),
                    words("flagged in vain", "오탐"),
                ],
                numbers: [1, 2, 3, 4])
            for (name, count) in evasionRows(evasions) {
                table.rows.append([
                    name, PolicyWords.percent(count.share), "\(count.kept)", "\(count.flagged)",
                    "\(count.flaggedInVain)/\(count.spared)",
                ])
            }
            text += table.text + "\n"
        }
        for shortfall in shortfalls { text += "- **\(MarkdownTable.escape(sentence(shortfall)))**\n" }
        return text
    }

    /// Every spelling that was tried, then the sums.
    func evasionRows(_ evasions: EvasionResults) -> [(String, EvasionResults.Count)] {
        Evasion.allCases.compactMap { evasion in evasions.counts[evasion].map { (evasion.rawValue, $0) } }
            + Evasion.Kind.allCases.map {
                (words("all of kind \($0.rawValue)", "\($0.rawValue) 전체"), evasions.total($0))
            }
    }
}
