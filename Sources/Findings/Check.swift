/// One of the four questions that are answered about a file, and its answer.
public struct Check: Sendable, Equatable {
    /// The four questions, in the order they are asked.
    public enum Question: String, Sendable, CaseIterable {
        /// Is the content unchanged since it was signed?
        case content
        /// Is the signature sound?
        case signature
        /// Is the issuer on a trust list?
        case issuer
        /// Was the certificate in date at a time that is proven?
        case validity
    }

    /// Unknown is never the same as no.
    public enum Answer: String, Sendable {
        case pass
        case fail
        case unknown
        case notChecked = "not_checked"
    }

    public let question: Question
    public let answer: Answer
    /// The status codes the answer rests on, the decisive one first.
    public let codes: [StatusCode]
    /// Why the content does not fit, when it does not.
    public let cause: ContentCause?

    public init(_ question: Question, _ answer: Answer, codes: [StatusCode] = [], cause: ContentCause? = nil) {
        self.question = question
        self.answer = answer
        self.codes = codes
        self.cause = cause
    }
}
