internal import Policy

extension PolicyTestReport {
    var text: String {
        var lines: [String] = []
        for test in results.cases where test.state != .passed {
            let label =
                switch test.state {
                case .failed: words("FAILED", "실패")
                case .todo: words("todo", "알려진 한계")
                case .todoPassed, .passed: words("todo, passes now", "알려진 한계이 통과됨")
                }
            let what = test.failure ?? words("take the todo away", "todo 표시를 지우세요")
            lines.append("\(label)  \(place(test.fixture)): \(SafeText.escape(what, limit: 400))")
            if showsText { lines.append("        \(SafeText.escape(test.fixture.text, limit: 200))") }
        }
        if let coverage = results.coverage { lines += self.lines(coverage) }
        if let evasions = results.evasions { lines += self.lines(evasions) }
        for shortfall in shortfalls { lines.append(words("BELOW  ", "미달  ") + sentence(shortfall)) }
        let passed = results.count(.passed) + results.count(.todoPassed)
        var end = words(
            "\(passed) of \(results.cases.count) tests passed", "테스트 \(results.cases.count)개 중 \(passed)개 통과")
        if results.count(.todo) > 0 {
            end += words(", \(results.count(.todo)) known gaps", ", 알려진 한계 \(results.count(.todo))개")
        }
        let seconds = PolicyWords.fixed(results.seconds, digits: 2)
        lines.append(
            end + words(" in \(seconds) s", " (\(seconds)초)")
                + "   \(results.policyID) \(results.policyVersion) (\(results.policyDigest.prefix(12)))")
        return lines.map { $0 + "\n" }.joined()
    }

    private func lines(_ coverage: PolicyCoverage) -> [String] {
        var lines: [String] = []
        for rule in coverage.rules {
            let place = "\(rule.rule.place.file):\(rule.rule.place.line)"
            if rule.positives == 0 {
                lines.append(
                    words("no test makes \(rule.rule.id) hold", "\(rule.rule.id) 규칙을 발동시키는 테스트가 없습니다") + "  \(place)")
            }
            if rule.nearMisses == 0 {
                let why =
                    rule.farMisses > 0
                    ? words(
                        " (its \(rule.farMisses) not_rule tests have nothing in common with it)",
                        " (not_rule 테스트 \(rule.farMisses)개가 규칙과 겹치지 않습니다)") : ""
                lines.append(
                    words("no near miss is tested for \(rule.rule.id)", "\(rule.rule.id) 규칙의 유사 정상 예 테스트가 없습니다") + why
                        + "  \(place)")
            }
            for alternative in rule.alternatives where alternative.decisive == 0 {
                lines.append(
                    words("no test rests on ", "이 대안에 의존하는 테스트가 없습니다: ")
                        + "\(rule.rule.id) \(alternative.path): \(SafeText.escape(alternative.condition, limit: 160))")
            }
        }
        lines.append(
            words("rules hit ", "발동된 규칙 ") + "\(coverage.rulesHit)/\(coverage.rules.count)"
                + words(", with a near miss too ", ", 유사 정상 예까지 있는 규칙 ")
                + "\(coverage.rulesCovered)/\(coverage.rules.count)"
                + words(", alternatives decisive ", ", 결정적인 대안 ")
                + "\(coverage.alternativesDecisive)/\(coverage.alternatives)"
                + words(", patterns hit ", ", 발견된 패턴 ") + "\(coverage.patternsHit)/\(coverage.patterns)")
        return lines
    }

    private func lines(_ evasions: EvasionResults) -> [String] {
        var lines: [String] = []
        for loss in evasions.losses.prefix(showsText ? 400 : 0) {
            lines.append(
                "\(loss.evasion.rawValue)  \(place(loss.fixture)): \(loss.fixture.expected.rawValue) → \(loss.verdict.rawValue)  \(SafeText.escape(loss.text, limit: 160))"
            )
        }
        lines.append(words("kept %   kept/rewritten   flagged in vain   spelling", "유지 %   유지/변형   오탐   표기"))
        for evasion in Evasion.allCases {
            guard let count = evasions.counts[evasion] else { continue }
            lines.append(line(count, evasion.rawValue))
        }
        for kind in Evasion.Kind.allCases {
            lines.append(line(evasions.total(kind), words("all of kind \(kind.rawValue)", "\(kind.rawValue) 전체")))
        }
        return lines
    }

    private func line(_ count: EvasionResults.Count, _ name: String) -> String {
        let share = PolicyWords.percent(count.share)
        func pad(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return pad(share, 6) + pad("\(count.kept)/\(count.flagged)", 17)
            + pad("\(count.flaggedInVain)/\(count.spared)", 18) + "   " + name
    }
}
