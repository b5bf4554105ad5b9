/// What the tests of a pack have to reach beside passing.
public struct PolicyTestBar: Sendable {
    /// A figure that was not reached.
    public struct Shortfall: Sendable, Equatable {
        /// What was measured, for example `rules_hit`.
        public let name: String
        public let value: Double
        public let wanted: Double
    }

    /// The share of rules some test makes hold, in percent.
    public var rulesHit: Double? = 100
    /// The share of rules with a positive test and a near miss, in percent.
    public var coverage: Double?
    /// The share of alternatives some test rests on, in percent.
    public var alternatives: Double?
    /// The share of verdicts that other spellings have to leave, in percent.
    public var kept: [Evasion.Kind: Double] = [.encoding: 99, .typo: 85]

    public init() {}

    /// The figures below the bar; only those that were measured count.
    public func shortfalls(_ results: PolicyTestResults) -> [Shortfall] {
        var found: [Shortfall] = []
        func hold(_ name: String, _ value: Double, _ wanted: Double?) {
            guard let wanted, value < wanted else { return }
            found.append(Shortfall(name: name, value: value, wanted: wanted))
        }
        if let coverage = results.coverage {
            hold("rules_hit", Self.percent(coverage.rulesHit, coverage.rules.count), rulesHit)
            hold("coverage", coverage.percent, self.coverage)
            hold("alternatives", Self.percent(coverage.alternativesDecisive, coverage.alternatives), alternatives)
        }
        if let evasions = results.evasions {
            for kind in Evasion.Kind.allCases {
                hold("kept_\(kind.rawValue)", evasions.total(kind).share * 100, kept[kind])
            }
        }
        return found
    }

    private static func percent(_ count: Int, _ total: Int) -> Double {
        total == 0 ? 100 : Double(count) * 100 / Double(total)
    }
}
