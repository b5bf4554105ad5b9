internal import Bytes
internal import TextMatching

extension CompiledPolicy {
    /// A rule that held, where, and which classifiers it holds for lack of.
    private struct Held {
        let rule: Int
        let action: Rule.Action
        let field: Rule.Field
        let places: [Place]
        let unanswered: [String]
    }

    /// Decides a request. Never fails: what cannot be read is blocked.
    ///
    /// - Parameter date: today, as `2026-11-24`, for rules with dates.
    public func decide(_ request: PolicyRequest, date: String? = nil) -> Decision {
        // Bytes first: counting the characters of a very long text would take as long as reading it.
        for text in [request.prompt, request.negative] {
            let bytes = text.utf8.count
            guard
                bytes <= tables.maximumCharacters
                    || (bytes <= tables.maximumCharacters * 4 && text.unicodeScalars.count <= tables.maximumCharacters)
            else { return refusal("policy.input.too_long") }
        }
        let buffers = pool.take()
        defer { pool.giveBack(buffers) }
        var held: [Held] = []
        guard let people = look(at: .prompt, request.prompt, request, date, buffers, &held) else {
            return refusal("policy.input.too_complex")
        }
        var namedPeople: [Decision.PersonMatch] = []
        if !people.isEmpty {
            let map = SpanMap(request.prompt)
            namedPeople = people.map { found in
                Decision.PersonMatch(
                    person: tables.people.person(Int(found.person)).asOf(date),
                    span: Self.span(found.bytes, found.revelation, .prompt, map), how: found.how)
            }
        }
        if !request.negative.isEmpty {
            guard look(at: .negative, request.negative, request, date, buffers, &held) != nil else {
                return refusal("policy.input.too_complex")
            }
        }
        return decision(held, request, people: namedPeople)
    }

    private func refusal(_ reason: String) -> Decision {
        Decision(
            verdict: .block, matches: [], people: [], refusal: reason, policyID: pack.id, policyVersion: pack.version,
            policyDigest: pack.digest)
    }

    /// Adds the rules that hold for a text, and says who is named in it; nil when the text is too complex.
    private func look(
        at field: Rule.Field, _ text: String, _ request: PolicyRequest, _ date: String?, _ buffers: DecisionBuffers,
        _ held: inout [Held]
    ) -> [PeopleFinder.Found]? {
        var text = text
        text.withUTF8 { Normalizer().normalize($0, into: &buffers.text) }
        tables.scanner.scan(buffers.text, &buffers.scan)
        guard !buffers.scan.isCut else { return nil }
        let people = PeopleFinder(tables: tables).find(buffers.scan, buffers.text, date)
        gather(buffers)
        var evaluation = Evaluation(
            tables: tables, request: request, hits: buffers.scan.hits, firstOfList: buffers.firstOfList,
            chain: buffers.chain, people: people)
        evaluate(field, evaluation, buffers.candidates, date, &held)
        if field == .prompt, !buffers.text.quoted.isEmpty {
            evaluation.quoted = buffers.text.quoted
            evaluation.people = []
            evaluate(.rendered, evaluation, buffers.candidates, date, &held)
        }
        return people
    }

    /// Files the hits under their lists, and finds the rules that could hold.
    private func gather(_ buffers: DecisionBuffers) {
        buffers.prepare(lists: tables.rulesOfList.count, rules: tables.rules.count)
        let hits = buffers.scan.hits
        // From the last to the first, so that the chain of a list has its first hit in front.
        for number in hits.indices.reversed() {
            let pattern = Int(hits[number].pattern)
            guard pattern < tables.listsOfPattern.count else { continue }
            for list in tables.listsOfPattern[pattern] {
                let first = buffers.firstOfList[Int(list)]
                if first < 0 { buffers.touchedLists.append(list) }
                buffers.chain.append((Int32(number), first))
                buffers.firstOfList[Int(list)] = Int32(buffers.chain.count - 1)
            }
        }
        func add(_ rules: UnsafeBufferPointer<Int32>) {
            for rule in rules where !buffers.isCandidate[Int(rule)] {
                buffers.isCandidate[Int(rule)] = true
                buffers.candidates.append(rule)
            }
        }
        add(tables.otherRules)
        for list in buffers.touchedLists { add(tables.rulesOfList[Int(list)]) }
        buffers.candidates.sort()
    }

    private func evaluate(
        _ field: Rule.Field, _ evaluation: Evaluation, _ candidates: [Int32], _ date: String?, _ held: inout [Held]
    ) {
        for number in candidates {
            let rule = tables.rules[Int(number)]
            guard rule.fields & RuleHead.bit(field) != 0, evaluation.mayHold(rule.when),
                rule.hasDates == 0 || isActive(pack.rules[Int(number)], date)
            else { continue }
            var action = pack.rules[Int(number)].action
            var unanswered: [String] = []
            var ground = evaluation
            var found = evaluation.holds(rule.when)
            if found == nil, !evaluation.request.unanswered.isEmpty,
                let outage = Outages(of: pack.rules[Int(number)], rule.when, tables, evaluation.request)
            {
                ground.request = outage.worstCase
                found = ground.holds(rule.when)
                action = min(action, outage.strongest)
                unanswered = outage.classifiers
            }
            guard let all = found, let places = evaluation.holds(rule.when, unless: rule.unless, all, in: ground) else {
                continue
            }
            held.append(
                Held(rule: Int(number), action: action, field: field, places: places, unanswered: unanswered))
        }
    }

    private func isActive(_ rule: Rule, _ date: String?) -> Bool {
        guard let date else { return true }
        if let since = rule.since, date < since { return false }
        if let expires = rule.expires, date >= expires { return false }
        return true
    }

    // MARK: The answer

    private func decision(
        _ held: [Held], _ request: PolicyRequest, people: [Decision.PersonMatch]
    ) -> Decision {
        guard !held.isEmpty else {
            return Decision(
                verdict: .allow, matches: [], people: people, refusal: nil, policyID: pack.id,
                policyVersion: pack.version, policyDigest: pack.digest)
        }
        let prompt = SpanMap(request.prompt)
        let negative = SpanMap(request.negative)
        var rules: [(rule: Rule, spans: [Decision.Span], unanswered: [String])] = []
        for one in held {
            var rule = pack.rules[one.rule]
            rule.action = one.action
            let map = one.field == .negative ? negative : prompt
            let spans = Self.unique(one.places).map { Self.span($0.bytes, $0.revelation, one.field, map) }
            if let known = rules.firstIndex(where: { $0.rule.id == rule.id }) {
                rules[known].spans += spans
            } else {
                rules.append((rule, spans, one.unanswered))
            }
        }
        var lifted: [String: String] = [:]
        for (rule, _, _) in rules where rule.action == .allow && rule.mode == .enforce {
            for (other, _, _) in rules
            where other.action != .allow && other.isOverridable
                && (rule.lifts.contains(other.id) || rule.lifts.contains(other.category))
            {
                lifted[other.id] = rule.id
            }
        }
        let counting = rules.filter { $0.rule.mode == .enforce && lifted[$0.rule.id] == nil }
        let verdict = counting.map(\.rule.action).max() ?? .allow
        let matches = rules.map { rule, spans, unanswered in
            Decision.Match(
                rule: rule, spans: spans, liftedBy: lifted[rule.id],
                isDecisive: verdict != .allow && rule.action == verdict && rule.mode == .enforce
                    && lifted[rule.id] == nil,
                unanswered: unanswered)
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

    private static func unique(_ places: [Place]) -> [Place] {
        var seen: Set<Range<Int>> = []
        return places.filter { seen.insert($0.bytes).inserted }.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
            .prefix(64).map { $0 }
    }

    private static func span(
        _ bytes: Range<Int>, _ revelation: Revelation, _ field: Rule.Field, _ map: SpanMap
    ) -> Decision.Span {
        let (bytes, characters, text) = map.characters(bytes)
        return Decision.Span(
            field: field, bytes: bytes, characters: characters, text: text, revealedBy: revelation.names)
    }
}
