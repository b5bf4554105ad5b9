internal import ContentCredentials
internal import Findings

/// Collects findings; validation goes on after a failure, so that a report is complete.
struct FindingLog {
    private(set) var findings: [Finding] = []

    private var counts: [Kind: Int] = [:]

    private struct Kind: Hashable {
        let code: StatusCode
        let url: String
    }

    /// How many findings of one code about one box are kept: an assertion can have a hundred thousand wrong entries, and
    /// nobody is told more by the thousandth.
    private static let maximumOfKind = 8

    mutating func success(_ code: StatusCode, _ uri: JUMBFURI, _ explanation: @autoclosure () -> String) {
        add(code, .success, uri, explanation)
    }

    mutating func informational(_ code: StatusCode, _ uri: JUMBFURI, _ explanation: @autoclosure () -> String) {
        add(code, .informational, uri, explanation)
    }

    mutating func failure(
        _ code: StatusCode, _ uri: JUMBFURI, _ explanation: @autoclosure () -> String, range: Range<Int>? = nil,
        cause: ContentCause? = nil
    ) {
        add(code, .failure, uri, explanation, range: range, cause: cause)
    }

    private mutating func add(
        _ code: StatusCode, _ severity: Finding.Severity, _ uri: JUMBFURI, _ explanation: () -> String,
        range: Range<Int>? = nil, cause: ContentCause? = nil
    ) {
        let url = uri.text
        let count = counts[Kind(code: code, url: url), default: 0]
        guard count < Self.maximumOfKind else { return }
        counts[Kind(code: code, url: url)] = count + 1
        findings.append(Finding(code, severity, url: url, explanation(), range: range, cause: cause))
    }

    mutating func append(_ more: [Finding]) { findings += more }
}
