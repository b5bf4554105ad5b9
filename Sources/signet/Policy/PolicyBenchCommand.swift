internal import ArgumentParser
internal import Policy
internal import Reports
internal import Workflows

/// `signet policy bench`.
struct PolicyBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "How long loading the pack and deciding take on this machine, one thread.")

    @Argument(help: ArgumentHelp("JSON Lines or CSV with text.", valueName: "corpus")) var corpus: String
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: json) {
            let speed = try PolicyBenchmark().run(try PromptStream.all(corpus)) { try pack.loadCompiled() }
            let report = PolicySpeedReport(speed)
            try Console.print(json ? report.json : report.text)
        }
    }
}
