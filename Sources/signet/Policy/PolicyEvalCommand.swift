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
