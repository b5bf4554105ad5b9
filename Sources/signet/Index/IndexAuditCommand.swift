internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Reports
internal import Workflows

/// `signet index audit`.
struct IndexAuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "List the audit log: what was added, removed and looked up, when and why.",
        discussion: """
            The last line on standard error is the head of the log. Kept elsewhere, it shows later that nothing was dropped: \
            signet index check --expect HEAD.
            """)

    @OptionGroup var index: IndexOptions

    @Option(help: ArgumentHelp("Only the entries after this one.", valueName: "number")) var after = 0
    @Option(help: ArgumentHelp("Only lookups of this image.", valueName: "file")) var of: String?

    func validate() throws {
        guard after >= 0 else { throw ValidationError("--after needs a number that is not negative.") }
    }

    func run() throws {
        try reporting(json: index.json) {
            let images = try index.open()
            let printer = IndexJSON(index.context)
            let subject = try of.map { try IndexLookup.subject(of: $0, in: images) }
            var failure: (any Error)?
            try images.audit(after: after) { entry in
                guard subject == nil || subject == entry.subject else { return true }
                do {
                    try Console.print(index.json ? printer.line(for: entry) : IndexText.line(for: entry))
                } catch { failure = error }
                return failure == nil
            }
            if let failure { throw failure }
            let head = try images.auditHead()
            Console.complain("head \(head.count):\(Hex.encode(head.digest))")
        }
    }
}
