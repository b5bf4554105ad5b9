internal import Testing

/// The command line from outside: every script of Scripts/ holds.
@Suite struct CommandLineTests {
    @Test("the script holds", arguments: try Script.all().filter { !$0.needsShared })
    func scriptHolds(_ script: Script) throws { try run(script) }

    @Test(
        "the script about reference files holds",
        .enabled(if: ScriptRunner.hasShared, "SKIPPED: there are no reference files in ../shared"),
        arguments: try Script.all().filter(\.needsShared))
    func scriptAboutReferenceFilesHolds(_ script: Script) throws { try run(script) }

    private func run(_ script: Script) throws {
        var runner = try ScriptRunner(script)
        do {
            try runner.run()
        } catch let failure as ScriptFailure {
            // The issue points at the line of the script, not at this one.
            let place = SourceLocation(
                fileID: "CommandLineTests/\(script.name)", filePath: script.path, line: max(failure.line, 1), column: 1)
            Issue.record("\(script.name):\(failure.line): \(failure.reason)", sourceLocation: place)
        }
    }

    @Test func thereAreScripts() throws {
        #expect(try Script.all().count >= 15)
    }
}
