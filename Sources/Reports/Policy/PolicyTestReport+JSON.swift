internal import Findings
internal import Policy

extension PolicyTestReport {
    static let schema = "urn:signet:schema:policy-test:1"

    var json: String {
        JSONWriter.text(
            .object([
                "schema": .text(Self.schema),
                "policy": .object([
                    "id": .text(results.policyID), "version": .text(results.policyVersion),
                    "digest": .text(results.policyDigest),
                ]),
                "counts": .object([
                    "tests": .number(results.cases.count), "passed": .number(results.count(.passed)),
                    "failed": .number(results.count(.failed)), "todo": .number(results.count(.todo)),
                    "todo_passed": .number(results.count(.todoPassed)),
                ]),
                "tests": .list(results.cases.map(value)), "coverage": results.coverage.map(value),
                "evasions": results.evasions.map(value),
                "below": .list(
                    shortfalls.map {
                        .object(["name": .text($0.name), "value": .double($0.value), "wanted": .double($0.wanted)])
                    }),
                "seconds": .double((results.seconds * 1000).rounded() / 1000),
            ])) + "\n"
    }

    private func value(_ test: PolicyTestResults.Case) -> DataValue {
        .object([
            "file": .text(test.fixture.place.file), "line": .number(test.fixture.place.line),
            "column": .number(test.fixture.place.column), "state": .text(test.state.rawValue),
            "expected": .text(test.fixture.expected.rawValue), "verdict": .text(test.verdict.rawValue),
            "rule": .text(test.fixture.rule), "not_rule": .text(test.fixture.notRule), "rules": .texts(test.rules),
            "failure": .text(test.failure), "text": showsText ? .text(test.fixture.text) : nil,
        ])
    }

    private func value(_ coverage: PolicyCoverage) -> DataValue {
        .object([
            "rules_hit": .number(coverage.rulesHit), "rules_covered": .number(coverage.rulesCovered),
            "percent": .double(coverage.percent), "alternatives": .number(coverage.alternatives),
            "alternatives_decisive": .number(coverage.alternativesDecisive), "patterns": .number(coverage.patterns),
            "patterns_hit": .number(coverage.patternsHit),
            "rules": .list(
                coverage.rules.map { rule in
                    .object([
                        "id": .text(rule.rule.id), "positive": .number(rule.positives),
                        "near_misses": .number(rule.nearMisses), "far_misses": .number(rule.farMisses),
                        "never_decisive": .list(
                            rule.alternatives.filter { $0.decisive == 0 }.map {
                                .object(["path": .text($0.path), "condition": .text($0.condition)])
                            }),
                    ])
                }),
            "lists": .list(
                coverage.lists.filter { !$0.unhit.isEmpty }.map { list in
                    .object([
                        "name": .text(list.name), "file": .text(list.place.file), "line": .number(list.place.line),
                        "patterns": .number(list.patterns), "unhit": .texts(list.unhit.map(\.pattern)),
                    ])
                }),
        ])
    }

    private func value(_ evasions: EvasionResults) -> DataValue {
        func count(_ name: String, _ kind: Evasion.Kind, _ count: EvasionResults.Count) -> DataValue {
            .object([
                "name": .text(name), "kind": .text(kind.rawValue), "rewritten": .number(count.flagged),
                "kept": .number(count.kept), "spared": .number(count.spared),
                "flagged_in_vain": .number(count.flaggedInVain),
            ])
        }
        return .object([
            "evasions": .list(
                Evasion.allCases.compactMap { evasion in
                    evasions.counts[evasion].map { count(evasion.rawValue, evasion.kind, $0) }
                }), "kinds": .list(Evasion.Kind.allCases.map { count($0.rawValue, $0, evasions.total($0)) }),
            "losses": .list(
                evasions.losses.map { loss in
                    .object([
                        "file": .text(loss.fixture.place.file), "line": .number(loss.fixture.place.line),
                        "evasion": .text(loss.evasion.rawValue), "expected": .text(loss.fixture.expected.rawValue),
                        "verdict": .text(loss.verdict.rawValue), "text": showsText ? .text(loss.text) : nil,
                    ])
                }),
        ])
    }
}
