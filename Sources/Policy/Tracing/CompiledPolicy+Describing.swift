internal import TextMatching

extension CompiledPolicy {
    /// A condition in a few words, as it is written in a pack.
    func describe(_ condition: Condition) -> String {
        func list(_ conditions: [Condition]) -> String { conditions.map(describe).joined(separator: ", ") }
        switch condition {
        case .list(let number): return describe(list: number < 0 ? references[-number - 1] : number)
        case .any(let inner): return "any of \(list(inner))"
        case .all(let inner): return "all of \(list(inner))"
        case .not(let inner): return "not \(describe(inner))"
        case .near(let inner, let window, let forward):
            return "\(list(inner)) within \(window) words" + (forward ? " in this order" : "")
        case .nearMatch(let inner, let window): return "\(describe(inner)) within \(window) words of the match"
        case .count(let inner, let least): return "\(least) places of \(describe(inner))"
        case .person(let statuses, let roles):
            let names = statuses.map(\.rawValue).sorted() + roles.sorted()
            return names.isEmpty ? "a person" : "a person who is \(names.joined(separator: " or "))"
        case .image(let fact):
            switch fact {
            case .present: return "an uploaded image"
            case .cameraPhoto: return "an uploaded camera photograph"
            case .aiGenerated: return "an uploaded image that says AI"
            case .hashList(let name): return "an uploaded image on the hash list \(name)"
            }
        case .signal(let name, let above, _): return "the signal \(name) above \(above)"
        }
    }

    /// `$name`, or the words themselves of a list without a name.
    func describe(list number: Int) -> String {
        guard pack.lists.indices.contains(number) else { return "an unknown list" }
        let list = pack.lists[number]
        guard list.name.hasPrefix("#") else { return "$\(list.name)" }
        let shown = list.patterns.prefix(3).map { "\"\($0.text)\"" }.joined(separator: ", ")
        return "[\(shown)\(list.patterns.count > 3 ? ", …" : "")]"
    }

    /// The patterns in the order of their numbers: the list each is written in, and its index there.
    var patternPlaces: [(list: Int, pattern: Int)] {
        pack.lists.indices.flatMap { list in pack.lists[list].patterns.indices.map { (list, $0) } }
    }

    /// What the patterns of the lists find in a text; names are left out.
    func patternHits(in text: String) -> [Hit] {
        var scan = ScanBuffers()
        tables.scanner.scan(Normalizer().normalize(text), &scan)
        return scan.hits.filter { Int($0.pattern) < tables.listsOfPattern.count }
    }
}
