internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Reports
internal import Workflows

/// `signet index check`.
struct IndexCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find any record, tombstone or entry of the audit log that was edited, dropped or reordered.",
        discussion: "Exits with 0 when the index is sound, with 65 when it is not.")

    @OptionGroup var index: IndexOptions

    @Option(
        help: ArgumentHelp(
            "A head of the audit log that was kept elsewhere: it has to be part of it still.", valueName: "head"))
    var expect: String?

    func run() throws {
        try reporting(json: index.json) {
            let images = try index.open()
            let defects = try images.check(expecting: expect)
            let count = try images.count()
            if index.json {
                try Console.print(
                    IndexJSON(index.context).line(defects: defects.map { ($0.code, $0.message) }, images: count))
            } else {
                for defect in defects { try Console.print("\(defect.code)  \(SafeText.escape(defect.message))\n") }
                if defects.isEmpty { try Console.print("sound: \(count) images\n") }
            }
            try finish(with: defects.isEmpty ? .success : .badData)
        }
    }
}
