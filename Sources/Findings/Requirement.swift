/// What a caller asks of a file, and with it which exit code says that it holds.
public enum Requirement: String, Sendable, CaseIterable {
    /// An intact record by an issuer on a trust list: the verdict's own exit code.
    case trusted
    /// An intact record, whoever issued it.
    case signed
    /// The index knows the picture, whatever the file carries.
    case ours

    /// Success when the requirement holds; else why it does not.
    public func exitStatus(of outcome: FileOutcome) -> ExitStatus {
        guard case .report(let report) = outcome else { return outcome.exitStatus }
        switch self {
        case .trusted: return report.verdict.exitCode
        case .signed:
            return [.trusted, .untrusted, .expired].contains(report.verdict) ? .success : report.verdict.exitCode
        case .ours:
            // Not having been able to ask is not the same as no.
            guard let answer = report.index else { return .badData }
            return answer.exitStatus
        }
    }
}
