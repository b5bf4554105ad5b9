import Bytes
import Policy
import TestSupport
import Testing
import Workflows

@Suite struct PolicyTestRunTests {
    private func run(_ yaml: String, _ change: (inout PolicyTestRun.Options) -> Void = { _ in }) throws
        -> PolicyTestResults
    {
        let folder = try TemporaryFolder()
        let file = try OutputFile(path: "\(folder.path)/garden.yaml")
        try file.write(Array(("policy: { id: test, version: 1.0.0 }\narea: garden\n" + yaml).utf8))
        try file.commit(durable: false)
        var options = PolicyTestRun.Options()
        change(&options)
        return try PolicyTestRun(try CompiledPolicy.load(folder.path), options).run()
    }

    private static let rules = """
        rules:
          - { id: garden.tulip, action: review, when: { any: [[tulip], [violet]] }, unless: { any: [{ near_match: [museum], window: 4 }, [plastic]] } }
          - { id: garden.never, action: block, when: [orchids] }

        """

    @Test func `tests pass, fail, or are known gaps; a closed gap is told`() throws {
        let results = try run(
            Self.rules + """
                tests:
                  - { text: "a tulip", expect: review, rule: garden.tulip }
                  - { text: "a tulip", expect: block }
                  - { text: "a lilac", expect: review, todo: true }
                  - { text: "a violet", expect: review, todo: true }
                  - { text: "a tulip", expect: review, rule: garden.never }
                  - { text: "a tulip", expect: review, not_rule: garden.tulip }
                """)
        #expect(results.cases.map(\.state) == [.passed, .failed, .todo, .todoPassed, .failed, .failed])
        #expect(results.failures.count == 3)
        #expect(results.cases[1].failure == "expected block, got review (garden.tulip)")
        #expect(results.cases[2].failure == "expected review, got allow (no rule held)")
    }

    @Test func `coverage tells rules that are never hit and alternatives that never decide`() throws {
        let results = try run(
            Self.rules + """
                tests:
                  - { text: "a tulip", expect: review, rule: garden.tulip }
                  - { text: "a tulip in a museum", expect: allow, not_rule: garden.tulip }
                  - { text: "something else entirely here", expect: allow, not_rule: garden.never }
                """
        ) { $0.coverage = true }
        let coverage = try #require(results.coverage)
        #expect(coverage.rules.map(\.positives) == [1, 0])
        #expect(coverage.rules.map(\.nearMisses) == [1, 0])
        #expect(coverage.rules.map(\.farMisses) == [0, 1])
        #expect(
            coverage.rules[0].alternatives.map { "\($0.path) \($0.decisive)" } == [
                "when.any[0] 1", "when.any[1] 0", "unless.any[0] 1", "unless.any[1] 0",
            ])
        #expect(coverage.percent == 50)
        #expect(coverage.patternsHit == 2 && coverage.patterns == 5)
        var bar = PolicyTestBar()
        bar.coverage = 60
        bar.alternatives = 50
        #expect(bar.shortfalls(results).map(\.name) == ["rules_hit", "coverage"])
    }

    @Test func `tests are run in other spellings, and a test can demand them`() throws {
        let yaml =
            Self.rules + """
                tests:
                  - { text: "a tulip", expect: review, mutate: [leet, encoding] }
                  - { text: "a violet", expect: review, mutate: vowel_dropped }
                  - { text: "a garden of plastic tulips", expect: allow }
                """
        let results = try run(yaml) { $0.evasions = Evasion.allCases }
        #expect(results.cases.map(\.state)[0] == .passed, "\(results.cases[0].failure ?? "")")
        let evasions = try #require(results.evasions)
        #expect(evasions.counts[.cyrillic]?.kept == evasions.counts[.cyrillic]?.flagged)
        #expect(evasions.counts[.cyrillic]?.spared == 1)
        #expect(evasions.counts[.jamo] == nil)
        // The same with any number of threads.
        let again = try run(yaml) {
            $0.evasions = Evasion.allCases
            $0.jobs = 4
        }
        #expect(again.evasions?.losses.map(\.text) == evasions.losses.map(\.text))
    }

    @Test func `a filter chooses tests by rule, file or text`() throws {
        let yaml = Self.rules + "tests:\n  - { text: one, expect: allow }\n  - { text: two, expect: allow }\n"
        #expect(try run(yaml) { $0.filter = "two" }.cases.map(\.fixture.text) == ["two"])
        #expect(try run(yaml) { $0.filter = "garden.yaml" }.cases.count == 2)
    }
}
