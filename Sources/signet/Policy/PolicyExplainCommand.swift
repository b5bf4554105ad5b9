internal import ArgumentParser
internal import Bytes
internal import Policy
internal import Reports

/// `signet policy explain`.
struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "What fired, what nearly fired, and the smallest change that gives another verdict.")

    @Argument(help: ArgumentHelp("The prompt, or - for standard input.", valueName: "prompt")) var prompt: String
    @Option(help: ArgumentHelp("What the image is not to show.", valueName: "text")) var negative = ""
    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "Leave the words of the prompt out of the answer.") var redact = false
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func run() throws {
        try reporting(json: json) {
            let request = PolicyRequest(try Self.text(prompt), negative: negative)
            let explanation = try pack.load().explain(request, date: pack.day)
            let report = PolicyExplanationReport(explanation, context: printing.context(), redacts: redact)
            try Console.print(json ? report.json : report.text)
            try finish(with: explanation.decision.exitStatus)
        }
    }

    /// The argument itself, or standard input for `-`.
    static func text(_ argument: String) throws -> String {
        guard argument == "-" else { return argument }
        let source = try FileSource(path: "-")
        return String(decoding: try source.bytes(0..<source.count), as: UTF8.self)
    }
}
