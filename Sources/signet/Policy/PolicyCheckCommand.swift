internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Policy
internal import Provenance
internal import Reports
internal import Workflows

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
