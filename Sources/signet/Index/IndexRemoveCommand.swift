internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Reports
internal import Workflows

/// `signet index remove`.
struct IndexRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget images for good. What is left is a tombstone: when, why, and a keyed hash as proof.",
        discussion: "Exits with 30 when there is no such image.")

    @Argument(help: ArgumentHelp("Identifiers, as add and search print them.", valueName: "id")) var ids: [String]
    @OptionGroup var index: IndexOptions
    @Option(help: ArgumentHelp("Why; it stands in the tombstone.", valueName: "text")) var reason = ""

    func run() throws {
        try reporting(json: index.json) {
            let images = try index.open()
            let removed = try images.remove(
                ids: ids, reason: reason, purpose: index.purpose ?? "remove", time: IndexFilling.now())
            let printer = IndexJSON(index.context)
            for id in ids {
                let isRemoved = removed.contains(id)
                if index.json { try Console.print(printer.line(removed: id, isRemoved: isRemoved)) }
                if isRemoved, !index.json { try Console.print("removed  \(SafeText.escape(id))\n") }
                if !isRemoved { Console.complain("there is no image \(SafeText.escape(id)) in the index") }
            }
            try finish(with: ids.allSatisfy(removed.contains) ? .success : .noMatch)
        }
    }
}
