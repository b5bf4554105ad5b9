internal import Bytes
internal import Digests
internal import TextMatching

/// A pack that is ready to decide. Immutable; used by any number of threads at once.
public struct CompiledPolicy: Sendable {
    public let pack: Pack
    let scanner: Scanner
    /// The lists each pattern belongs to.
    let listsOfPattern: [[Int32]]
    /// What each reference stands for.
    let references: [Int]
    let people: PeopleIndex
    /// The rules that a list can make hold.
    let rulesOfList: [[Int32]]
    /// Rules that may hold without any word: about images, people and signals.
    let otherRules: [Int32]

    /// Loads a pack from a folder: all of it, or the list of everything that is wrong.
    public static func load(_ folder: String) throws -> CompiledPolicy {
        var pack = Pack()
        var problems: [PackProblem] = []
        let hasher = Hasher(.sha256)
        for name in try PackFolder(folder).names() {
            let source = try FileSource(path: "\(folder)/\(name)")
            guard source.count <= 64 << 20 else {
                throw SignetError("policy.size", .configuration, "\(folder)/\(name) has more than 64 MB")
            }
            let bytes = try source.bytes(0..<source.count)
            hasher.update(Array("\(name)\0\(bytes.count)\0".utf8))
            hasher.update(bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            if PackFolder.isYAML(name) {
                var reader = PackReader(file: "\(folder)/\(name)", pack: pack)
                reader.read(text)
                pack = reader.pack
                problems += reader.problems
            } else {
                pack.people += PeopleFile.people(text, file: "\(folder)/\(name)", problems: &problems)
            }
        }
        if pack.id.isEmpty {
            problems.append(
                PackProblem(
                    place: SourcePlace(file: folder, line: 1, column: 1),
                    message: "no file has a policy: with id and version",
                    hint: "add policy.yaml"))
        }
        pack.digest = Hex.encode(hasher.finalize())
        let policy = CompiledPolicy(pack, &problems)
        guard problems.isEmpty else { throw PackProblems(problems: problems) }
        return policy
    }

    init(_ pack: Pack, _ problems: inout [PackProblem]) {
        var pack = pack
        var numbers: [String: Int] = [:]
        for (index, list) in pack.lists.enumerated() { numbers[list.name] = index }
        references = pack.references.map { reference in
            if let number = numbers[reference.name] { return number }
            problems.append(
                PackProblem(
                    place: reference.place, message: "there is no list \(reference.name)",
                    hint: Self.nearest(reference.name, in: numbers.keys).map { "did you mean \($0)?" } ?? ""))
            return 0
        }
        // What a list holds beside its own patterns, through any number of inclusions.
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
        var lexicon = Lexicon()
        var listsOfPattern: [[Int32]] = []
        for (index, list) in pack.lists.enumerated() {
            for (text, place) in list.patterns {
                do throws(SignetError) {
                    lexicon.add(try Pattern.parse(text), as: Int32(listsOfPattern.count), typos: list.typos)
                    listsOfPattern.append(holders[index])
                } catch {
                    problems.append(
                        PackProblem(place: place, message: error.reason, hint: "see docs/policy-language.md"))
                }
            }
        }
        lexicon.addOrdinary(pack.ordinaryWords)
        people = PeopleIndex(
            pack.people, roles: pack.roles, into: &lexicon, firstIdentifier: Int32(listsOfPattern.count))
        scanner = Scanner(lexicon)
        self.listsOfPattern = listsOfPattern
        var rulesOfList: [[Int32]] = pack.lists.map { _ in [] }
        var others: [Int32] = []
        for (index, rule) in pack.rules.enumerated() {
            let lists = Self.lists(rule.when, references)
            for list in Set(lists) where rulesOfList.indices.contains(list) { rulesOfList[list].append(Int32(index)) }
            if Self.needsNoList(rule.when) { others.append(Int32(index)) }
        }
        self.rulesOfList = rulesOfList
        otherRules = others
        pack.ordinaryWords = []
        self.pack = pack
    }

    private static func nearest(_ name: String, in names: some Sequence<String>) -> String? {
        names.filter { !$0.hasPrefix("#") && $0.prefix(3) == name.prefix(3) }.min()
    }

    private static func lists(_ condition: Condition, _ references: [Int]) -> [Int] {
        switch condition {
        case .list(let number): [number < 0 ? references[-number - 1] : number]
        case .any(let inner), .all(let inner), .near(let inner, _, _): inner.flatMap { lists($0, references) }
        case .count(let inner, _), .nearMatch(let inner, _): lists(inner, references)
        case .not, .person, .image, .signal: []
        }
    }

    private static func needsNoList(_ condition: Condition) -> Bool {
        switch condition {
        case .list: false
        case .any(let inner): inner.contains(where: needsNoList)
        case .all(let inner), .near(let inner, _, _): inner.contains(where: needsNoList)
        case .count(let inner, _), .nearMatch(let inner, _): needsNoList(inner)
        case .not, .person, .image, .signal: true
        }
    }
}
