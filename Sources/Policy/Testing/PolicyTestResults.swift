/// What became of the tests of a pack: one model, which every printer of test results draws.
public struct PolicyTestResults: Sendable {
    /// What became of one test.
    public enum State: String, Sendable {
        case passed, failed
        /// A known gap that is still there: told, but no failure.
        case todo
        /// A known gap that is closed: the mark can go.
        case todoPassed = "todo_passed"
    }

    public struct Case: Sendable {
        public let fixture: Fixture
        public let verdict: Rule.Action
        /// The rules that held, sorted.
        public let rules: [String]
        public let state: State
        /// Why it did not pass; nil when it did.
        public let failure: String?

        public init(fixture: Fixture, verdict: Rule.Action, rules: [String], state: State, failure: String?) {
            self.fixture = fixture
            self.verdict = verdict
            self.rules = rules
            self.state = state
            self.failure = failure
        }
    }

    public var policyID: String
    public var policyVersion: String
    public var policyDigest: String
    public var cases: [Case] = []
    public var coverage: PolicyCoverage?
    public var evasions: EvasionResults?
    /// Wall-clock time, in seconds.
    public var seconds = 0.0

    public init(_ policy: CompiledPolicy) {
        policyID = policy.pack.id
        policyVersion = policy.pack.version
        policyDigest = policy.pack.digest
    }

    public func count(_ state: State) -> Int { cases.count { $0.state == state } }

    public var failures: [Case] { cases.filter { $0.state == .failed } }
}

/// How many tests keep their verdict when their words are rewritten.
public struct EvasionResults: Sendable {
    /// A test whose verdict was lost.
    public struct Loss: Sendable {
        public let fixture: Fixture
        public let evasion: Evasion
        public let verdict: Rule.Action
        /// The rewritten text.
        public let text: String

        public init(fixture: Fixture, evasion: Evasion, verdict: Rule.Action, text: String) {
            self.fixture = fixture
            self.evasion = evasion
            self.verdict = verdict
            self.text = text
        }
    }

    public struct Count: Sendable {
        /// Tests that expect review or block, with the words that decided rewritten.
        public var flagged = 0
        /// Those of them that get at least the expected verdict.
        public var kept = 0
        /// Tests that expect allow, with every longer word rewritten.
        public var spared = 0
        /// Those of them that are flagged then.
        public var flaggedInVain = 0

        public init() {}

        public var share: Double { flagged == 0 ? 1 : Double(kept) / Double(flagged) }

        public static func + (left: Count, right: Count) -> Count {
            var sum = left
            sum.flagged += right.flagged
            sum.kept += right.kept
            sum.spared += right.spared
            sum.flaggedInVain += right.flaggedInVain
            return sum
        }
    }

    public var counts: [Evasion: Count] = [:]
    /// In the order of the tests.
    public var losses: [Loss] = []

    public init() {}

    /// The sum over all evasions of a kind.
    public func total(_ kind: Evasion.Kind) -> Count {
        counts.filter { $0.key.kind == kind }.map(\.value).reduce(Count(), +)
    }
}
