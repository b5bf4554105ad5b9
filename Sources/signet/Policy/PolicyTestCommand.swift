internal import ArgumentParser
internal import Findings
internal import Policy
internal import Reports
internal import Workflows

/// `signet policy test`.
struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the tests that stand beside the rules.",
        discussion: """
            Exits with 40 when a test fails, when a rule is hit by none (with --coverage), or when a figure is below its bar.

            Examples:
              signet policy test --coverage --mutate
              signet policy test --filter violence. --watch
              signet policy test --format junit > rules.xml
            """)

    @Flag(help: "Name rules without a positive test or a near miss, and alternatives no test rests on.")
    var coverage = false
    @Option(
        name: .customLong("min-coverage"),
        help: ArgumentHelp(
            "Fail when fewer rules than this have a positive test and a near miss; implies --coverage.",
            valueName: "percent"))
    var minimumCoverage: Double?
    @Option(
        name: .customLong("min-alternatives"),
        help: ArgumentHelp(
            "Fail when tests rest on fewer alternatives than this; implies --coverage.", valueName: "percent"))
    var minimumAlternatives: Double?
    @Flag(help: "Run every passing test again in each spelling people use against filters.") var mutate = false
    @Option(
        name: .customLong("min-kept"),
        help: ArgumentHelp(
            "With --mutate: the share of verdicts that must be kept in other encodings.", valueName: "percent"))
    var minimumKept = 99.0
    @Option(
        name: .customLong("min-kept-typos"),
        help: ArgumentHelp(
            "With --mutate: the share of verdicts that must be kept with slips.", valueName: "percent"))
    var minimumKeptTypos = 85.0
    @Option(help: ArgumentHelp("Only tests with this in their rule, file or text.", valueName: "words")) var filter:
        String?
    @Option(help: ArgumentHelp("How many threads work.", valueName: "n")) var jobs = 2
    @Flag(help: "Run again whenever a file of the pack is saved.") var watch = false
    @Flag(help: "Show the texts of the tests.") var showText = false
    @OptionGroup var form: FormatOptions
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 256.") }
        guard !watch || form.format == .text else { throw ValidationError("--watch prints text only.") }
    }

    func run() throws {
        try reporting(json: form.format == .json) {
            guard watch else { return try finish(with: try runOnce() ? .success : .testsFailed) }
            try FolderWatcher(pack.folder).run {
                do { _ = try runOnce() } catch is ExitCode {}
                Console.complain("waiting for changes in \(SafeText.escape(pack.folder))")
            }
        }
    }

    /// Whether everything that has to hold does.
    private func runOnce() throws -> Bool {
        var options = PolicyTestRun.Options()
        options.filter = filter
        options.coverage = coverage || minimumCoverage != nil || minimumAlternatives != nil
        options.evasions = mutate ? Evasion.allCases : []
        options.date = pack.date
        options.jobs = jobs
        var bar = PolicyTestBar()
        // Of a selection of tests nobody expects that they hit every rule.
        if filter != nil { bar.rulesHit = nil }
        bar.coverage = minimumCoverage
        bar.alternatives = minimumAlternatives
        bar.kept = [.encoding: minimumKept, .typo: minimumKeptTypos]
        let results = try PolicyTestRun(try pack.load(), options).run()
        let shortfalls = bar.shortfalls(results)
        let report = PolicyTestReport(results, shortfalls, context: printing.context(), showsText: showText)
        try Console.print(report.print(form.format))
        return results.failures.isEmpty && shortfalls.isEmpty
    }
}
