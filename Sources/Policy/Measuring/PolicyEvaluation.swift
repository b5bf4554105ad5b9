/// How often a policy agrees with the labels of a corpus, by several ways of grouping its texts.
public struct PolicyEvaluation: Sendable {
    public enum Dimension: String, Sendable, CaseIterable { case all, category, language, source, tier }

    /// Counts of verdicts for one label.
    public struct Verdicts: Sendable, Equatable {
        public var allowed = 0
        public var reviewed = 0
        public var blocked = 0

        public var texts: Int { allowed + reviewed + blocked }
        public var flagged: Proportion { Proportion(reviewed + blocked, of: texts) }
        public var block: Proportion { Proportion(blocked, of: texts) }

        mutating func add(_ verdict: Rule.Action) {
            switch verdict {
            case .allow: allowed += 1
            case .review: reviewed += 1
            case .block: blocked += 1
            }
        }
    }

    /// The confusion matrix of one group of texts.
    public struct Row: Sendable {
        public let dimension: Dimension
        public let name: String
        public var unsafe = Verdicts()
        public var safe = Verdicts()
        /// Texts without a label.
        public var unlabelled = Verdicts()

        /// The share of unsafe texts among those with a label that are flagged.
        public var precision: Proportion {
            Proportion(unsafe.flagged.count, of: unsafe.flagged.count + safe.flagged.count)
        }
    }

    /// How often one rule held, and how often the verdict rested on it.
    public struct RuleCount: Sendable {
        public let id: String
        public let mode: Rule.Mode
        public var held = 0
        public var decisiveUnsafe = 0
        public var decisiveSafe = 0
        public var decisiveUnlabelled = 0
    }

    public let policyID: String
    public let policyVersion: String
    public let policyDigest: String
    public private(set) var texts = 0
    public private(set) var refused = 0
    private var groups: [Dimension: [String: Row]] = [:]
    private var counts: [String: RuleCount] = [:]

    public init(_ policy: CompiledPolicy) {
        policyID = policy.pack.id
        policyVersion = policy.pack.version
        policyDigest = policy.pack.digest
        for rule in policy.pack.rules { counts[rule.id] = RuleCount(id: rule.id, mode: rule.mode) }
    }

    public mutating func add(_ prompt: LabelledPrompt, _ decision: Decision) {
        texts += 1
        if decision.refusal != nil { refused += 1 }
        let names: [(Dimension, String?)] = [
            (.all, "all"), (.category, prompt.category), (.language, prompt.language), (.source, prompt.source),
            (.tier, prompt.tier),
        ]
        for (dimension, name) in names {
            guard let name else { continue }
            var row = groups[dimension]?[name] ?? Row(dimension: dimension, name: name)
            switch prompt.isUnsafe {
            case true?: row.unsafe.add(decision.verdict)
            case false?: row.safe.add(decision.verdict)
            case nil: row.unlabelled.add(decision.verdict)
            }
            groups[dimension, default: [:]][name] = row
        }
        for match in decision.matches {
            counts[match.rule.id]?.held += 1
            guard match.isDecisive else { continue }
            switch prompt.isUnsafe {
            case true?: counts[match.rule.id]?.decisiveUnsafe += 1
            case false?: counts[match.rule.id]?.decisiveSafe += 1
            case nil: counts[match.rule.id]?.decisiveUnlabelled += 1
            }
        }
    }

    /// All groups, by dimension and name.
    public var rows: [Row] {
        Dimension.allCases.flatMap { (groups[$0] ?? [:]).values.sorted { $0.name < $1.name } }
    }

    /// All rules, by identifier.
    public var rules: [RuleCount] { counts.values.sorted { $0.id < $1.id } }
}

/// One text of a corpus, with what people said of it.
public struct LabelledPrompt: Sendable, Equatable {
    public var id: String?
    public var text: String
    public var negative = ""
    /// `safe` or `unsafe`; anything else counts as none.
    public var label: String?
    public var category: String?
    public var source: String?
    public var language: String?
    public var tier: String?
    /// Scores of other classifiers, by name.
    public var signals: [String: Double] = [:]

    public init(_ text: String) { self.text = text }

    public var isUnsafe: Bool? {
        switch label {
        case "unsafe": true
        case "safe": false
        default: nil
        }
    }

    public var request: PolicyRequest { PolicyRequest(text, negative: negative, signals: signals) }
}
