internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Reports
internal import Workflows

/// `signet index stats`.
struct IndexStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "How much the index remembers, what it was asked, and how far its images are apart.")

    @OptionGroup var index: IndexOptions

    @Option(help: ArgumentHelp("Also write a page with drawings.", valueName: "out.html")) var html: String?

    func run() throws {
        try reporting(json: index.json) {
            let statistics = try IndexSurvey.statistics(of: try index.open())
            let report = IndexStatisticsReport(index.context)
            if let html {
                let page = report.page(for: statistics, index: index.db, time: IndexFilling.now())
                try OutputFile.replace(html, with: Array(page.utf8))
            }
            try Console.print(index.json ? report.line(for: statistics) : report.text(for: statistics))
        }
    }
}
