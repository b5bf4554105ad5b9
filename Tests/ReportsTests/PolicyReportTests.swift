import Bytes
import Policy
import Reports
import TestSupport
import Testing

@Suite struct PolicyReportTests {
    /// Results with everything in them that could break out of its form.
    private func report() throws -> PolicyTestReport {
        let folder = try TemporaryFolder()
        let yaml = """
            policy: { id: "t<e>s|t", version: 1.0.0 }
            rules:
              - { id: "a<b>&'c", action: review, when: { any: [[tulip], [violet]] } }
            tests:
              - { text: "=1+1 <script>alert(1)</script> | \\u001B[31m ]]>", expect: block, rule: "x]]><y>" }
              - { text: "tulip", expect: block, todo: true }
              - { text: "tulip", expect: review }
            """
        let file = try OutputFile(path: "\(folder.path)/a b.yaml")
        try file.write(Array(yaml.utf8))
        try file.commit(durable: false)
        let policy = try CompiledPolicy.load(folder.path)
        var results = PolicyTestResults(policy)
        let runs = policy.pack.fixtures.map { policy.run($0) }
        results.cases = runs.map(\.result)
        results.coverage = PolicyCoverage(policy, results.cases, policy.pack.fixtures.map { policy.evidence(of: $0) })
        return PolicyTestReport(
            results, PolicyTestBar().shortfalls(results),
            context: ReportContext(tool: ReportContext.Tool(version: "1.0.0")), showsText: true)
    }

    @Test func `markup of a test stays text`() throws {
        let report = try report()
        for format in [PolicyFormat.html, .junit] {
            let text = report.print(format)
            #expect(!text.contains("<script>") && !text.contains("<b>&'c") && !text.contains("]]><y>"))
            #expect(!text.unicodeScalars.contains("\u{1B}"))
        }
        #expect(report.print(.html).contains("&lt;script&gt;"))
        #expect(!report.print(.html).contains("http://") && !report.print(.html).contains("https://"))
    }

    @Test func `every form tells the failure, the known gap and the counts`() throws {
        let report = try report()
        for format in PolicyFormat.allCases {
            let text = report.print(format)
            #expect(text.contains("there is no rule x"), "\(format)")
        }
        #expect(report.print(.junit).contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""))
        #expect(report.print(.text).contains("1 of 3 tests passed, 1 known gaps"))
        #expect(report.print(.sarif).contains("/a%20b.yaml"))
        #expect(report.print(.csv).hasPrefix("file,line,state,expected,verdict,rule,rules,failure\r\n"))
        #expect(report.print(.markdown).contains("a\\<b\\>\\&'c"))
    }
}
