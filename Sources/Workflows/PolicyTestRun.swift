public import Policy

/// Runs the tests that stand beside the rules of a pack, several at a time; the result does not depend on how many.
public struct PolicyTestRun: Sendable {
    /// What is to be found out.
    public struct Options: Sendable {
        /// Only tests with this in their rule, file or text.
        public var filter: String?
        /// What the tests leave open.
        public var coverage = false
        /// The tests in other spellings.
        public var evasions: [Evasion] = []
        /// Judge as of this day; nil for rules of every date.
        public var date: String?
        public var jobs = 1

        public init() {}
    }

    /// What one worker made of some tests.
    private struct Part: Sendable {
        var cases: [PolicyTestResults.Case] = []
        var evidence: [FixtureEvidence] = []
        var counts: [Evasion: EvasionResults.Count] = [:]
        var losses: [EvasionResults.Loss] = []
    }

    private static let fixturesPerPart = 64

    private let policy: CompiledPolicy
    private let options: Options

    public init(_ policy: CompiledPolicy, _ options: Options = Options()) {
        self.policy = policy
        self.options = options
    }

    public func run() throws -> PolicyTestResults {
        let watch = Stopwatch()
        let fixtures = policy.pack.fixtures.filter(isMeant)
        let parts = stride(from: 0, to: fixtures.count, by: Self.fixturesPerPart).map {
            Array(fixtures[$0..<min($0 + Self.fixturesPerPart, fixtures.count)])
        }
        var results = PolicyTestResults(policy)
        var evidence: [FixtureEvidence] = []
        var evasions = EvasionResults()
        try OrderedBatch(jobs: options.jobs).run(parts, work: work) { _, part in
            results.cases += part.cases
            evidence += part.evidence
            for (evasion, count) in part.counts {
                evasions.counts[evasion] = (evasions.counts[evasion] ?? EvasionResults.Count()) + count
            }
            evasions.losses += part.losses
        }
        if options.coverage { results.coverage = PolicyCoverage(policy, results.cases, evidence) }
        if !options.evasions.isEmpty { results.evasions = evasions }
        results.seconds = watch.seconds
        return results
    }

    private func isMeant(_ fixture: Fixture) -> Bool {
        guard let filter = options.filter else { return true }
        return [fixture.rule, fixture.notRule, fixture.place.file, fixture.text].contains {
            $0?.contains(filter) == true
        }
    }

    @Sendable private func work(_ fixtures: [Fixture]) -> Part {
        var part = Part()
        for fixture in fixtures {
            let (result, decision) = policy.run(fixture, date: options.date)
            part.cases.append(result)
            if options.coverage { part.evidence.append(policy.evidence(of: fixture)) }
            // What is not right as it is says nothing about other spellings.
            guard !options.evasions.isEmpty, result.state == .passed else { continue }
            let (counts, losses) = policy.evade(fixture, decision, options.evasions, date: options.date)
            part.counts.merge(counts) { $0 + $1 }
            part.losses += losses
        }
        return part
    }
}
