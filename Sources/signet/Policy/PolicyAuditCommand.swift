internal import ArgumentParser
internal import Findings
internal import Reports
internal import Workflows

/// `signet policy audit`.
struct PolicyAuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Is an audit log as it was written?",
        discussion: """
            Exits with 65 when a line was edited, dropped or moved. Lines missing at the end show only beside the number and the
            digest that were kept elsewhere: --count and --head.
            """)

    @Argument(help: ArgumentHelp("The log that check --audit wrote.", valueName: "log")) var log: String
    @Option(
        name: .customLong("audit-key"), help: ArgumentHelp("The file with the key of the log.", valueName: "file"))
    var auditKey: String?
    @Option(help: ArgumentHelp("How many lines there have to be at least.", valueName: "n")) var count: Int?
    @Option(help: ArgumentHelp("The digest of the last line, as printed before.", valueName: "hex")) var head: String?

    func run() throws {
        try reporting(json: false) {
            let check = try DecisionLogCheck(path: log, key: try AuditOptions.key(auditKey))
            if let fault = check.fault {
                try Console.print("\(SafeText.escape(log)):\(fault.line): \(fault.reason)\n")
                return try finish(with: .badData)
            }
            try Console.print("\(check.count) decisions, unchanged since they were written\nhead \(check.head)\n")
            guard check.count >= count ?? 0, head == nil || head == check.head else {
                try Console.print(
                    "the log does not end as it did: lines at its end are missing, or others were added\n")
                return try finish(with: .badData)
            }
        }
    }
}
