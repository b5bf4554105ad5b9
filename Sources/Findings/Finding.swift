/// One thing a check found: a stable code, how it counts, where it is, and a sentence.
public struct Finding: Sendable, Equatable {
    /// How a finding counts; the three kinds of C2PA 2.4 section 15.2.
    public enum Severity: String, Sendable, CaseIterable {
        case success
        case informational
        case failure
    }

    public let code: StatusCode
    public let severity: Severity
    /// The JUMBF URI of the box the finding is about, for example `self#jumbf=/c2pa/urn:c2pa:…/c2pa.claim.v2`.
    public let url: String
    /// One English sentence without a final full stop. Never parse it: the code is what is stable.
    public let explanation: String
    /// The bytes of the file it is about, when it is about particular ones.
    public let range: Range<Int>?
    /// When it is that the content does not fit: why.
    public let cause: ContentCause?

    public init(
        _ code: StatusCode, _ severity: Severity, url: String, _ explanation: String, range: Range<Int>? = nil,
        cause: ContentCause? = nil
    ) {
        self.code = code
        self.severity = severity
        self.url = url
        self.explanation = explanation
        self.range = range
        self.cause = cause
    }
}
