internal import ArgumentParser
internal import Policy
internal import Reports
internal import Workflows

/// `signet policy eval`.
struct PolicyEvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Hold the rules against texts with labels: what is caught, and what is flagged in vain.")

    @Argument(
        help: ArgumentHelp(
            "JSON Lines or CSV with text, label (safe or unsafe), category, source, lang and tier.",
            valueName: "corpus"))
    var corpus: String
    @Flag(help: "How often each rule held and decided.") var rules = false
    @Option(
        help: ArgumentHelp(
            "Print the identifiers of texts whose label and verdict differ: missed or flagged.", valueName: "which"))
    var list: String?
    @Option(help: ArgumentHelp("How many threads work.", valueName: "n")) var jobs = 2
    @OptionGroup var form: FormatOptions
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 256.") }
        guard list == nil || list == "missed" || list == "flagged" else {
            throw ValidationError("--list knows missed and flagged.")
        }
    }

    func run() throws {
        try reporting(json: form.format == .json) {
            let policy = try pack.load()
            let run = PolicyCorpusRun(date: pack.date, jobs: jobs)
            let evaluation = try run.evaluate(try PromptStream.all(corpus), policy) { prompt, decision in
                guard let list, prompt.isUnsafe == (list == "missed"),
                    (decision.verdict == .allow) == (list == "missed")
                else { return }
                let ids = decision.matches.filter(\.isDecisive).map(\.rule.id).joined(separator: ",")
                let place = [prompt.id, prompt.source, prompt.category].map { SafeText.escape($0 ?? "-", limit: 80) }
                try? Console.print("\(place.joined(separator: "\t"))\t\(ids)\n")
            }
            let report = PolicyEvaluationReport(evaluation, context: printing.context(), showsRules: rules)
            try Console.print(report.print(form.format))
        }
    }
}
