internal import ArgumentParser
internal import Bytes
internal import ImageIndex
internal import Reports
internal import Workflows

/// `signet index repair`.
struct IndexRepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Make the search files anew from the records, and settle what a crash left unfinished.",
        discussion: "The latter also happens whenever the index is opened.")

    @OptionGroup var index: IndexOptions

    func run() throws {
        try reporting(json: index.json) {
            let images = try index.open()
            try images.rebuildSearchFiles()
            let count = try images.count()
            try Console.print(
                index.json ? IndexJSON(index.context).line(repaired: count) : "search files made of \(count) images\n")
        }
    }
}
