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

    /// The pack as it was compiled before, when nothing in it has changed; else compiled now. For deciding only.
    func loadCompiled() throws -> CompiledPolicy {
        var variables: [String: String] = [:]
        for name in ["XDG_CACHE_HOME", "HOME"] { variables[name] = Console.environment(name) }
        guard let cache = PolicyCache(environment: variables, program: Signet.version) else { return try load() }
        return try telling {
            let (policy, note) = try CompiledPolicy.load(folder, cache: cache)
            if let note { Console.complain(SafeText.escape(note, limit: 600)) }
            return policy
        }
    }

    /// The pack with its lists and tests; ends after every mistake in it was told.
    func load(_ folder: String? = nil) throws -> CompiledPolicy {
        try telling { try CompiledPolicy.load(folder ?? self.folder) }
    }

    private func telling(_ load: () throws -> CompiledPolicy) throws -> CompiledPolicy {
        do { return try load() } catch let error as PackProblems {
            for problem in error.problems { Console.complain(SafeText.escape(problem.description, limit: 600)) }
            throw ExitCode(ExitStatus.configuration.rawValue)
        }
    }
}
