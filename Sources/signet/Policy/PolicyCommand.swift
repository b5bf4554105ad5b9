internal import ArgumentParser
internal import Reports

/// `signet policy`: what may be asked of a generator.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Decide about prompts by rules that people can read, test and change.",
        discussion: """
            Examples:
              signet policy check "a museum display about propaganda posters"
              signet policy test --coverage
              signet policy explain "a sign that says stop"
              signet policy eval prompts.jsonl
            """,
        subcommands: [
            PolicyCheckCommand.self, PolicyExplainCommand.self, PolicyTestCommand.self, PolicyLintCommand.self,
            PolicyEvalCommand.self, PolicyDiffCommand.self, PolicyBenchCommand.self, PolicyCalibrateCommand.self,
            PolicyAuditCommand.self,
        ])
}
