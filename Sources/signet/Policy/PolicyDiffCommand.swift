internal import ArgumentParser
internal import Findings
internal import Policy
internal import Workflows

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
