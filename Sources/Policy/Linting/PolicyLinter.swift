/// Looks for what makes a pack say less, more or other than its authors mean.
public struct PolicyLinter {
    let policy: CompiledPolicy
    /// Today, as `2026-11-24`.
    let date: String
    /// Where the people of the pack are written.
    let registers: [PeopleRegister]
    /// Words of the language, to find patterns that hit more than meant.
    let dictionary: [String]
    var findings: [LintFinding] = []

    public init(_ policy: CompiledPolicy, date: String, registers: [PeopleRegister] = [], dictionary: [String] = []) {
        self.policy = policy
        self.registers = registers
        self.date = date
        self.dictionary = dictionary
    }

    /// All findings, by file and line.
    public mutating func run() -> [LintFinding] {
        findings = []
        lintRules()
        lintLists()
        lintPatterns()
        lintNames()
        return findings.sorted {
            ($0.place.file, $0.place.line, $0.place.column, $0.code.rawValue)
                < ($1.place.file, $1.place.line, $1.place.column, $1.code.rawValue)
        }
    }

    mutating func add(
        _ code: LintFinding.Code, _ level: LintFinding.Level, _ message: String, _ hint: String, _ place: SourcePlace
    ) {
        findings.append(LintFinding(code: code, level: level, message: message, hint: hint, place: place))
    }

    var pack: Pack { policy.pack }

    /// The list a reference of a condition stands for.
    func list(_ number: Int) -> Int { number < 0 ? policy.references[-number - 1] : number }

    /// All lists a condition names.
    func lists(_ condition: Condition) -> [Int] {
        switch condition {
        case .list(let number): [list(number)]
        case .any(let inner), .all(let inner), .near(let inner, _, _): inner.flatMap(lists)
        case .not(let inner), .nearMatch(let inner, _), .count(let inner, _): lists(inner)
        case .person, .image, .signal: []
        }
    }

    /// A list with everything it includes.
    func closure(_ list: Int) -> Set<Int> {
        var seen: Set<Int> = [list]
        var open = pack.lists[list].includes
        while let name = open.popLast() {
            guard let number = pack.lists.firstIndex(where: { $0.name == name }), seen.insert(number).inserted else {
                continue
            }
            open += pack.lists[number].includes
        }
        return seen
    }
}
