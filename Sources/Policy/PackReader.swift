internal import Bytes
internal import TextMatching
internal import Yams

/// Reads one YAML file of a pack. Every mistake becomes a problem with its place; reading goes on to find all of them.
struct PackReader {
    let file: String
    var pack: Pack
    var problems: [PackProblem] = []

    func place(_ node: Node) -> SourcePlace {
        SourcePlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    mutating func problem(_ node: Node, _ message: String, _ hint: String = "") {
        problems.append(PackProblem(place: place(node), message: message, hint: hint))
    }

    mutating func read(_ text: String) {
        let misshapen = PackForm.problems(text, file: file)
        guard misshapen.isEmpty else {
            problems += misshapen
            return
        }
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text) else { return }
            root = node
        } catch let error as YamlError {
            let mark: Mark? =
                switch error {
                case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark
                case .duplicatedKeysInMapping(_, let context): context.mark
                default: nil
                }
            problems.append(
                PackProblem(
                    place: SourcePlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1),
                    message: "this is not YAML as packs have it: \(Self.firstLine("\(error)"))",
                    hint: "check the indentation and quotation marks around this line"))
            return
        } catch {
            problems.append(
                PackProblem(
                    place: SourcePlace(file: file, line: 1, column: 1), message: "this file cannot be read as YAML",
                    hint: ""))
            return
        }
        checkForm(root)
        guard
            let fields = fields(
                root, known: ["policy", "area", "terms", "rules", "tests", "ordinary", "roles"])
        else { return }
        let area = fields["area"]?.string ?? ""
        if let node = fields["policy"] { readPolicy(node) }
        if let node = fields["terms"] { readTerms(node) }
        for node in items(fields["rules"], "rules") { readRule(node, area: area) }
        for node in items(fields["tests"], "tests") { readFixture(node) }
        for node in items(fields["ordinary"], "ordinary") {
            pack.ordinaryWords += (node.string ?? "").split(separator: " ").map(String.init)
        }
        for node in items(fields["roles"], "roles") {
            guard let role = self.fields(node, known: ["phrase", "person"]), let phrase = role["phrase"]?.string,
                let person = role["person"]?.string
            else {
                problem(node, "a role needs a phrase and a person")
                continue
            }
            pack.roles.append((phrase, person))
        }
    }

    private static func firstLine(_ text: String) -> String {
        String(text.split(separator: "\n").first ?? "").replacing("error: ", with: "")
    }

    /// The tags of what has none: YAML gives them by the form of a value.
    private static let plainTags: Set<String> = {
        let kinds = ["", "!", "str", "seq", "map", "int", "float", "bool", "null", "timestamp"]
        return Set(kinds + kinds.map { "tag:yaml.org,2002:" + $0 })
    }()

    /// A second look, at the nodes: anchors, aliases and tags make a file mean something else than it looks like.
    private mutating func checkForm(_ node: Node) {
        if node.anchor != nil { problem(node, "anchors and aliases are not allowed", "write the value out") }
        if !Self.plainTags.contains(node.tag.description) { problem(node, "tags are not allowed") }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                checkForm(key)
                checkForm(value)
            }
        case .sequence(let sequence): for item in sequence { checkForm(item) }
        case .scalar: break
        default: problem(node, "aliases are not allowed", "write the value out")
        }
    }

    /// The values of a map by key; unknown and repeated keys are problems.
    mutating func fields(_ node: Node, known: [String]) -> [String: Node]? {
        guard case .mapping(let mapping) = node else {
            problem(node, "a map of keys and values is needed here", "keys here are \(known.joined(separator: ", "))")
            return nil
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            guard known.contains(name) else {
                problem(key, "unknown key \(name)", "known here are \(known.joined(separator: ", "))")
                continue
            }
            if fields.updateValue(value, forKey: name) != nil { problem(key, "the key \(name) is there twice") }
        }
        return fields
    }

    private mutating func items(_ node: Node?, _ what: String) -> [Node] {
        guard let node else { return [] }
        guard case .sequence(let sequence) = node else {
            problem(node, "\(what) needs a list", "begin each item with a dash")
            return []
        }
        return Array(sequence)
    }

    /// A text or a list of texts.
    mutating func texts(_ node: Node?) -> [(text: String, node: Node)] {
        guard let node else { return [] }
        if case .sequence(let sequence) = node {
            return sequence.compactMap { item in
                guard let text = item.string else {
                    problem(item, "a text is needed here")
                    return nil
                }
                return (text, item)
            }
        }
        guard let text = node.string else {
            problem(node, "a text or a list of texts is needed here")
            return []
        }
        return [(text, node)]
    }

    mutating func integer(_ node: Node?, _ range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        guard let value = node.string.flatMap({ Int($0) }), range.contains(value) else {
            problem(node, "a number from \(range.lowerBound) to \(range.upperBound) is needed here")
            return nil
        }
        return value
    }

    mutating func boolean(_ node: Node?) -> Bool? {
        guard let node else { return nil }
        switch node.string {
        case "true": return true
        case "false": return false
        default:
            problem(node, "true or false is needed here")
            return nil
        }
    }

    mutating func choice<T: RawRepresentable & CaseIterable>(_ node: Node?, _ type: T.Type) -> T?
    where T.RawValue == String {
        guard let node else { return nil }
        guard let value = node.string.flatMap(T.init(rawValue:)) else {
            problem(
                node, "\(node.string ?? "this") is not known here",
                "known are \(T.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return value
    }

    private mutating func date(_ node: Node?) -> String? {
        guard let node else { return nil }
        let text = node.string ?? ""
        guard PolicyDate.isValid(text) else {
            problem(node, "a date like 2026-11-01 is needed here")
            return nil
        }
        return text
    }

    private mutating func readPolicy(_ node: Node) {
        guard let fields = fields(node, known: ["id", "version", "languages", "default", "max_characters"]) else {
            return
        }
        if !pack.id.isEmpty { problem(node, "there is more than one policy: in the pack", "keep one of them") }
        pack.id = fields["id"]?.string ?? ""
        pack.version = fields["version"]?.string ?? ""
        if pack.id.isEmpty || pack.version.isEmpty { problem(node, "the policy needs an id and a version") }
        if let node = fields["default"], node.string != "allow" {
            problem(node, "the default can only be allow", "write a rule for what is to be reviewed or blocked")
        }
        pack.languages = texts(fields["languages"]).map(\.text)
        if let limit = integer(fields["max_characters"], 1...10_000_000) { pack.maximumCharacters = limit }
    }

    private mutating func readTerms(_ node: Node) {
        guard case .mapping(let mapping) = node else { return problem(node, "terms needs names with lists") }
        for (key, value) in mapping {
            var list = Pack.TermList()
            list.name = key.string ?? ""
            list.place = place(key)
            if case .sequence = value {
                list.patterns = texts(value).map { ($0.text, place($0.node)) }
            } else if let fields = fields(value, known: ["en", "ko", "any", "include", "typos"]) {
                for language in ["en", "ko", "any"] {
                    list.patterns += texts(fields[language]).map { ($0.text, place($0.node)) }
                }
                list.includes = texts(fields["include"]).map {
                    $0.text.hasPrefix("$") ? String($0.text.dropFirst()) : $0.text
                }
                list.typos = boolean(fields["typos"]) ?? true
            }
            if pack.lists.contains(where: { $0.name == list.name }) {
                problem(key, "the list \(list.name) is there twice", "names are unique in a pack")
            }
            pack.lists.append(list)
        }
    }

    private mutating func readRule(_ node: Node, area: String) {
        guard
            let fields = fields(
                node,
                known: [
                    "id", "title", "category", "severity", "action", "overridable", "mode", "in", "owner",
                    "since",
                    "expires", "when", "unless", "message", "lifts",
                ])
        else { return }
        var rule = Rule()
        rule.place = place(node)
        rule.id = fields["id"]?.string ?? ""
        if rule.id.isEmpty {
            problem(node, "a rule needs an id", "for example \(area).010")
        } else if !area.isEmpty, !rule.id.hasPrefix(area) {
            problem(node, "the id \(rule.id) does not begin with the area \(area)")
        }
        if pack.rules.contains(where: { $0.id == rule.id }) { problem(node, "the rule \(rule.id) is there twice") }
        rule.title = fields["title"]?.string ?? ""
        rule.category = fields["category"]?.string ?? area
        rule.severity = integer(fields["severity"], 1...5) ?? 3
        if let action = choice(fields["action"], Rule.Action.self) {
            rule.action = action
        } else if fields["action"] == nil {
            problem(node, "the rule \(rule.id) needs an action", "allow, review or block")
        }
        rule.isOverridable = boolean(fields["overridable"]) ?? true
        rule.mode = choice(fields["mode"], Rule.Mode.self) ?? .enforce
        if let node = fields["in"] {
            rule.fields = texts(node).compactMap { item in
                if let field = Rule.Field(rawValue: item.text) { return field }
                problem(item.node, "unknown field \(item.text)", "known are prompt, negative, rendered")
                return nil
            }
        }
        rule.owner = fields["owner"]?.string
        rule.since = date(fields["since"])
        rule.expires = date(fields["expires"])
        rule.lifts = texts(fields["lifts"]).map(\.text)
        if let node = fields["message"], let messages = self.fields(node, known: ["en", "ko"]) {
            rule.messages = messages.compactMapValues(\.string)
        }
        guard let when = fields["when"] else { return problem(node, "the rule \(rule.id) needs a when") }
        rule.when = condition(when, depth: 0, inException: false)
        rule.unless = fields["unless"].map { condition($0, depth: 0, inException: true) }
        pack.rules.append(rule)
    }

    private mutating func readFixture(_ node: Node) {
        guard
            let fields = fields(
                node, known: ["text", "negative", "expect", "rule", "not_rule", "todo", "image", "mutate"])
        else { return }
        var fixture = Fixture()
        fixture.place = place(node)
        fixture.text = fields["text"]?.string ?? ""
        fixture.negative = fields["negative"]?.string ?? ""
        fixture.rule = fields["rule"]?.string
        fixture.notRule = fields["not_rule"]?.string
        fixture.isTodo = boolean(fields["todo"]) ?? false
        for item in texts(fields["mutate"]) {
            if let evasion = Evasion(rawValue: item.text) {
                fixture.evasions.append(evasion)
            } else if let kind = Evasion.Kind(rawValue: item.text) {
                fixture.evasions += Evasion.allCases.filter { $0.kind == kind }
            } else {
                problem(
                    item.node, "unknown spelling \(item.text)",
                    "known are encoding, typo, \(Evasion.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        if let expected = choice(fields["expect"], Rule.Action.self) {
            fixture.expected = expected
        } else if fields["expect"] == nil {
            problem(node, "a test needs expect", "allow, review or block")
        }
        if let node = fields["image"],
            let image = self.fields(node, known: ["camera_photo", "ai_generated", "hash_list"])
        {
            fixture.image = ImageFacts(
                isCameraPhoto: boolean(image["camera_photo"]) ?? false,
                isAIGenerated: boolean(image["ai_generated"]) ?? false,
                hashLists: texts(image["hash_list"]).map(\.text))
        }
        pack.fixtures.append(fixture)
    }
}
