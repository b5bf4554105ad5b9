internal import ContentCredentials
internal import Findings

/// Collects what is found about one identity assertion, under the URI of the assertion (CAWG identity assertion 1.2,
/// section 7.2).
struct IdentityLog {
    let uri: JUMBFURI
    private(set) var log = FindingLog()

    init(_ uri: JUMBFURI) { self.uri = uri }

    mutating func success(_ code: StatusCode, _ explanation: String) { log.success(code, uri, explanation) }

    mutating func informational(_ code: StatusCode, _ explanation: String) { log.informational(code, uri, explanation) }

    mutating func failure(_ code: StatusCode, _ explanation: String) { log.failure(code, uri, explanation) }

    /// The codes of the failures, in the order they were found.
    var failures: [StatusCode] { log.findings.filter { $0.severity == .failure }.map(\.code) }

    /// Whether nothing but the missing trust was found wrong.
    var isSound: Bool { failures.allSatisfy { $0 == .identityX509CredentialUntrusted } }
}
