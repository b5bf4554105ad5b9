internal import Policy

extension PolicyTestReport {
    /// What is to be repaired, at its place: failed tests, rules without tests, known gaps that are closed.
    var sarif: String {
        var log = SARIFLog(tool: context.tool)
        log.rules = [
            SARIFLog.Rule(id: "policy.test.failed", text: "A test of the rule pack failed."),
            SARIFLog.Rule(id: "policy.test.todo_passed", text: "A test marked todo passes now."),
            SARIFLog.Rule(id: "policy.test.rule_not_hit", text: "No test makes this rule hold."),
            SARIFLog.Rule(id: "policy.test.no_near_miss", text: "No near miss is tested for this rule."),
            SARIFLog.Rule(id: "policy.test.not_decisive", text: "No test rests on this alternative."),
        ]
        func add(_ rule: String, _ level: SARIFLog.Level, _ message: String, _ place: SourcePlace) {
            log.results.append(
                SARIFLog.Result(
                    rule: rule, level: level, message: message, file: place.file, line: place.line,
                    column: place.column))
        }
        for test in results.cases {
            switch test.state {
            case .failed:
                let text = showsText ? ": \(test.fixture.text)" : ""
                add("policy.test.failed", .error, (test.failure ?? "failed") + text, test.fixture.place)
            case .todoPassed:
                add(
                    "policy.test.todo_passed", .note, "This known gap is closed: take the todo away.",
                    test.fixture.place)
            case .passed, .todo: break
            }
        }
        for rule in results.coverage?.rules ?? [] {
            if rule.positives == 0 {
                add("policy.test.rule_not_hit", .warning, "No test makes \(rule.rule.id) hold.", rule.rule.place)
            }
            if rule.nearMisses == 0 {
                add(
                    "policy.test.no_near_miss", .warning, "No near miss is tested for \(rule.rule.id).",
                    rule.rule.place)
            }
            for alternative in rule.alternatives where alternative.decisive == 0 {
                add(
                    "policy.test.not_decisive", .note,
                    "No test rests on \(alternative.path) of \(rule.rule.id): \(alternative.condition)", rule.rule.place
                )
            }
        }
        return log.text
    }
}
