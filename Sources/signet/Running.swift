internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Reports

/// Runs the one call of a command and turns what it throws into a sentence (or a JSON object) and an exit code.
///
/// - Parameters:
///   - json: whether standard output is JSON, also for errors.
///   - file: the file the error is about, when there is just one.
func reporting(json: Bool, file: String? = nil, _ body: () throws -> Void) throws {
    do {
        try body()
    } catch let error as SignetError {
        Console.complain(error, file: file)
        if json {
            let context = ReportContext(tool: ReportContext.Tool(version: Signet.version))
            try Console.print(JSONReport(context).line(for: .failure(file: file ?? "", error)))
        }
        throw ExitCode(ExitStatus(error.category).rawValue)
    }
}
