internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Reports
internal import Workflows

/// `signet index recover`.
struct IndexRecoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Write the record of an image that lost it, found by its fingerprints, beside it or into a copy.",
        discussion: """
            A report beside the output (OUT.recovered.json) says by what it was found and that it is bound to the picture, not to \
            the file. Exits with 30 when the index knows no such image with a record.
            """)

    @Argument(help: ArgumentHelp("The image, or - for standard input.", valueName: "in")) var input: String
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "A name with .c2pa gets the record alone; any other a copy of the image with it.", valueName: "out"))
    var output: String
    @Flag(help: "Replace output files that exist.") var force = false
    @OptionGroup var index: IndexOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions

    func run() throws {
        try reporting(json: index.json, file: input) {
            let lookup = IndexLookup(try index.open(), limits: limits.limits, purpose: index.purpose ?? "recover")
            let recovery = ManifestRecovery(lookup, limits: limits.limits)
            guard let report = try recovery.recover(input, to: output, overwrite: force) else {
                Console.complain("the index knows no image like \(SafeText.escape(input)) that has a record")
                try finish(with: .noMatch)
                return
            }
            let json = RecoveryJSON(index.context).document(for: report)
            try OutputFile.replace("\(output).recovered.json", with: Array(json.utf8))
            try Console.print(
                index.json ? RecoveryJSON(index.context).line(for: report) : IndexText(index.context).text(for: report))
        }
    }
}
