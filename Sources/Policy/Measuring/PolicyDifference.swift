/// Which verdicts change from one version of a policy to another.
public struct PolicyDifference: Sendable {
    public struct Side: Sendable {
        public let id: String
        public let version: String
        public let digest: String

        init(_ policy: CompiledPolicy) {
            id = policy.pack.id
            version = policy.pack.version
            digest = policy.pack.digest
        }
    }

    /// From one verdict to another, `block-to-allow` for short.
    public struct Change: Sendable, Hashable, Comparable {
        public let from: Rule.Action
        public let to: Rule.Action

        public var name: String { "\(from.rawValue)-to-\(to.rawValue)" }
        public var isMilder: Bool { to < from }

        public init(from: Rule.Action, to: Rule.Action) {
            self.from = from
            self.to = to
        }

        /// The change of this name; nil for a name that is none.
        public init?(name: some StringProtocol) {
            let parts = String(name).split(separator: "-" as Character).map { String($0) }
            guard parts.count == 3, parts[1] == "to", let from = Rule.Action(rawValue: parts[0]),
                let to = Rule.Action(rawValue: parts[2]), from != to
            else { return nil }
            self.init(from: from, to: to)
        }

        public static func < (left: Change, right: Change) -> Bool {
            left.from != right.from ? left.from > right.from : left.to < right.to
        }
    }

    /// A text whose verdict changes.
    public struct Item: Sendable {
        public let prompt: LabelledPrompt
        public let change: Change
        /// The rules the verdicts rest on.
        public let before: [String]
        public let after: [String]
        /// What the rules found in the prompt, for hiding it.
        public let spans: [Range<Int>]
    }

    /// What a rule has to do with the changes.
    public struct RuleCount: Sendable {
        public let id: String
        /// Verdicts that became stricter, or milder, where it decides in one version only.
        public var stricter = 0
        public var milder = 0
        /// Texts it decides in the old version, and in the new.
        public var before = 0
        public var after = 0
    }

    public let old: Side
    public let new: Side
    public private(set) var texts = 0
    public private(set) var verdicts: [Rule.Action: (before: Int, after: Int)] = [:]
    public private(set) var counts: [Change: Int] = [:]
    public private(set) var items: [Item] = []
    private var ruleCounts: [String: RuleCount] = [:]
    private var onlyOldRight = 0
    private var onlyNewRight = 0
    public private(set) var labelled = 0
    /// More changes than this are counted, but not kept.
    public static let maximumItems = 100_000

    public init(_ old: CompiledPolicy, _ new: CompiledPolicy) {
        self.old = Side(old)
        self.new = Side(new)
    }

    public mutating func add(_ prompt: LabelledPrompt, _ was: Decision, _ now: Decision) {
        texts += 1
        verdicts[was.verdict, default: (0, 0)].before += 1
        verdicts[now.verdict, default: (0, 0)].after += 1
        let before = was.matches.filter(\.isDecisive).map(\.rule.id)
        let after = now.matches.filter(\.isDecisive).map(\.rule.id)
        for id in before { ruleCounts[id, default: RuleCount(id: id)].before += 1 }
        for id in after { ruleCounts[id, default: RuleCount(id: id)].after += 1 }
        if let isUnsafe = prompt.isUnsafe {
            labelled += 1
            let oldIsRight = (was.verdict != .allow) == isUnsafe
            let newIsRight = (now.verdict != .allow) == isUnsafe
            if oldIsRight, !newIsRight { onlyOldRight += 1 }
            if newIsRight, !oldIsRight { onlyNewRight += 1 }
        }
        guard was.verdict != now.verdict else { return }
        let change = Change(from: was.verdict, to: now.verdict)
        counts[change, default: 0] += 1
        for id in Set(before).symmetricDifference(after) {
            if change.isMilder {
                ruleCounts[id, default: RuleCount(id: id)].milder += 1
            } else {
                ruleCounts[id, default: RuleCount(id: id)].stricter += 1
            }
        }
        guard items.count < Self.maximumItems else { return }
        let spans = (was.matches + now.matches).flatMap(\.spans).filter { $0.field != .negative }.map(\.bytes)
        items.append(Item(prompt: prompt, change: change, before: before, after: after, spans: spans))
    }

    public var changed: Int { counts.values.reduce(0, +) }

    /// The rules that changes rest on, the busiest first.
    public var rules: [RuleCount] {
        ruleCounts.values.filter { $0.stricter + $0.milder > 0 }.sorted {
            ($1.stricter + $1.milder, $0.id) < ($0.stricter + $0.milder, $1.id)
        }
    }

    /// Whether the versions are right about different labelled texts by more than chance; nil without labels.
    public var test: McNemarTest? {
        labelled == 0 ? nil : McNemarTest(onlyFirst: onlyOldRight, onlySecond: onlyNewRight)
    }

    /// The first `count` items of each kind of change.
    public func samples(_ count: Int) -> [(change: Change, items: [Item])] {
        counts.keys.sorted().map { change in
            (change, Array(items.lazy.filter { $0.change == change }.prefix(count)))
        }
    }
}
