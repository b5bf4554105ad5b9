internal import ArgumentParser
internal import Bytes
internal import ImageIndex
internal import Reports
internal import Workflows

extension IndexExport.Format {
    fileprivate static func read(_ text: String) throws -> IndexExport.Format {
        guard let format = IndexExport.Format(rawValue: text) else {
            throw ValidationError("--format knows \(allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return format
    }
}

/// `signet index export`.
struct IndexExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the records out for another index, or their PDQ hashes as lists that others can read.",
        discussion: """
            jsonl: whole records with their manifest stores; csv: hash,id,timestamp,tags,quality; threatexchange: JSON with \
            signals of type HASH_PDQ. The audit log notes it.
            """)

    @OptionGroup var index: IndexOptions

    @Option(
        help: ArgumentHelp("jsonl, csv or threatexchange.", valueName: "format"), transform: IndexExport.Format.read)
    var format = IndexExport.Format.jsonl

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("A file, or - for standard output.", valueName: "out"))
    var output = "-"

    @Option(
        name: .customLong("min-quality"),
        help: ArgumentHelp("Leave hashes of lower quality out of lists (0 to 100).", valueName: "quality"))
    var minimumQuality = 50

    func validate() throws {
        guard (0...100).contains(minimumQuality) else {
            throw ValidationError("--min-quality is a number from 0 to 100.")
        }
    }

    func run() throws {
        try reporting(json: false) {
            let export = IndexExport(try index.open(), format: format, purpose: index.purpose ?? "export")
            guard output != "-" else {
                var failure: (any Error)?
                _ = try export.run(minimumQuality: minimumQuality) { (text) throws(SignetError) in
                    do { try Console.print(text) } catch {
                        failure = error
                        throw SignetError("file.write", .inputOutput, "standard output cannot be written")
                    }
                }
                if let failure { throw failure }
                return
            }
            let file = try OutputFile(path: output, mode: 0o600)
            let count = try export.run(minimumQuality: minimumQuality) { (text) throws(SignetError) in
                try file.write(Array(text.utf8))
            }
            try file.commit()
            Console.complain("\(count) records written to \(SafeText.escape(output))")
        }
    }
}
