internal import ContentCredentials
internal import Findings

/// Collects findings; validation goes on after a failure, so that a report is complete.
struct FindingLog {
    private(set) var findings: [Finding] = []

    mutating func success(_ code: StatusCode, _ uri: JUMBFURI, _ explanation: String) {
        findings.append(Finding(code, .success, url: uri.text, explanation))
    }

    mutating func informational(_ code: StatusCode, _ uri: JUMBFURI, _ explanation: String) {
        findings.append(Finding(code, .informational, url: uri.text, explanation))
    }

    mutating func failure(_ code: StatusCode, _ uri: JUMBFURI, _ explanation: String, range: Range<Int>? = nil) {
        findings.append(Finding(code, .failure, url: uri.text, explanation, range: range))
    }

    mutating func append(_ more: [Finding]) { findings += more }
}
