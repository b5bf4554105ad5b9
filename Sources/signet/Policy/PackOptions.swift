internal import ArgumentParser
internal import Findings
internal import Policy
internal import Reports
internal import Workflows

/// Where the rules are.
struct PackOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the rule pack.", valueName: "dir"))
    var pack: String?

    @Option(help: ArgumentHelp("Judge as of this day, for rules with dates.", valueName: "yyyy-mm-dd")) var date:
        String?

    /// The named folder, `SIGNET_POLICIES`, or `policies` here.
    var folder: String { pack ?? Console.environment("SIGNET_POLICIES") ?? "policies" }

    /// Today, unless another day is asked for.
    var day: String { date ?? String(IndexFilling.now().prefix(10)) }

    /// The pack, or nil after every mistake in it was told.
    func load(_ folder: String? = nil) throws -> CompiledPolicy {
        do { return try CompiledPolicy.load(folder ?? self.folder) } catch let error as PackProblems {
            for problem in error.problems { Console.complain(SafeText.escape(problem.description, limit: 600)) }
            throw ExitCode(ExitStatus.configuration.rawValue)
        }
    }
}
