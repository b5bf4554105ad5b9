/// The answer to a request, with every reason.
public struct Decision: Sendable {
    /// A place in the original text.
    public struct Span: Sendable, Equatable {
        public let field: Rule.Field
        /// In UTF-8 bytes of the field's text.
        public let bytes: Range<Int>
        /// In characters as people count them.
        public let characters: Range<Int>
        public let text: String
        /// The steps it took to see it, for example `leet`.
        public let revealedBy: [String]
    }

    /// A rule that held.
    public struct Match: Sendable {
        public let rule: Rule
        public let spans: [Span]
        /// An allowing rule that lifted it.
        public let liftedBy: String?
        /// Whether the verdict rests on it.
        public let isDecisive: Bool
        /// Classifiers that did not answer, and whose silence made the rule hold; sorted.
        public let unanswered: [String]
    }

    /// A person who was recognised.
    public struct PersonMatch: Sendable {
        public let person: Person
        public let span: Span
        /// `alias`, `descriptor`, `lookalike`, `typo` or `hash`.
        public let how: String
    }

    public let verdict: Rule.Action
    public let matches: [Match]
    public let people: [PersonMatch]
    /// Set when the text could not be read as a whole: the verdict is then block.
    public let refusal: String?
    public let policyID: String
    public let policyVersion: String
    public let policyDigest: String

    /// Whether what restricts the request is a real person.
    public var restrictsPerson: Bool {
        let decisive = matches.filter(\.isDecisive)
        return verdict != .allow && !decisive.isEmpty && decisive.allSatisfy { $0.rule.category == "real_person" }
    }
}
