internal import ArgumentParser
internal import Findings
internal import Policy
internal import Reports
internal import Workflows

/// `signet policy diff`.
struct PolicyDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Which verdicts change between two packs?",
        discussion: """
            Texts are hidden unless --show-text asks for them. With --fail-if it exits with 40 when a verdict changes so.

            Examples:
              signet policy diff policies new-policies texts.jsonl --fail-if block-to-allow
              signet policy diff policies new-policies texts.csv --format html > diff.html
            """)

    @Argument(help: ArgumentHelp("The pack as it is.", valueName: "old")) var old: String
    @Argument(help: ArgumentHelp("The pack as it would be.", valueName: "new")) var new: String
    @Argument(help: ArgumentHelp("JSON Lines or CSV with text.", valueName: "corpus")) var corpus: String
    @Option(
        name: .customLong("fail-if"),
        help: ArgumentHelp(
            "Changes that must not happen, set apart by commas, for example block-to-allow; any for all.",
            valueName: "changes"))
    var failIf: String?
    @Option(help: ArgumentHelp("How many texts of each kind of change are listed.", valueName: "n")) var samples = 10
    @Flag(help: "Show the texts.") var showText = false
    @Flag(help: "Show the texts without what the rules found.") var redact = false
    @Option(help: ArgumentHelp("How many threads work.", valueName: "n")) var jobs = 2
    @OptionGroup var form: FormatOptions
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 256.") }
        guard (0...100_000).contains(samples) else { throw ValidationError("--samples needs a number up to 100000.") }
        for name in forbidden where name != "any" && PolicyDifference.Change(name: name) == nil {
            throw ValidationError("--fail-if knows changes such as block-to-allow, not \(SafeText.escape(name)).")
        }
    }

    private var forbidden: [String] { (failIf ?? "").split(separator: ",").map(String.init) }

    func run() throws {
        try reporting(json: form.format == .json) {
            let difference = try PolicyCorpusRun(date: pack.day, jobs: jobs).compare(
                try PromptStream.all(corpus), try pack.load(old), try pack.load(new))
            let report = PolicyDifferenceReport(
                difference, context: printing.context(), samples: samples,
                texts: redact ? .redacted : showText ? .shown : .hidden)
            try Console.print(report.print(form.format))
            let names = Set(difference.counts.keys.map(\.name))
            let fails = forbidden.contains { $0 == "any" ? !names.isEmpty : names.contains($0) }
            try finish(with: fails ? .testsFailed : .success)
        }
    }
}
