internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Reports
internal import Workflows

/// `signet index import`.
struct IndexImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take records of another index, or lists of PDQ hashes (CSV, ThreatExchange JSON), into an index.",
        discussion: """
            What is there already stays as it is: an import that was interrupted is run again. Exits with 65 when a line could \
            not be read; all others are taken.
            """)

    @Argument(help: ArgumentHelp("Files, or - for standard input.", valueName: "in")) var inputs: [String]
    @OptionGroup var index: IndexOptions
    @Option(help: ArgumentHelp("A label to keep with the hashes of lists. Repeatable.", valueName: "label"))
    var label: [String] = []

    func run() throws {
        try reporting(json: index.json) {
            var importing = IndexImport(try index.open(create: true), purpose: index.purpose ?? "import")
            importing.labels = label
            var isComplete = true
            for input in inputs {
                let summary = try importing.run(input) { error in
                    Console.complain(error, file: input)
                } progress: { summary in
                    if Console.isTerminal { Console.progress("\(summary.added + summary.present) records") }
                }
                if Console.isTerminal { Console.progress("") }
                isComplete = isComplete && summary.invalid == 0
                try Console.print(
                    index.json
                        ? IndexJSON(index.context).line(
                            imported: input, added: summary.added, present: summary.present, others: summary.others,
                            invalid: summary.invalid)
                        : "\(SafeText.escape(input))  \(summary.added) added, \(summary.present) present, "
                            + "\(summary.others) of other kinds, \(summary.invalid) unreadable\n")
            }
            try finish(with: isComplete ? .success : .badData)
        }
    }
}
