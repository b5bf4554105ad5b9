internal import Bytes
internal import TextMatching

/// A pack that is ready to decide. Immutable; used by any number of threads at once.
public struct CompiledPolicy: Sendable {
    /// The pack; one that came from ``PolicyCache`` has no lists, tests and people in it.
    public let pack: Pack
    let tables: PolicyTables
    /// What each reference to a list stands for; none for a policy from the cache.
    let references: [Int]
    let pool = DecisionPool()

    /// Reads what ``init(_:_:key:)`` made of a pack.
    init(_ memory: TableMemory) throws(SignetError) {
        var reader = TableReader(memory)
        tables = try PolicyTables(&reader)
        pack = try tables.pack()
        references = []
    }

    /// Compiles a pack. What is wrong with it is added to the problems.
    ///
    /// - Parameter key: what the tables are filed under.
    init(_ pack: consuming Pack, _ problems: inout [PackProblem], key: [UInt8] = []) throws {
        var pack = pack
        let numbers = Self.numbers(of: pack)
        let references = Self.resolve(pack, numbers, &problems)
        let holders = Self.holders(pack, numbers, &problems)
        var lexicon = Lexicon()
        var listsOfPattern: [[Int32]] = []
        var frequencies = [Double](repeating: 0, count: pack.lists.count)
        let deciding = DecidingLists.of(pack, references)
        for (index, list) in pack.lists.enumerated() {
            for (text, place) in list.patterns {
                do throws(SignetError) {
                    let pattern = try Pattern.parse(text)
                    lexicon.add(
                        pattern, as: Int32(listsOfPattern.count), typos: list.typos,
                        decides: holders[index].contains { deciding.contains(Int($0)) })
                    listsOfPattern.append(holders[index])
                    let frequency = lexicon.frequency(of: pattern)
                    for holder in holders[index] { frequencies[Int(holder)] += frequency }
                } catch {
                    problems.append(
                        PackProblem(place: place, message: error.reason, hint: "see docs/policy-language.md"))
                }
            }
        }
        lexicon.addOrdinary(pack.ordinaryWords)
        pack.ordinaryWords = []
        var strings = StringTable()
        let people = PeopleIndex(
            pack.people, roles: pack.roles, into: &lexicon, firstIdentifier: Int32(listsOfPattern.count), &strings)
        if people.hasTooManySalts {
            problems.append(
                PackProblem(
                    place: SourcePlace(file: "people", line: 1, column: 1),
                    message: "the hashed names have more than \(HashedNames.mostSalts) different salts",
                    hint: "use one salt for a list"))
        }
        let triggers = RuleTriggers(references: references, frequencies: frequencies)
        var rulesOfList: [[Int32]] = pack.lists.map { _ in [] }
        var others: [Int32] = []
        var program = ConditionProgram()
        var heads: [RuleHead] = []
        for (index, rule) in pack.rules.enumerated() {
            if let lists = triggers.lists(rule.when) {
                for list in lists where rulesOfList.indices.contains(list) { rulesOfList[list].append(Int32(index)) }
            } else {
                others.append(Int32(index))
            }
            heads.append(
                RuleHead(
                    when: program.add(rule.when, references, &strings),
                    unless: rule.unless.map { program.add($0, references, &strings) } ?? -1,
                    fields: rule.fields.reduce(0) { $0 | RuleHead.bit($1) },
                    hasDates: rule.since != nil || rule.expires != nil ? 1 : 0))
        }
        let firstRule = strings.count
        for rule in pack.rules { for text in rule.texts { strings.add(text) } }
        let firstFact = strings.count
        for text in [pack.id, pack.version, pack.languages.joined(separator: " "), pack.digest] { strings.add(text) }
        var writer = TableWriter(capacity: 4 << 20)
        writer.add(
            [pack.maximumCharacters, pack.lists.count, pack.rules.count, firstRule, firstFact].map { Int64($0) })
        strings.write(to: &writer)
        writer.add(program.nodes)
        writer.add(heads)
        writer.add(others)
        PolicyTables.Groups.write(listsOfPattern, to: &writer)
        PolicyTables.Groups.write(rulesOfList, to: &writer)
        PolicyTables.Groups.write(program.roleSets, to: &writer)
        people.write(to: &writer)
        lexicon.write(to: &writer)
        guard let memory = writer.finish(key: key) else {
            throw SignetError("memory.exhausted", .unexpected, "there is no memory for the rules")
        }
        // With mistakes in the pack its numbers may lead nowhere: it is not used.
        guard problems.isEmpty else { throw PackProblems(problems: problems) }
        var reader = TableReader(memory)
        tables = try PolicyTables(&reader)
        self.pack = pack
        self.references = references
    }

    private static func numbers(of pack: Pack) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for (index, list) in pack.lists.enumerated() { numbers[list.name] = index }
        return numbers
    }

    /// What each reference stands for.
    private static func resolve(
        _ pack: Pack, _ numbers: [String: Int], _ problems: inout [PackProblem]
    ) -> [Int] {
        pack.references.map { reference in
            if let number = numbers[reference.name] { return number }
            problems.append(
                PackProblem(
                    place: reference.place, message: "there is no list \(reference.name)",
                    hint: Self.nearest(reference.name, in: numbers.keys).map { "did you mean \($0)?" } ?? ""))
            return 0
        }
    }

    /// For each list those that hold its patterns: itself, and all that include it, through any number of inclusions.
    private static func holders(
        _ pack: Pack, _ numbers: [String: Int], _ problems: inout [PackProblem]
    ) -> [[Int32]] {
        var holders: [[Int32]] = pack.lists.indices.map { [Int32($0)] }
        for (index, list) in pack.lists.enumerated() {
            var seen: Set<Int> = [index]
            var open = list.includes
            while let name = open.popLast() {
                guard let number = numbers[name] else {
                    problems.append(
                        PackProblem(
                            place: list.place, message: "the list \(list.name) includes \(name), which is not there",
                            hint: ""))
                    continue
                }
                guard seen.insert(number).inserted else { continue }
                holders[number].append(Int32(index))
                open += pack.lists[number].includes
            }
        }
        return holders
    }

    private static func nearest(_ name: String, in names: some Sequence<String>) -> String? {
        names.filter { !$0.hasPrefix("#") && $0.prefix(3) == name.prefix(3) }.min()
    }
}
