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
    @Option(help: ArgumentHelp("An image that is uploaded with the prompt, or without one.", valueName: "file"))
    var image: String?
    @Option(help: ArgumentHelp("Many prompts: a file of JSON lines with the field text.", valueName: "jsonl")) var file:
        String?
    @Option(help: ArgumentHelp("What the image is not to show.", valueName: "text")) var negative = ""
    @Flag(help: "Print JSON, one object per line.") var json = false
    @Flag(help: "Leave the words of the prompt out of the answer.") var redact = false
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Beyond the words") var beyond: GateOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard (prompt == nil && image == nil) != (file == nil) else {
            throw ValidationError("Give a prompt, an --image or both, or a file with --file.")
        }
    }

    func run() throws {
        try reporting(json: json) {
            let policy = try pack.loadCompiled()
            let text = PolicyText(printing.context(trust: TrustConfiguration()), redacts: redact)
            let printer = PolicyJSON(redacts: redact)
            var statuses: Set<ExitStatus> = []
            let gate = try beyond.gate(policy, day: pack.day)
            func answer(_ request: PolicyRequest, id: String?) throws {
                let answer = try gate.decide(request, upload: image)
                for outage in answer.outages { Console.complain(outage) }
                statuses.insert(answer.decision.exitStatus)
                try Console.print(
                    json || file != nil
                        ? printer.line(for: answer.decision, id: id, upload: answer.upload)
                        : text.text(for: answer.decision, upload: answer.upload))
            }
            if let file {
                for (number, line) in try LabelledPrompt.read(file).enumerated() {
                    try answer(PolicyRequest(line.text, negative: line.negative ?? ""), id: line.id ?? "\(number + 1)")
                }
            } else {
                var words = prompt ?? ""
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
