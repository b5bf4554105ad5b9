internal import Bytes
internal import TextMatching

/// Everything that deciding needs, in one piece of memory that is written once and never changed.
final class PolicyTables: @unchecked Sendable {
    static let damaged = SignetError("tables.policy", .badData, "the rules do not fit together")

    let maximumCharacters: Int
    let nodes: UnsafeBufferPointer<ConditionNode>
    let rules: UnsafeBufferPointer<RuleHead>
    /// The lists each pattern belongs to.
    let listsOfPattern: Groups
    /// The rules to look at when a list has a hit: see ``RuleTriggers``.
    let rulesOfList: Groups
    /// Rules that may hold without any word: about images, people and signals.
    let otherRules: UnsafeBufferPointer<Int32>
    /// Sets of roles, as numbers of texts.
    let roleSets: Groups
    let strings: StringTable.View
    let names: NameTables
    let people: PersonTable.View
    let hashedNames: HashedNames.View
    let scanner: Scanner
    let memory: TableMemory

    /// Numbers in groups, one behind the other.
    struct Groups {
        private let starts: UnsafeBufferPointer<UInt32>
        private let values: UnsafeBufferPointer<Int32>

        init(_ reader: inout TableReader, count: Int? = nil, limit: Int) throws(SignetError) {
            starts = try reader.next()
            values = try reader.next()
            guard let last = starts.last, Int(last) == values.count, starts[0] == 0,
                count == nil || count == starts.count - 1,
                (1..<max(starts.count, 1)).allSatisfy({ starts[$0 - 1] <= starts[$0] }),
                values.allSatisfy({ $0 >= 0 && Int($0) < limit })
            else { throw PolicyTables.damaged }
        }

        var count: Int { starts.count - 1 }

        @inline(__always) subscript(_ group: Int) -> UnsafeBufferPointer<Int32> {
            UnsafeBufferPointer(rebasing: values[Int(starts[group])..<Int(starts[group + 1])])
        }

        static func write(_ groups: [[Int32]], to writer: inout TableWriter) {
            var starts: [UInt32] = [0]
            var values: [Int32] = []
            for group in groups {
                values += group
                starts.append(UInt32(values.count))
            }
            writer.add(starts)
            writer.add(values)
        }
    }

    // The first text of the first rule, and of what the pack says of itself.
    private let firstRuleText: Int
    private let firstFact: Int

    /// Reads what ``CompiledPolicy`` wrote, and checks every number that is followed.
    init(_ reader: inout TableReader) throws(SignetError) {
        let head = try reader.next(Int64.self)
        guard head.count == 5, head[0] > 0, head[0] <= 10_000_000, head[1] >= 0, head[2] >= 0, head[1] < 1 << 30,
            head[2] < 1 << 30, head[3] >= 0, head[3] < 1 << 31, head[4] >= 0, head[4] < 1 << 31
        else { throw Self.damaged }
        let (listCount, ruleCount) = (Int(head[1]), Int(head[2]))
        maximumCharacters = Int(head[0])
        (firstRuleText, firstFact) = (Int(clamping: head[3]), Int(clamping: head[4]))
        strings = try StringTable.View(&reader)
        nodes = try reader.next()
        rules = try reader.next()
        otherRules = try reader.next()
        listsOfPattern = try Groups(&reader, limit: listCount)
        rulesOfList = try Groups(&reader, count: listCount, limit: ruleCount)
        roleSets = try Groups(&reader, limit: strings.count)
        people = try PersonTable.View(&reader, strings)
        names = try NameTables(&reader, people: people.heads.count)
        hashedNames = try HashedNames.View(&reader, people: people.heads.count, strings)
        scanner = try Scanner(&reader)
        memory = reader.memory
        let nodes = self.nodes
        guard rules.count == ruleCount, otherRules.allSatisfy({ $0 >= 0 && Int($0) < ruleCount }),
            rules.allSatisfy({
                $0.when >= 0 && Int($0.when) < nodes.count && $0.unless >= -1 && Int($0.unless) < nodes.count
            }), nodes.indices.allSatisfy({ isSound($0, listCount) }), Self.areNested(nodes)
        else { throw Self.damaged }
    }

    static let factCount = 4

    /// The pack as far as deciding needs it: without lists, tests and people.
    func pack() throws(SignetError) -> Pack {
        var pack = Pack()
        pack.id = strings[firstFact]
        pack.version = strings[firstFact + 1]
        pack.languages = strings[firstFact + 2].split(separator: " ").map(String.init)
        pack.digest = strings[firstFact + 3]
        pack.maximumCharacters = maximumCharacters
        for number in rules.indices {
            let first = firstRuleText + number * Rule.textCount
            guard let rule = Rule(texts: (first..<first + Rule.textCount).map { strings[$0] }) else {
                throw Self.damaged
            }
            pack.rules.append(rule)
        }
        return pack
    }

    /// Whether every node ends within the one it is part of, and none is deeper than a pack can have it: so that following them ends soon.
    private static func areNested(_ nodes: UnsafeBufferPointer<ConditionNode>) -> Bool {
        var open: [Int32] = []
        for place in nodes.indices {
            while let end = open.last, Int(end) <= place { open.removeLast() }
            if let end = open.last, nodes[place].end > end { return false }
            open.append(nodes[place].end)
            guard open.count <= mostNested else { return false }
        }
        return true
    }

    /// Conditions nest at most eight deep in a pack, and each level is a few nodes.
    private static let mostNested = 64

    private func isSound(_ place: Int, _ listCount: Int) -> Bool {
        let node = nodes[place]
        guard let kind = ConditionNode.Kind(rawValue: node.kind), Int(node.end) > place, Int(node.end) <= nodes.count
        else { return false }
        switch kind {
        case .list: return node.value >= 0 && Int(node.value) < listCount
        case .person: return node.window >= -1 && Int(node.window) < roleSets.count
        case .hashList, .signal: return node.value >= 0 && Int(node.value) < strings.count
        // They look at the node behind them.
        case .not, .nearMatch, .count: return Int(node.end) > place + 1
        default: return true
        }
    }
}
