internal import Bytes
internal import Findings
internal import Provenance
internal import Reports
internal import Workflows

/// Verifies files, several at a time when asked, and prints each result as soon as those before it are printed.
struct VerifyPrinter {
    let format: VerifyCommand.Format
    let isQuiet: Bool
    let context: ReportContext
    let batch: BatchOptions
    /// What has to hold for the exit code 0.
    let requirement: Requirement

    private struct Answer: Sendable {
        let id: String?
        let outcome: FileOutcome
        let seconds: Double
    }

    /// - Parameter files: nil takes requests from standard input.
    /// - Returns: the exit codes of all files.
    func run(_ files: [String]?, _ verifier: IndexedVerifier) throws -> Set<ExitStatus> {
        let stream = files.map(RequestStream.init(files:)) ?? RequestStream(lines: LineReader())
        var statuses: Set<ExitStatus> = []
        let json = JSONReport(context)
        var progress = BatchProgress(total: files?.count, printsStats: batch.stats, isQuiet: isQuiet)
        var isFirst = true
        try OrderedBatch(jobs: batch.jobs).run(next: stream.next) { request in
            let stopwatch = Stopwatch()
            switch request {
            case .invalid(let error): return Answer(id: nil, outcome: .failure(file: "", error), seconds: 0)
            case .request(let line):
                let outcome = verifier.verify(path: line.file)
                return Answer(id: line.id, outcome: outcome, seconds: stopwatch.seconds)
            }
        } consume: { _, answer in
            statuses.insert(requirement.exitStatus(of: answer.outcome))
            var failed = false
            if case .failure(let name, let error) = answer.outcome {
                failed = true
                if format == .text { Console.complain(error, file: name) }
            }
            progress.add(seconds: answer.seconds, failed: failed)
            guard !isQuiet else { return }
            switch format {
            case .text:
                guard !failed else { return }
                try Console.print((isFirst ? "" : "\n") + TextReport(context).text(for: answer.outcome))
                isFirst = false
            case .jsonl: try Console.print(json.line(for: answer.outcome, id: answer.id))
            case .json:
                try Console.stream { json.write(answer.outcome, isFirst: isFirst, to: $0) }
                isFirst = false
            }
        }
        progress.finish()
        if format == .json, !isQuiet { try Console.stream { json.writeEnd(isEmpty: isFirst, to: $0) } }
        return statuses
    }
}
