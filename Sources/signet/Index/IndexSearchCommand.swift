internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Provenance
internal import Reports
internal import Workflows

/// `signet index search`.
struct IndexSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Is this ours? Looks images up, also cropped, turned, mirrored or in a screenshot.",
        discussion: "Exits with 0 when every image was found, with 30 when one was not.")

    @Argument(help: ArgumentHelp("Images, folders of images, or - for standard input.", valueName: "in"))
    var inputs: [String] = []

    @OptionGroup var index: IndexOptions

    @Option(help: ArgumentHelp("Look up a PDQ hash (64 hexadecimal digits) instead. Repeatable.", valueName: "hex"))
    var hash: [String] = []
    @Option(help: ArgumentHelp("How many of 256 bits may differ.", valueName: "bits")) var radius = 31
    @Option(help: ArgumentHelp("How many matches are shown for each image.", valueName: "n")) var limit = 10

    func validate() throws {
        guard inputs.isEmpty != hash.isEmpty else { throw ValidationError("Name images, or hashes with --hash.") }
        guard (0...128).contains(radius) else { throw ValidationError("--radius needs a number from 0 to 128.") }
        guard (1...1000).contains(limit) else { throw ValidationError("--limit needs a number from 1 to 1000.") }
    }

    func run() throws {
        try reporting(json: index.json) {
            let lookup = IndexLookup(
                try index.open(), purpose: index.purpose ?? "search")
            let text = IndexText(index.context)
            let json = IndexJSON(index.context)
            var statuses: Set<ExitStatus> = []
            func answer(_ name: String, _ work: () throws(SignetError) -> IndexAnswer) throws {
                do throws(SignetError) {
                    let answer = try work()
                    statuses.insert(answer.exitStatus)
                    try? Console.print(
                        index.json ? json.line(for: answer, file: name) : text.text(for: answer, file: name))
                } catch {
                    statuses.insert(ExitStatus(error.category))
                    Console.complain(error, file: name)
                    if index.json { try? Console.print(json.line(error: error, file: name)) }
                }
            }
            for hex in hash {
                try answer(hex) { () throws(SignetError) in try lookup.search(hash: hex, radius: radius, limit: limit) }
            }
            for file in try ImageFinder.files(inputs) {
                try answer(file) { () throws(SignetError) in try lookup.search(file, radius: radius, limit: limit) }
            }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}
