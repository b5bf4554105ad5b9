internal import ArgumentParser
internal import Bytes
internal import Findings
internal import FoundationEssentials
internal import Policy
internal import Provenance
internal import Reports
internal import Workflows

/// `signet policy`: what may be asked of a generator.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Decide about prompts by rules that people can read, test and change.",
        discussion: """
            Examples:
              signet policy check "a museum display about propaganda posters"
              signet policy test --coverage
              signet policy eval prompts.jsonl
            """,
        subcommands: [
            PolicyCheckCommand.self, PolicyTestCommand.self, PolicyEvalCommand.self, PolicyDiffCommand.self,
            PolicyBenchCommand.self,
        ])
}

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

/// `signet policy check`.
struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Allow, review or block: what the rules say about a prompt, and why.",
        discussion:
            "Exits with 0 for allow, 20 for block, 21 for review, 22 for a restricted real person; the gravest of many."
    )

    @Argument(help: ArgumentHelp("The prompt, or - for standard input.", valueName: "prompt")) var prompt: String?
    @Option(help: ArgumentHelp("Many prompts: a file of JSON lines with the field text.", valueName: "jsonl")) var file:
        String?
    @Option(help: ArgumentHelp("What the image is not to show.", valueName: "text")) var negative = ""
    @Flag(help: "Print JSON, one object per line.") var json = false
    @Flag(help: "Leave the words of the prompt out of the answer.") var redact = false
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard (prompt == nil) != (file == nil) else { throw ValidationError("Give a prompt, or a file with --file.") }
    }

    func run() throws {
        try reporting(json: json) {
            let policy = try pack.load()
            let text = PolicyText(printing.context(trust: TrustConfiguration()), redacts: redact)
            let printer = PolicyJSON(redacts: redact)
            var statuses: Set<ExitStatus> = []
            func answer(_ request: PolicyRequest, id: String?) throws {
                let decision = policy.decide(request, date: pack.day)
                statuses.insert(decision.exitStatus)
                try Console.print(json || file != nil ? printer.line(for: decision, id: id) : text.text(for: decision))
            }
            if let file {
                for (number, line) in try LabelledPrompt.read(file).enumerated() {
                    try answer(PolicyRequest(line.text, negative: line.negative ?? ""), id: line.id ?? "\(number + 1)")
                }
            } else if let prompt {
                var words = prompt
                if prompt == "-" {
                    let source = try FileSource(path: "-")
                    words = String(decoding: try source.bytes(0..<source.count), as: UTF8.self)
                }
                try answer(PolicyRequest(words, negative: negative), id: nil)
            }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}

/// `signet policy test`.
struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the tests that stand beside the rules.",
        discussion: "Exits with 40 when one fails.")

    @Flag(help: "Name rules that no test makes hold, or that no near miss is tested for.") var coverage = false
    @Flag(help: "Print the texts of failing tests.") var showText = false
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: false) {
            let run = PolicyTestRun(try pack.load())
            for outcome in run.outcomes {
                guard let failure = outcome.failure else { continue }
                let place = outcome.fixture.place
                let label = outcome.fixture.isTodo ? "todo" : "FAILED"
                try Console.print("\(label)  \(place.file):\(place.line): \(failure)\n")
                if showText { try Console.print("        \(SafeText.escape(outcome.fixture.text, limit: 200))\n") }
            }
            if coverage {
                for id in run.neverHeld { try Console.print("no test makes \(id) hold\n") }
                for id in run.neverSpared { try Console.print("no near miss is tested for \(id)\n") }
            }
            let passed = run.outcomes.filter { $0.failure == nil }.count
            try Console.print("\(passed) of \(run.outcomes.count) tests passed\n")
            let isComplete = !coverage || run.neverHeld.isEmpty
            try finish(with: run.failures.isEmpty && isComplete ? .success : .testsFailed)
        }
    }
}

/// `signet policy eval`.
struct PolicyEvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Hold the rules against texts with labels: what is caught, and what is flagged in vain.")

    @Argument(
        help: ArgumentHelp(
            "JSON lines with text, label (safe or unsafe), category, source and lang.", valueName: "jsonl"))
    var corpus: String
    @Flag(help: "How often each rule decided.") var rules = false
    @Option(
        help: ArgumentHelp(
            "Print the identifiers of texts whose label and verdict differ: missed or flagged.", valueName: "which"))
    var list: String?
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: false) {
            let policy = try pack.load()
            let prompts = try LabelledPrompt.read(corpus)
            let evaluation = PolicyEvaluation(prompts, policy) { prompt, decision in
                let isMissed = prompt.label == "unsafe" && decision.verdict == .allow
                let isFlagged = prompt.label == "safe" && decision.verdict != .allow
                guard list == "missed" && isMissed || list == "flagged" && isFlagged else { return }
                let ids = decision.matches.filter(\.isDecisive).map(\.rule.id).joined(separator: ",")
                try? Console.print("\(prompt.id ?? "-")\t\(prompt.source ?? "-")\t\(prompt.category ?? "-")\t\(ids)\n")
            }
            func percent(_ value: Double) -> String { "\((value * 1000).rounded() / 10)" }
            try Console.print("flagged % [95 % interval]   blocked %   texts   group\n")
            for row in evaluation.rows {
                let share = row.share
                let blocked = Double(row.blocked) / Double(max(row.texts, 1))
                try Console.print(
                    "\(percent(share.value)) [\(percent(share.low)), \(percent(share.high))]\t\(percent(blocked))\t\(row.texts)\t\(SafeText.escape(row.group, limit: 120))\n"
                )
            }
            if rules {
                try Console.print("decisive for unsafe / safe\n")
                for rule in evaluation.rules { try Console.print("\(rule.unsafe)\t\(rule.safe)\t\(rule.id)\n") }
            }
        }
    }
}

/// `signet policy diff`.
struct PolicyDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Which verdicts change between two packs?",
        discussion: "With --fail-if block-to-allow it exits with 40 when one changes so.")

    @Argument(help: ArgumentHelp("The pack as it is.", valueName: "old")) var old: String
    @Argument(help: ArgumentHelp("The pack as it would be.", valueName: "new")) var new: String
    @Argument(help: ArgumentHelp("JSON lines with text.", valueName: "jsonl")) var corpus: String
    @Option(
        name: .customLong("fail-if"),
        help: ArgumentHelp("A change that must not happen, for example block-to-allow.", valueName: "change"))
    var failIf: String?
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: false) {
            let before = try pack.load(old)
            let after = try pack.load(new)
            var counts: [String: Int] = [:]
            for prompt in try LabelledPrompt.read(corpus) {
                let request = PolicyRequest(prompt.text, negative: prompt.negative ?? "")
                let was = before.decide(request, date: pack.day)
                let now = after.decide(request, date: pack.day)
                guard was.verdict != now.verdict else { continue }
                let change = "\(was.verdict.rawValue)-to-\(now.verdict.rawValue)"
                counts[change, default: 0] += 1
                let rules = (was.matches + now.matches).filter(\.isDecisive).map(\.rule.id)
                try Console.print("\(change)\t\(prompt.id ?? "-")\t\(Set(rules).sorted().joined(separator: ","))\n")
            }
            for (change, count) in counts.sorted(by: { $0.key < $1.key }) { try Console.print("\(count)\t\(change)\n") }
            if counts.isEmpty { try Console.print("no verdict changes\n") }
            try finish(with: failIf.map { (counts[$0] ?? 0) > 0 } == true ? .testsFailed : .success)
        }
    }
}

/// `signet policy bench`.
struct PolicyBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "How long loading the pack and deciding take on this machine, one thread.")

    @Argument(help: ArgumentHelp("JSON lines with text.", valueName: "jsonl")) var corpus: String
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: false) {
            let loading = Stopwatch()
            let policy = try pack.load()
            try Console.print("load  \((loading.seconds * 10_000).rounded() / 10) ms\n")
            let prompts = try LabelledPrompt.read(corpus).map { PolicyRequest($0.text) }
            var latencies = Latencies()
            let all = Stopwatch()
            for prompt in prompts {
                let one = Stopwatch()
                _ = policy.decide(prompt, date: nil)
                latencies.add(seconds: one.seconds)
            }
            let perSecond = Double(prompts.count) / all.seconds
            try Console.print("\(Int(perSecond)) decisions a second over \(prompts.count) texts\n")
            for (name, share) in [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999)] {
                guard let seconds = latencies.percentile(share) else { continue }
                try Console.print("\(name)  \((seconds * 10_000_000).rounded() / 10) µs\n")
            }
        }
    }
}
