public import Bytes

/// The exit codes of the command line. A code is never reused for another meaning.
public enum ExitStatus: Int32, Sendable, CaseIterable {
    /// The asked condition holds: trusted, or written.
    case success = 0
    case unexpected = 1
    case noCredentials = 10
    case untrusted = 11
    case expired = 12
    case changed = 13
    case damaged = 14
    case revoked = 15
    case remoteOnly = 16
    case blocked = 20
    case needsReview = 21
    case restrictedPerson = 22
    case noMatch = 30
    case testsFailed = 40
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case cannotCreate = 73
    case inputOutput = 74
    case temporary = 75
    case configuration = 78

    /// The exit code for work that could not be done.
    public init(_ category: SignetError.Category) {
        self =
            switch category {
            case .usage: .usage
            case .badData: .badData
            case .noInput: .noInput
            case .unavailable: .unavailable
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            case .configuration: .configuration
            case .unexpected: .unexpected
            }
    }

    /// What the code means, in one English clause, for `--help` and the documentation.
    public var meaning: String {
        switch self {
        case .success: "the asked condition holds (verified against a trust list, or written)"
        case .unexpected: "unexpected internal error"
        case .noCredentials: "no Content Credentials in the file"
        case .untrusted: "present and intact; the issuer is not on a trust list"
        case .expired: "present and intact; the certificate is out of date or its time is not provable"
        case .changed: "the content was changed after it was signed"
        case .damaged: "the credentials are damaged or the signature is wrong"
        case .revoked: "the issuer's certificate was revoked"
        case .remoteOnly: "only a link to a manifest elsewhere, which was not fetched"
        case .blocked: "policy: blocked"
        case .needsReview: "policy: needs review"
        case .restrictedPerson: "policy: a restricted real person"
        case .noMatch: "no match in the index"
        case .testsFailed: "tests of a policy failed"
        case .usage: "the command was called wrongly"
        case .badData: "the input is damaged, not supported or outside a limit"
        case .noInput: "the input cannot be opened"
        case .unavailable: "a service that was asked for cannot be reached"
        case .cannotCreate: "the output cannot be created"
        case .inputOutput: "reading or writing failed"
        case .temporary: "a temporary failure; try again"
        case .configuration: "a key, certificate, trust list or setting is unusable"
        }
    }

    /// The order in which one exit code is chosen for many files; errors win over verdicts.
    private static let gravity: [ExitStatus] = [
        .unexpected, .configuration, .temporary, .inputOutput, .cannotCreate, .unavailable, .noInput, .badData, .usage,
        .damaged, .changed, .revoked, .expired, .untrusted, .remoteOnly, .noCredentials,
        .blocked, .restrictedPerson, .needsReview, .testsFailed, .noMatch, .success,
    ]

    /// The gravest of several, or success when there are none.
    public static func gravest(_ statuses: some Sequence<ExitStatus>) -> ExitStatus {
        let present = Set(statuses)
        return gravity.first(where: present.contains) ?? .success
    }
}
