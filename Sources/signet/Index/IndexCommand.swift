internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Provenance
internal import Reports
internal import Workflows

/// `signet index`: the memory of what our own system made.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Remember images by their fingerprints, and recognise them after every record is gone.",
        discussion: """
            Examples:
              signet index add outputs/ --db images.index --model painter@1.0
              signet index search screenshot.png --db images.index

            Every lookup is written to the index's audit log with its purpose. No match proves nothing.
            """,
        subcommands: [
            IndexAddCommand.self, IndexSearchCommand.self, IndexRemoveCommand.self, IndexStatsCommand.self,
            IndexCheckCommand.self, IndexRepairCommand.self, IndexAuditCommand.self, IndexRecoverCommand.self,
            IndexExportCommand.self,
            IndexImportCommand.self,
        ])
}
