public import Bytes
public import Findings
public import Provenance

/// Compares a file before and after a step.
public struct FileComparison: Sendable {
    private let verifier: FileVerifier

    public init(settings: ValidationSettings) { verifier = FileVerifier(settings: settings) }

    /// Throws for a file that cannot be read at all, with its name in the reason.
    public func compare(_ before: String, _ after: String) throws(SignetError) -> ComparisonReport {
        var comparison = ComparisonReport(before: try report(before), after: try report(after))
        comparison.pixels = PixelComparer().compare(before, after)
        return comparison
    }

    private func report(_ path: String) throws(SignetError) -> FileReport {
        switch verifier.verify(path: path) {
        case .report(let report): return report
        case .failure(_, let error):
            throw SignetError(error.code, error.category, "\(path): \(error.reason)", offset: error.offset)
        }
    }
}
