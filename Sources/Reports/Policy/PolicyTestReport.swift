public import Policy

/// Test results of a pack in any of the forms they can have. Each form is drawn in a file of its own.
public struct PolicyTestReport: Sendable {
    let results: PolicyTestResults
    let shortfalls: [PolicyTestBar.Shortfall]
    let context: ReportContext
    /// Whether the texts of the tests are shown.
    let showsText: Bool

    public init(
        _ results: PolicyTestResults, _ shortfalls: [PolicyTestBar.Shortfall] = [], context: ReportContext,
        showsText: Bool = false
    ) {
        self.results = results
        self.shortfalls = shortfalls
        self.context = context
        self.showsText = showsText
    }

    var words: PolicyWords { PolicyWords(language: context.language) }

    public func print(_ format: PolicyFormat) -> String {
        switch format {
        case .text: text
        case .json: json
        case .junit: junit
        case .sarif: sarif
        case .html: html
        case .markdown: markdown
        case .csv: csv
        }
    }

    /// `folder/file.yaml:12`
    func place(_ fixture: Fixture) -> String { "\(fixture.place.file):\(fixture.place.line)" }

    /// One sentence for a figure that was not reached.
    func sentence(_ shortfall: PolicyTestBar.Shortfall) -> String {
        let what =
            switch shortfall.name {
            case "rules_hit": words("rules that a test makes hold", "테스트가 발동시키는 규칙")
            case "coverage": words("rules with a positive test and a near miss", "양성 테스트와 유사 정상 예 테스트가 있는 규칙")
            case "alternatives": words("alternatives that a test rests on", "테스트가 의존하는 대안")
            case "kept_encoding": words("verdicts kept in other encodings", "다른 표기에서 유지된 판정")
            case "kept_typo": words("verdicts kept with slips", "오타에서 유지된 판정")
            default: shortfall.name
            }
        return
            "\(what): \(PolicyWords.fixed(shortfall.value, digits: 1)) % < \(PolicyWords.fixed(shortfall.wanted, digits: 1)) %"
    }

    private var csv: String {
        var table = CSVTable(header: ["file", "line", "state", "expected", "verdict", "rule", "rules", "failure"])
        for test in results.cases {
            table.rows.append([
                test.fixture.place.file, "\(test.fixture.place.line)", test.state.rawValue,
                test.fixture.expected.rawValue, test.verdict.rawValue,
                test.fixture.rule ?? test.fixture.notRule.map { "not \($0)" } ?? "",
                test.rules.joined(separator: ";"), test.failure ?? "",
            ])
        }
        return table.text
    }
}
