internal import Bytes
internal import TextMatching

extension CompiledPolicy {
    /// What was found in one field.
    fileprivate struct Evidence {
        let field: Rule.Field
        let text: String
        var hits: [Int32: [Hit]]
        var people: [PeopleIndex.Found]
    }

    /// A rule that holds.
    fileprivate struct Held {
        let rule: Rule
        var spans: [Decision.Span]
        let unanswered: [String]
    }

    /// One place that made a condition hold.
    fileprivate struct Place {
        let words: Range<Int>
        let bytes: Range<Int>
        let revelation: Revelation
    }

    /// Decides a request. Never fails: what cannot be read is blocked.
    ///
    /// - Parameter date: today, as `2026-11-24`, for rules with dates.
    public func decide(_ request: PolicyRequest, date: String? = nil) -> Decision {
        func refused(_ reason: String) -> Decision {
            Decision(
                verdict: .block, matches: [], people: [], refusal: reason, policyID: pack.id,
                policyVersion: pack.version,
                policyDigest: pack.digest)
        }
        // Bytes first: counting the characters of a very long text would take as long as reading it.
        for text in [request.prompt, request.negative] {
            guard text.utf8.count <= pack.maximumCharacters * 4, text.unicodeScalars.count <= pack.maximumCharacters
            else {
                return refused("policy.input.too_long")
            }
        }
        var fields = [evidence(.prompt, request.prompt, date)]
        guard let prompt = fields.first, !prompt.isCut else { return refused("policy.input.too_complex") }
        if !prompt.quoted.isEmpty {
            var rendered = prompt.evidence
            rendered.hits = rendered.hits.mapValues { hits in
                hits.filter { hit in
                    prompt.quoted.contains {
                        $0.lowerBound <= hit.bytes.lowerBound && hit.bytes.upperBound <= $0.upperBound
                    }
                }
            }.filter { !$0.value.isEmpty }
            fields.append(
                (Evidence(field: .rendered, text: request.prompt, hits: rendered.hits, people: []), [], false))
        }
        if !request.negative.isEmpty {
            let negative = evidence(.negative, request.negative, date)
            guard !negative.isCut else { return refused("policy.input.too_complex") }
            fields.append(negative)
        }
        var held: [Held] = []
        for (evidence, _, _) in fields {
            var candidates = Set(otherRules)
            for list in evidence.hits.keys { candidates.formUnion(rulesOfList[Int(list)]) }
            for index in candidates.sorted() {
                var rule = pack.rules[Int(index)]
                guard rule.fields.contains(evidence.field), isActive(rule, date) else { continue }
                var unanswered: [String] = []
                var found = holds(rule.when, evidence, request, [])
                if found == nil, let outage = Outages(of: rule, request) {
                    found = holds(rule.when, evidence, outage.worstCase, [])
                    rule.action = min(rule.action, outage.strongest)
                    unanswered = outage.classifiers
                }
                guard let places = found else { continue }
                if let unless = rule.unless, holds(unless, evidence, request, places) != nil { continue }
                let spans = Self.unique(places).map { span($0, evidence) }
                if let known = held.firstIndex(where: { $0.rule.id == rule.id }) {
                    held[known].spans += spans
                } else {
                    held.append(Held(rule: rule, spans: spans, unanswered: unanswered))
                }
            }
        }
        return decision(
            held,
            people: prompt.evidence.people.map { found in
                Decision.PersonMatch(
                    person: found.person,
                    span: span(
                        Place(words: found.words, bytes: found.bytes, revelation: found.revelation), prompt.evidence),
                    how: found.how)
            })
    }

    private func decision(_ held: [Held], people: [Decision.PersonMatch]) -> Decision {
        var lifted: [String: String] = [:]
        for rule in held.map(\.rule) where rule.action == .allow && rule.mode == .enforce {
            for other in held.map(\.rule)
            where other.action != .allow && other.isOverridable
                && (rule.lifts.contains(other.id) || rule.lifts.contains(other.category))
            {
                lifted[other.id] = rule.id
            }
        }
        let counting = held.filter { $0.rule.mode == .enforce && lifted[$0.rule.id] == nil }
        let verdict = counting.map(\.rule.action).max() ?? .allow
        let matches = held.map { held in
            Decision.Match(
                rule: held.rule, spans: held.spans, liftedBy: lifted[held.rule.id],
                isDecisive: verdict != .allow && held.rule.action == verdict && held.rule.mode == .enforce
                    && lifted[held.rule.id] == nil,
                unanswered: held.unanswered)
        }
        return Decision(
            verdict: verdict,
            matches: matches.sorted {
                ($0.isDecisive ? 0 : 1, -$0.rule.severity, $0.rule.id) < (
                    $1.isDecisive ? 0 : 1, -$1.rule.severity, $1.rule.id
                )
            },
            people: people, refusal: nil, policyID: pack.id, policyVersion: pack.version, policyDigest: pack.digest)
    }

    private func isActive(_ rule: Rule, _ date: String?) -> Bool {
        guard let date else { return true }
        if let since = rule.since, date < since { return false }
        if let expires = rule.expires, date >= expires { return false }
        return true
    }

    private func evidence(_ field: Rule.Field, _ text: String, _ date: String?) -> (
        evidence: Evidence, quoted: [Range<Int>], isCut: Bool
    ) {
        let normalized = Normalizer().normalize(text)
        let (hits, isCut) = scanner.scan(normalized)
        var byList: [Int32: [Hit]] = [:]
        for hit in hits where Int(hit.pattern) < listsOfPattern.count {
            for list in listsOfPattern[Int(hit.pattern)] { byList[list, default: []].append(hit) }
        }
        return (
            Evidence(
                field: field, text: text, hits: byList, people: people.find(hits, normalized).map { $0.asOf(date) }),
            normalized.quoted, isCut
        )
    }

    private static func unique(_ places: [Place]) -> [Place] {
        var seen: Set<Range<Int>> = []
        return places.filter { seen.insert($0.bytes).inserted }.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
            .prefix(64).map { $0 }
    }

    private func span(_ place: Place, _ evidence: Evidence) -> Decision.Span {
        let utf8 = evidence.text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: place.bytes.lowerBound)
        let end = utf8.index(utf8.startIndex, offsetBy: place.bytes.upperBound)
        let before = evidence.text[..<start].count
        let text = String(evidence.text[start..<end])
        return Decision.Span(
            field: evidence.field, bytes: place.bytes, characters: before..<before + text.count, text: text,
            revealedBy: place.revelation.names)
    }

    // MARK: Conditions

    /// The places that make a condition hold; nil when it does not.
    private func holds(
        _ condition: Condition, _ evidence: Evidence, _ request: PolicyRequest, _ anchors: [Place]
    ) -> [Place]? {
        switch condition {
        case .list(let number):
            let list = Int32(number < 0 ? references[-number - 1] : number)
            guard let hits = evidence.hits[list], !hits.isEmpty else { return nil }
            return hits.prefix(256).map { Place(words: $0.words, bytes: $0.bytes, revelation: $0.revelation) }
        case .any(let inner):
            let places = inner.compactMap { holds($0, evidence, request, anchors) }
            return places.isEmpty ? nil : Array(places.joined())
        case .all(let inner):
            var places: [Place] = []
            for condition in inner {
                guard let found = holds(condition, evidence, request, anchors) else { return nil }
                places += found
            }
            return places
        case .not(let inner): return holds(inner, evidence, request, anchors) == nil ? [] : nil
        case .near(let members, let window, let forward):
            var lists: [[Place]] = []
            for member in members {
                guard let places = holds(member, evidence, request, anchors), !places.isEmpty else { return nil }
                lists.append(places)
            }
            var budget = 20_000
            for start in lists[0] {
                if let chain = chain([start], lists[1...], window, forward, &budget) { return chain }
            }
            return nil
        case .nearMatch(let inner, let window):
            guard let places = holds(inner, evidence, request, anchors) else { return nil }
            let close = places.filter { place in
                anchors.contains { PeopleIndex.distance($0.words, place.words) <= window }
            }
            return close.isEmpty ? nil : close
        case .count(let inner, let least):
            guard let places = holds(inner, evidence, request, anchors) else { return nil }
            return Set(places.map(\.bytes)).count >= least ? places : nil
        case .person(let statuses, let roles):
            let found = evidence.people.filter {
                (statuses.isEmpty || statuses.contains($0.person.status))
                    && (roles.isEmpty || roles.contains($0.person.role))
            }
            guard !found.isEmpty else { return nil }
            return found.map { Place(words: $0.words, bytes: $0.bytes, revelation: $0.revelation) }
        case .image(let fact):
            guard let image = request.image else { return nil }
            let isTrue =
                switch fact {
                case .present: true
                case .cameraPhoto: image.isCameraPhoto
                case .aiGenerated: image.isAIGenerated
                case .hashList(let name): image.hashLists.contains(name)
                }
            return isTrue ? [] : nil
        case .signal(let name, let above, _):
            guard let value = request.signals[name], value > above else { return nil }
            return []
        }
    }

    /// One place of each further list, each within the window of one that is chosen already.
    private func chain(
        _ chosen: [Place], _ lists: ArraySlice<[Place]>, _ window: Int, _ forward: Bool, _ budget: inout Int
    ) -> [Place]? {
        guard let places = lists.first else { return chosen }
        for place in places {
            budget -= 1
            guard budget > 0 else { return nil }
            guard !chosen.contains(where: { $0.words.overlaps(place.words) }) else { continue }
            if forward {
                guard let last = chosen.last, place.words.lowerBound >= last.words.upperBound,
                    PeopleIndex.distance(last.words, place.words) <= window
                else { continue }
            } else {
                guard chosen.contains(where: { PeopleIndex.distance($0.words, place.words) <= window }) else {
                    continue
                }
            }
            if let rest = chain(chosen + [place], lists.dropFirst(), window, forward, &budget) { return rest }
        }
        return nil
    }
}
