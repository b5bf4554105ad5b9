internal import ArgumentParser
internal import Reports
internal import Workflows

/// `signet policy calibrate`.
struct PolicyCalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Which thresholds keep benign traffic at a wanted rate, and which rules fire most in it.",
        discussion:
            "Texts without a label count as benign. Scores stand in the field signals: {\"text\": \"…\", \"signals\": {\"violence\": 0.12}}."
    )

    @Argument(help: ArgumentHelp("JSON Lines of benign traffic, or with labels.", valueName: "corpus")) var benign:
        String
    @Option(
        help: ArgumentHelp("The share of benign texts that may be flagged, in percent.", valueName: "percent"))
    var fpr = 0.5
    @Option(help: ArgumentHelp("How many threads work.", valueName: "n")) var jobs = 2
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 256.") }
        guard (0...100).contains(fpr) else { throw ValidationError("--fpr needs a number from 0 to 100.") }
    }

    func run() throws {
        try reporting(json: json) {
            let calibration = try PolicyCorpusRun(date: pack.day, jobs: jobs).calibrate(
                try PromptStream.all(benign), try pack.load(), target: fpr / 100)
            let report = PolicyCalibrationReport(calibration, context: printing.context())
            try Console.print(json ? report.json : report.text)
        }
    }
}
