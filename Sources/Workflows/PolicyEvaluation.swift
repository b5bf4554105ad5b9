public import Bytes
internal import FoundationEssentials
public import Policy

/// One text of a corpus with the label people gave it.
public struct LabelledPrompt: Sendable, Decodable {
    public var id: String?
    public var text: String
    public var negative: String?
    /// `safe` or `unsafe`.
    public var label: String?
    public var category: String?
    public var source: String?
    public var lang: String?

    /// The texts of a file with one JSON object per line.
    public static func read(_ path: String) throws(SignetError) -> [LabelledPrompt] {
        let source = try FileSource(path: path)
        guard source.count <= 1 << 30 else {
            throw SignetError("corpus.size", .badData, "the corpus is larger than 1 GiB")
        }
        let bytes = try source.bytes(0..<source.count)
        var prompts: [LabelledPrompt] = []
        let decoder = JSONDecoder()
        for (number, line) in bytes.split(separator: 10).enumerated() {
            guard let prompt = try? decoder.decode(LabelledPrompt.self, from: Data(line)) else {
                throw SignetError(
                    "corpus.line", .badData,
                    "line \(number + 1) of the corpus is not a JSON object with the text field \"text\"")
            }
            prompts.append(prompt)
        }
        return prompts
    }
}

/// How often a policy agrees with the labels of a corpus.
public struct PolicyEvaluation: Sendable {
    /// Counts for one group of texts.
    public struct Row: Sendable {
        public let group: String
        public var texts = 0
        public var blocked = 0
        public var reviewed = 0

        public var flagged: Int { blocked + reviewed }

        /// The share that was flagged, with the bounds of its 95 % interval (Wilson).
        public var share: (value: Double, low: Double, high: Double) { Self.interval(flagged, texts) }

        static func interval(_ count: Int, _ total: Int) -> (value: Double, low: Double, high: Double) {
            guard total > 0 else { return (0, 0, 1) }
            let z = 1.96
            let n = Double(total)
            let p = Double(count) / n
            let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
            let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
            return (p, max(0, middle - half), min(1, middle + half))
        }
    }

    /// By source and label, by category of the unsafe texts, and by language.
    public let rows: [Row]
    /// Rules and how often each was decisive: for unsafe and for safe texts.
    public let rules: [(id: String, unsafe: Int, safe: Int)]

    public init(
        _ prompts: [LabelledPrompt], _ policy: CompiledPolicy, tell: (LabelledPrompt, Decision) -> Void = { _, _ in }
    ) {
        var rows: [String: Row] = [:]
        var rules: [String: (unsafe: Int, safe: Int)] = [:]
        for prompt in prompts {
            let decision = policy.decide(PolicyRequest(prompt.text, negative: prompt.negative ?? ""))
            tell(prompt, decision)
            let label = prompt.label ?? "unlabelled"
            var groups = [
                "source \(prompt.source ?? "-") · \(label)", "language \(prompt.lang ?? "-") · \(label)",
                "all · \(label)",
            ]
            if label == "unsafe" { groups.append("category \(prompt.category ?? "-") · unsafe") }
            for group in groups {
                var row = rows[group] ?? Row(group: group)
                row.texts += 1
                if decision.verdict == .block { row.blocked += 1 }
                if decision.verdict == .review { row.reviewed += 1 }
                rows[group] = row
            }
            for match in decision.matches where match.isDecisive {
                if label == "unsafe" {
                    rules[match.rule.id, default: (0, 0)].unsafe += 1
                } else {
                    rules[match.rule.id, default: (0, 0)].safe += 1
                }
            }
        }
        self.rows = rows.values.sorted { $0.group < $1.group }
        self.rules = rules.map { ($0.key, $0.value.unsafe, $0.value.safe) }.sorted { $0.id < $1.id }
    }
}
