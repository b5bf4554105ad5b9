internal import TextMatching

/// Follows the conditions of rules through one field of a request and keeps what each part found.
///
/// It says the same as ``CompiledPolicy/decide(_:date:)``, slower and with reasons; a test holds the two against each other.
struct ConditionTracer {
    let policy: CompiledPolicy
    let request: PolicyRequest
    let field: Rule.Field
    let text: String
    let hits: [Int32: [Hit]]
    let people: [PeopleFinder.Found]
    /// The path of a condition that is taken as not held, to see what rests on it.
    var switchedOff: String?
    /// Words that an exception spares: what is found there does not count.
    var spared: [Range<Int>] = []

    private func isSeen(_ words: Range<Int>) -> Bool { !spared.contains { $0.overlaps(words) } }

    /// The fields of a request that can be read.
    static func fields(_ request: PolicyRequest, _ policy: CompiledPolicy, date: String? = nil) -> [ConditionTracer] {
        func tracer(_ field: Rule.Field, _ text: String) -> (ConditionTracer, [Range<Int>]) {
            let normalized = Normalizer().normalize(text)
            var scan = ScanBuffers()
            policy.tables.scanner.scan(normalized, &scan)
            var byList: [Int32: [Hit]] = [:]
            let lists = policy.tables.listsOfPattern
            for hit in scan.hits where Int(hit.pattern) < lists.count {
                for list in lists[Int(hit.pattern)] { byList[list, default: []].append(hit) }
            }
            return (
                ConditionTracer(
                    policy: policy, request: request, field: field, text: text, hits: byList,
                    people: PeopleFinder(tables: policy.tables).find(scan, normalized, date)), normalized.quoted
            )
        }
        let (prompt, quoted) = tracer(.prompt, request.prompt)
        var fields = [prompt]
        if !quoted.isEmpty {
            let rendered = prompt.hits.mapValues { hits in
                hits.filter { hit in quoted.contains { $0.contains(hit.bytes) } }
            }.filter { !$0.value.isEmpty }
            fields.append(
                ConditionTracer(
                    policy: policy, request: request, field: .rendered, text: request.prompt, hits: rendered,
                    people: []))
        }
        if !request.negative.isEmpty { fields.append(tracer(.negative, request.negative).0) }
        return fields
    }

    /// The list a reference of a condition stands for.
    func list(_ number: Int) -> Int { number < 0 ? policy.references[-number - 1] : number }

    func trace(_ condition: Condition, _ path: String, anchors: [TraceNode.Place] = []) -> TraceNode {
        var node = TraceNode(path: path, condition: condition)
        func inner(_ conditions: [Condition], _ name: String) -> [TraceNode] {
            conditions.enumerated().map { trace($0.element, "\(path).\(name)[\($0.offset)]", anchors: anchors) }
        }
        switch condition {
        case .list(let number):
            node.places = (hits[Int32(list(number))] ?? []).filter { isSeen($0.counted) }.prefix(256).map {
                TraceNode.Place(words: $0.counted, bytes: $0.bytes, revelation: $0.revelation)
            }
            node.isHeld = !node.places.isEmpty
        case .any(let conditions):
            node.parts = inner(conditions, "any")
            node.places = node.parts.filter(\.isHeld).flatMap(\.places)
            node.isHeld = node.parts.contains(where: \.isHeld)
        case .all(let conditions):
            node.parts = inner(conditions, "all")
            node.isHeld = node.parts.allSatisfy(\.isHeld)
            node.places = node.parts.flatMap(\.places)
        case .not(let condition):
            node.parts = [trace(condition, path + ".not", anchors: anchors)]
            node.isHeld = !node.parts[0].isHeld
        case .near(let conditions, let window, let forward):
            node.parts = inner(conditions, "near")
            near(&node, window, forward)
        case .nearMatch(let condition, let window):
            node.parts = [trace(condition, path + ".near_match", anchors: anchors)]
            node.places = node.parts[0].places.filter { place in
                anchors.contains { PeopleFinder.distance($0.words, place.words) <= window }
            }
            node.isHeld = node.parts[0].isHeld && !node.places.isEmpty
            if node.parts[0].isHeld, !node.isHeld { node.note = "not within \(window) words" }
        case .count(let condition, let least):
            node.parts = [trace(condition, path + ".count", anchors: anchors)]
            node.places = node.parts[0].places
            let count = Set(node.places.map(\.bytes)).count
            node.isHeld = node.parts[0].isHeld && count >= least
            if !node.isHeld { node.note = "\(count) of \(least) places" }
        case .person(let statuses, let roles):
            node.places = people.filter { found in
                let person = policy.tables.people.person(Int(found.person))
                let status = Person.Status.allCases[Int(found.status)]
                return (statuses.isEmpty || statuses.contains(status))
                    && (roles.isEmpty || roles.contains(person.role)) && isSeen(found.words)
            }.map { TraceNode.Place(words: $0.words, bytes: $0.bytes, revelation: $0.revelation) }
            node.isHeld = !node.places.isEmpty
        case .image(let fact):
            node.isHeld = request.image.map { fact.isTrue(of: $0) } ?? false
        case .signal(let name, let above, _):
            node.isHeld = (request.signals[name] ?? 0) > above
        }
        if path == switchedOff {
            node.isHeld = false
            node.places = []
        }
        return node
    }

    private func near(_ node: inout TraceNode, _ window: Int, _ forward: Bool) {
        let lists = node.parts.map { $0.isHeld ? $0.places : [] }
        guard lists.allSatisfy({ !$0.isEmpty }) else { return }
        var budget = 20_000
        func chain(_ chosen: [TraceNode.Place], _ next: Int) -> [TraceNode.Place]? {
            guard next < lists.count else { return chosen }
            for place in lists[next] {
                budget -= 1
                guard budget > 0 else { return nil }
                guard !chosen.contains(where: { $0.words.overlaps(place.words) }) else { continue }
                let isClose =
                    forward
                    ? chosen.last.map {
                        place.words.lowerBound >= $0.words.upperBound
                            && PeopleFinder.distance($0.words, place.words) <= window
                    } ?? true
                    : chosen.isEmpty || chosen.contains { PeopleFinder.distance($0.words, place.words) <= window }
                if isClose, let whole = chain(chosen + [place], next + 1) { return whole }
            }
            return nil
        }
        if let whole = chain([], 0) {
            node.isHeld = true
            node.places = whole
            return
        }
        let least = lists[0].flatMap { first in
            lists[1].filter { !$0.words.overlaps(first.words) }.map { PeopleFinder.distance(first.words, $0.words) }
        }.min()
        node.note =
            least.map { "\($0) words apart, \(window) allowed" + (forward ? " in this order" : "") }
            ?? "the same words cannot count twice"
    }

    /// A finished trace, with spans in the original text.
    func finished(_ node: TraceNode) -> ConditionTrace {
        var isAlternative = false
        if case .any = node.condition { isAlternative = true }
        var seen: Set<Range<Int>> = []
        return ConditionTrace(
            path: node.path, condition: policy.describe(node.condition), isHeld: node.isHeld, note: node.note,
            spans: node.places.filter { seen.insert($0.bytes).inserted }.prefix(16).map(span),
            parts: node.parts.map(finished), isAlternative: isAlternative)
    }

    func span(_ place: TraceNode.Place) -> Decision.Span {
        let (bytes, characters, words) = SpanMap(text).characters(place.bytes)
        return Decision.Span(
            field: field, bytes: bytes, characters: characters, text: words, revealedBy: place.revelation.names)
    }
}

extension ImageFact {
    func isTrue(of image: ImageFacts) -> Bool {
        switch self {
        case .present: true
        case .cameraPhoto: image.isCameraPhoto
        case .aiGenerated: image.isAIGenerated
        case .hashList(let name): image.hashLists.contains(name)
        }
    }
}
