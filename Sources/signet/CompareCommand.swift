internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Provenance
internal import Reports
internal import Workflows

/// `signet compare`: what a step (a CDN, an editor, a chat app) lost.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare an image before and after a step: what of its records was lost?",
        discussion: """
            Exits with 0 when the credentials were kept, or followed on by a newer record; with 10 when they were lost; with the
            code of the verdict when they are there but no longer hold.
            """)

    @Argument(help: "The image before the step.") var before: String
    @Argument(help: "The image after the step.") var after: String

    @Flag(help: "Print one JSON object.") var json = false

    @OptionGroup(title: "Trust") var trust: TrustOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func run() throws {
        try reporting(json: json) {
            let configuration = try trust.load()
            let settings = ValidationSettings(trust: configuration, time: try trust.moment(), limits: limits.limits)
            let context = printing.context(trust: configuration)
            let report = try FileComparison(settings: settings).compare(before, after)
            try Console.print(
                json ? ComparisonJSON(context).document(for: report) : ComparisonText(context).text(for: report))
            try finish(with: report.exitStatus)
        }
    }
}
