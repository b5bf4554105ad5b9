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
        discussion: """
            Exits with 0 for allow, 20 for block, 21 for review, 22 for a restricted real person; the gravest of many, and 65 when
            a line of a file cannot be read.

            Examples:
              signet policy check "a museum display about propaganda posters"
              signet policy check --file prompts.csv --format csv --redact > answers.csv
              generate | signet policy check --file - --audit decisions.log --audit-key key
            """)

    @Argument(help: ArgumentHelp("The prompt, or - for standard input.", valueName: "prompt")) var prompt: String?
    @Option(help: ArgumentHelp("An image that is uploaded with the prompt, or without one.", valueName: "file"))
    var image: String?
    @Option(
        help: ArgumentHelp(
            "Many prompts: JSON Lines or CSV with id, text and negative; - reads standard input as it comes.",
            valueName: "file"))
    var file: String?
    @Option(
        name: .customLong("input-form"),
        help: ArgumentHelp("What --file holds: jsonl, csv or lines; its name says so otherwise.", valueName: "form"))
    var inputForm: String?
    @Option(help: ArgumentHelp("What the image is not to show.", valueName: "text")) var negative = ""
    @Flag(help: "Leave the words of the prompt out of the answer.") var redact = false
    @OptionGroup var form: FormatOptions
    @OptionGroup(title: "Audit log") var audit: AuditOptions
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Beyond the words") var beyond: GateOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard (prompt == nil && image == nil) != (file == nil) else {
            throw ValidationError("Give a prompt, an --image or both, or a file with --file.")
        }
        guard [.text, .json, .csv].contains(form.format) else {
            throw ValidationError("check prints text, json or csv.")
        }
        guard inputForm == nil || inputForm.flatMap(PromptStream.Form.init(rawValue:)) != nil else {
            throw ValidationError("--input-form knows jsonl, csv and lines.")
        }
    }

    func run() throws {
        try reporting(json: form.format == .json) {
            let policy = try pack.loadCompiled()
            let printer = DecisionPrinter(
                form.format, isBulk: file != nil, redacts: redact,
                context: printing.context(trust: TrustConfiguration()))
            let gate = try beyond.gate(policy, day: pack.day)
            let log = try audit.open()
            var statuses: Set<ExitStatus> = []
            try Console.print(printer.header)
            func answer(_ prompt: LabelledPrompt, line: Int?) throws {
                let answer = try gate.decide(prompt.request, upload: image)
                for outage in answer.outages { Console.complain(outage) }
                // Written down before it is told: an answer without a line in the log must not exist.
                try log?.record(prompt, answer.decision, at: IndexFilling.now())
                statuses.insert(answer.decision.exitStatus)
                try Console.print(
                    printer.text(for: answer.decision, prompt.text, id: prompt.id, line: line, upload: answer.upload))
            }
            if let file {
                let stream = try PromptStream(file, form: inputForm.flatMap(PromptStream.Form.init(rawValue:)))
                while let item = try stream.next() {
                    switch item {
                    case .prompt(let prompt, let line): try answer(prompt, line: line)
                    case .unreadable(let line, let reason):
                        statuses.insert(.badData)
                        Console.complain("\(SafeText.escape(file)):\(line): \(SafeText.escape(reason))")
                        try Console.print(printer.text(unreadable: reason, line: line))
                    }
                }
            } else {
                var request = LabelledPrompt(try PolicyExplainCommand.text(prompt ?? ""))
                request.negative = negative
                try answer(request, line: nil)
            }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}
