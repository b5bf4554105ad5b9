internal import Yams

extension PackReader {
    /// A list without a name, for patterns that stand in a condition.
    private mutating func anonymous(_ items: [(text: String, node: Node)]) -> Condition {
        var conditions: [Condition] = []
        var list = Pack.TermList()
        for item in items {
            if item.text.hasPrefix("$") {
                conditions.append(named(String(item.text.dropFirst()), item.node))
            } else {
                list.patterns.append((item.text, place(item.node)))
            }
        }
        if !list.patterns.isEmpty {
            list.name = "#\(pack.lists.count)"
            pack.lists.append(list)
            conditions.append(.list(pack.lists.count - 1))
        }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    /// References are numbered through names until all files are read.
    private mutating func named(_ name: String, _ node: Node) -> Condition {
        pack.references.append((name, place(node)))
        return .list(-pack.references.count)
    }

    private mutating func conditions(_ node: Node, depth: Int, inException: Bool) -> [Condition] {
        guard case .sequence(let sequence) = node else {
            return [condition(node, depth: depth, inException: inException)]
        }
        return sequence.map { condition($0, depth: depth, inException: inException) }
    }

    /// A condition asks for one thing; what goes with another thing would be overlooked.
    private mutating func checkKeys(_ fields: [String: Node], _ node: Node) {
        let kinds = ["any", "all", "not", "near", "near_match", "count", "person", "image", "signal"].filter {
            fields[$0] != nil
        }
        if kinds.count > 1 {
            problem(
                node, "\(kinds.joined(separator: " and ")) cannot stand side by side",
                "put them into all: [{ … }, { … }]")
        }
        for (name, owners) in [("window", ["near", "near_match"]), ("order", ["near"]), ("at_least", ["count"])] {
            guard let extra = fields[name], !owners.contains(where: { fields[$0] != nil }) else { continue }
            problem(extra, "\(name) belongs to \(owners.joined(separator: " or "))")
        }
    }

    mutating func condition(_ node: Node, depth: Int, inException: Bool) -> Condition {
        guard depth < 8 else {
            problem(node, "conditions are nested too deep")
            return .any([])
        }
        if case .scalar = node { return anonymous(texts(node)) }
        if case .sequence(let sequence) = node {
            if sequence.allSatisfy({ $0.string != nil }) { return anonymous(texts(node)) }
            return .any(sequence.map { condition($0, depth: depth + 1, inException: inException) })
        }
        guard
            let fields = fields(
                node,
                known: [
                    "any", "all", "not", "near", "window", "order", "near_match", "count", "at_least", "person",
                    "image",
                    "signal",
                ])
        else { return .any([]) }
        checkKeys(fields, node)
        if let inner = fields["any"] { return .any(conditions(inner, depth: depth + 1, inException: inException)) }
        if let inner = fields["all"] { return .all(conditions(inner, depth: depth + 1, inException: inException)) }
        if let inner = fields["not"] { return .not(condition(inner, depth: depth + 1, inException: inException)) }
        let window = integer(fields["window"], 1...200) ?? 8
        if let inner = fields["near"] {
            let members = conditions(inner, depth: depth + 1, inException: inException)
            if members.count < 2 { problem(node, "near needs two or more conditions") }
            let order = fields["order"]?.string ?? "any"
            if order != "any", order != "forward" { problem(node, "order is any or forward") }
            return .near(members, window: window, forward: order == "forward")
        }
        if let inner = fields["near_match"] {
            if !inException { problem(node, "near_match only makes sense in unless") }
            return .nearMatch(condition(inner, depth: depth + 1, inException: inException), window: window)
        }
        if let inner = fields["count"] {
            return .count(
                condition(inner, depth: depth + 1, inException: inException),
                least: integer(fields["at_least"], 1...100) ?? 2)
        }
        if let inner = fields["person"] {
            if inner.string == "any" { return .person(statuses: [], roles: []) }
            guard let test = self.fields(inner, known: ["status", "role"]) else { return .any([]) }
            let statuses = texts(test["status"]).compactMap { item -> Person.Status? in
                if let status = Person.Status(rawValue: item.text) { return status }
                problem(
                    item.node, "unknown status \(item.text)",
                    "known are \(Person.Status.allCases.map(\.rawValue).joined(separator: ", "))")
                return nil
            }
            return .person(statuses: Set(statuses), roles: Set(texts(test["role"]).map(\.text)))
        }
        if let inner = fields["image"] {
            if inner.string == "present" { return .image(.present) }
            guard let test = self.fields(inner, known: ["camera_photo", "ai_generated", "hash_list", "present"]) else {
                return .any([])
            }
            if let name = test["hash_list"]?.string { return .image(.hashList(name)) }
            let fact: ImageFact =
                test["camera_photo"] != nil ? .cameraPhoto : test["ai_generated"] != nil ? .aiGenerated : .present
            let wanted = boolean(test.values.first) ?? true
            return wanted ? .image(fact) : .not(.image(fact))
        }
        if let inner = fields["signal"], let test = self.fields(inner, known: ["name", "above", "when_down"]) {
            guard let name = test["name"]?.string, let above = test["above"]?.string.flatMap({ Double($0) }) else {
                problem(inner, "a signal needs a name and a number above which it holds")
                return .any([])
            }
            return .signal(name, above: above, whenDown: choice(test["when_down"], Outage.self) ?? .hold)
        }
        problem(node, "this condition says nothing", "use any, all, not, near, person, image or signal")
        return .any([])
    }
}
