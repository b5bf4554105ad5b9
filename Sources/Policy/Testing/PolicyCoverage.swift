/// What the tests of a pack say about its rules, and what they leave open.
public struct PolicyCoverage: Sendable {
    /// What the passing tests show of one rule.
    public struct RuleCoverage: Sendable {
        public let rule: Rule
        /// Tests in which it holds and the verdict is as expected.
        public var positives = 0
        /// Tests that name it in `not_rule` and come near it: a part of it holds, or a test of it is alike.
        public var nearMisses = 0
        /// Tests that name it in `not_rule` without coming near.
        public var farMisses = 0
        public var alternatives: [AlternativeCoverage] = []

        public var isCovered: Bool { positives > 0 && nearMisses > 0 }

        init(rule: Rule) { self.rule = rule }
    }

    /// One of several ways in which a rule, or its exception, can hold.
    public struct AlternativeCoverage: Sendable {
        /// Where it is in the rule, for example `when.any[2]`.
        public let path: String
        /// What it asks for, as far as it fits a line.
        public let condition: String
        /// Tests whose outcome rests on it alone.
        public var decisive = 0
    }

    /// The patterns of one list.
    public struct ListCoverage: Sendable {
        public let name: String
        public let place: SourcePlace
        public var patterns = 0
        /// The patterns no test hits.
        public var unhit: [(pattern: String, place: SourcePlace)] = []
    }

    public var rules: [RuleCoverage]
    public var lists: [ListCoverage]

    public var rulesHit: Int { rules.count { $0.positives > 0 } }
    public var rulesCovered: Int { rules.count(where: \.isCovered) }
    public var alternatives: Int { rules.map(\.alternatives.count).reduce(0, +) }
    public var alternativesDecisive: Int { rules.map { $0.alternatives.count { $0.decisive > 0 } }.reduce(0, +) }
    public var patterns: Int { lists.map(\.patterns).reduce(0, +) }
    public var patternsHit: Int { patterns - lists.map(\.unhit.count).reduce(0, +) }

    /// The share of rules with a positive test and a near miss, in percent.
    public var percent: Double { rules.isEmpty ? 100 : Double(rulesCovered) * 100 / Double(rules.count) }
}
