internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Provenance
internal import Reports
internal import Workflows

/// `signet index stats`.
struct IndexStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stats", abstract: "How much the index remembers.")

    @OptionGroup var index: IndexOptions

    func run() throws {
        try reporting(json: index.json) {
            let images = try index.open()
            let count = try images.count()
            try Console.print(index.json ? "{\"images\":\(count)}\n" : "\(count) images\n")
        }
    }
}
