/// One node of a compiled condition. The nodes of a condition stand in order: a node, then those below it.
struct ConditionNode {
    enum Kind: UInt8 {
        case list, any, all, not, near, nearMatch, count, person, imagePresent, cameraPhoto, aiGenerated, hashList,
            signal
    }

    let kind: UInt8
    /// Whether what is near has to come in the order it is written; for signals, whether silence asks for a review at most.
    let flag: UInt8
    /// The number of a list, of a text, the least count, or the statuses of a person as bits.
    let value: Int32
    /// How many words between; for persons the number of a set of roles, or -1 for any.
    let window: Int32
    /// Behind the last node below this one.
    var end: Int32
    let threshold: Double
}

/// The conditions of all rules as nodes.
struct ConditionProgram {
    private(set) var nodes: [ConditionNode] = []
    /// Sets of roles, as numbers of texts.
    private(set) var roleSets: [[Int32]] = []

    /// Adds a condition and says where it begins.
    mutating func add(_ condition: Condition, _ references: [Int], _ strings: inout StringTable) -> Int32 {
        let place = nodes.count
        func node(
            _ kind: ConditionNode.Kind, value: Int = 0, window: Int = 0, flag: Bool = false, threshold: Double = 0
        ) {
            nodes.append(
                ConditionNode(
                    kind: kind.rawValue, flag: flag ? 1 : 0, value: Int32(clamping: value),
                    window: Int32(clamping: window), end: 0, threshold: threshold))
        }
        var inner: [Condition] = []
        switch condition {
        case .list(let number): node(.list, value: number < 0 ? references[-number - 1] : number)
        case .any(let conditions):
            node(.any)
            inner = conditions
        case .all(let conditions):
            node(.all)
            inner = conditions
        case .not(let condition):
            node(.not)
            inner = [condition]
        case .near(let conditions, let window, let forward):
            node(.near, window: window, flag: forward)
            inner = conditions
        case .nearMatch(let condition, let window):
            node(.nearMatch, window: window)
            inner = [condition]
        case .count(let condition, let least):
            node(.count, value: least)
            inner = [condition]
        case .person(let statuses, let roles):
            var bits = 0
            for (bit, status) in Person.Status.allCases.enumerated() where statuses.contains(status) {
                bits |= 1 << bit
            }
            node(.person, value: bits, window: roles.isEmpty ? -1 : roleSets.count)
            if !roles.isEmpty { roleSets.append(roles.sorted().map { strings.intern($0) }) }
        case .image(.present): node(.imagePresent)
        case .image(.cameraPhoto): node(.cameraPhoto)
        case .image(.aiGenerated): node(.aiGenerated)
        case .image(.hashList(let name)): node(.hashList, value: Int(strings.intern(name)))
        case .signal(let name, let above, let outage):
            node(.signal, value: Int(strings.intern(name)), flag: outage == .review, threshold: above)
        }
        for condition in inner { _ = add(condition, references, &strings) }
        nodes[place].end = Int32(nodes.count)
        return Int32(place)
    }
}
