/// What benign traffic says about thresholds of signals and about rules that fire too often.
public struct PolicyCalibration: Sendable {
    /// The threshold of one signal.
    public struct Threshold: Sendable {
        public let signal: String
        /// A rule with `above:` this flags no more than the wanted share of the benign texts.
        public let above: Double
        /// The benign texts it flags.
        public let benign: Proportion
        /// The unsafe texts it flags, when there are any with this signal.
        public let unsafe: Proportion
    }

    /// How often one rule holds in benign texts.
    public struct RuleRate: Sendable {
        public let id: String
        public let action: Rule.Action
        public let mode: Rule.Mode
        public let held: Proportion
        public let decisive: Proportion
    }

    /// The share of benign texts that may be flagged.
    public let target: Double
    public private(set) var benign = 0
    public private(set) var flagged = 0
    private var held: [String: (held: Int, decisive: Int)] = [:]
    private var scores: [String: (benign: [Double], unsafe: [Double])] = [:]
    private let rules: [Rule]

    public init(_ policy: CompiledPolicy, target: Double) {
        rules = policy.pack.rules
        self.target = target
    }

    /// Texts without a label count as benign.
    public mutating func add(_ prompt: LabelledPrompt, _ decision: Decision) {
        let isUnsafe = prompt.isUnsafe == true
        for (name, score) in prompt.signals where score.isFinite {
            if isUnsafe {
                scores[name, default: ([], [])].unsafe.append(score)
            } else {
                scores[name, default: ([], [])].benign.append(score)
            }
        }
        guard !isUnsafe else { return }
        benign += 1
        if decision.verdict != .allow { flagged += 1 }
        for match in decision.matches {
            held[match.rule.id, default: (0, 0)].held += 1
            if match.isDecisive { held[match.rule.id, default: (0, 0)].decisive += 1 }
        }
    }

    /// The lowest thresholds that keep to the target, by name of the signal.
    public var thresholds: [Threshold] {
        scores.sorted { $0.key < $1.key }.compactMap { name, scores in
            guard !scores.benign.isEmpty else { return nil }
            let sorted = scores.benign.sorted(by: >)
            // So many may lie above; the threshold is the highest score that has to stay below.
            let allowed = min(sorted.count - 1, Int(Double(sorted.count) * target))
            let above = sorted[allowed]
            return Threshold(
                signal: name, above: above,
                benign: Proportion(sorted.count { $0 > above }, of: sorted.count),
                unsafe: Proportion(scores.unsafe.count { $0 > above }, of: scores.unsafe.count))
        }
    }

    /// Rules that held at all, the busiest first.
    public var rates: [RuleRate] {
        rules.compactMap { rule in
            held[rule.id].map { counts in
                RuleRate(
                    id: rule.id, action: rule.action, mode: rule.mode, held: Proportion(counts.held, of: benign),
                    decisive: Proportion(counts.decisive, of: benign))
            }
        }.sorted { ($1.held.count, $0.id) < ($0.held.count, $1.id) }
    }

    /// The share of benign texts that is flagged by all rules together.
    public var rate: Proportion { Proportion(flagged, of: benign) }
}
