internal import Findings
internal import Provenance
internal import Reports

/// Verifies files one after the other and prints each result as soon as it is there.
struct VerifyPrinter {
    let format: VerifyCommand.Format
    let isQuiet: Bool
    let context: ReportContext

    /// - Returns: the exit codes of all files.
    func run(_ files: [String], _ verifier: FileVerifier) throws -> Set<ExitStatus> {
        var statuses: Set<ExitStatus> = []
        var collected: [FileOutcome] = []
        for (index, file) in files.enumerated() {
            let outcome = verifier.verify(path: file)
            statuses.insert(outcome.exitStatus)
            if case .failure(let name, let error) = outcome, format == .text { Console.complain(error, file: name) }
            guard !isQuiet else { continue }
            switch format {
            case .text:
                guard case .report = outcome else { continue }
                try Console.print((index == 0 ? "" : "\n") + TextReport(context).text(for: outcome))
            case .jsonl: try Console.print(JSONReport(context).line(for: outcome))
            case .json: collected.append(outcome)
            }
        }
        if format == .json, !isQuiet { try Console.print(JSONReport(context).document(for: collected)) }
        return statuses
    }
}
