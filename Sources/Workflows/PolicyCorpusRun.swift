public import Policy

/// Decides about all texts of a corpus, several at a time; results come in the order of the corpus.
public struct PolicyCorpusRun: Sendable {
    private static let promptsPerPart = 128
    private let date: String?
    private let jobs: Int

    /// - Parameter date: judge as of this day; nil for rules of every date.
    public init(date: String?, jobs: Int = 1) {
        self.date = date
        self.jobs = jobs
    }

    /// How often the policy agrees with the labels.
    public func evaluate(
        _ prompts: [LabelledPrompt], _ policy: CompiledPolicy, tell: (LabelledPrompt, Decision) -> Void = { _, _ in }
    ) throws -> PolicyEvaluation {
        var evaluation = PolicyEvaluation(policy)
        let date = date
        try run(prompts, { policy.decide($0.request, date: date) }) { prompt, decision in
            evaluation.add(prompt, decision)
            tell(prompt, decision)
        }
        return evaluation
    }

    /// What benign texts say about thresholds and rules.
    ///
    /// - Parameter target: the share of benign texts that may be flagged, from 0 to 1.
    public func calibrate(_ prompts: [LabelledPrompt], _ policy: CompiledPolicy, target: Double) throws
        -> PolicyCalibration
    {
        var calibration = PolicyCalibration(policy, target: target)
        let date = date
        try run(prompts, { policy.decide($0.request, date: date) }) { calibration.add($0, $1) }
        return calibration
    }

    /// Which verdicts change from one policy to another.
    public func compare(_ prompts: [LabelledPrompt], _ old: CompiledPolicy, _ new: CompiledPolicy) throws
        -> PolicyDifference
    {
        var difference = PolicyDifference(old, new)
        let date = date
        try run(prompts, { (old.decide($0.request, date: date), new.decide($0.request, date: date)) }) {
            prompt, decisions in
            difference.add(prompt, decisions.0, decisions.1)
        }
        return difference
    }

    private func run<Output: Sendable>(
        _ prompts: [LabelledPrompt], _ work: @escaping @Sendable (LabelledPrompt) -> Output,
        _ consume: (LabelledPrompt, Output) -> Void
    ) throws {
        let parts = stride(from: 0, to: prompts.count, by: Self.promptsPerPart).map {
            prompts[$0..<min($0 + Self.promptsPerPart, prompts.count)]
        }
        try OrderedBatch(jobs: jobs).run(parts, work: { $0.map(work) }) { part, outputs in
            for (prompt, output) in zip(part, outputs) { consume(prompt, output) }
        }
    }
}
