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

    @Option(
        help: ArgumentHelp(
            "From now on, fast (290 bytes of memory for a hash) or compact (98) search files.", valueName: "form"),
        transform: IndexRepairCommand.form)
    var form: HammingIndex.Form?

    private static func form(_ text: String) throws -> HammingIndex.Form {
        switch text {
        case "fast": .fast
        case "compact": .compact
        default: throw ValidationError("--form knows fast and compact.")
        }
    }

    func run() throws {
        try reporting(json: index.json) {
            let images = try index.open()
            try images.rebuildSearchFiles(form)
            let count = try images.count()
            try Console.print(
                index.json ? IndexJSON(index.context).line(repaired: count) : "search files made of \(count) images\n")
        }
    }
}
