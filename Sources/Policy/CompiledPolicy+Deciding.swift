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
        return pool.withBuffers { decide(request, date, &$0) }
    }

    private func decide(_ request: PolicyRequest, _ date: String?, _ buffers: inout DecisionBuffers) -> Decision {
        var held: [Held] = []
        guard let people = look(at: .prompt, request.prompt, request, date, &buffers, &held) else {
            return refusal("policy.input.too_complex")
        }
        if !request.negative.isEmpty {
            guard look(at: .negative, request.negative, request, date, &buffers, &held) != nil else {
                return refusal("policy.input.too_complex")
            }
        }
        guard !held.isEmpty || !people.isEmpty else { return decision(.allow, [], []) }
        let prompt = SpanMap(request.prompt)
        let named = people.map { found in
            Decision.PersonMatch(
                person: tables.people.person(Int(found.person)).asOf(date),
                span: Self.span(found.bytes, found.revelation, .prompt, prompt), how: found.how)
        }
        return decision(held, prompt, request.negative, people: named)
    }

    private func refusal(_ reason: String) -> Decision {
        Decision(
            verdict: .block, matches: [], people: [], refusal: reason, policyID: pack.id, policyVersion: pack.version,
            policyDigest: pack.digest)
    }

    private func decision(
        _ verdict: Rule.Action, _ matches: [Decision.Match], _ people: [Decision.PersonMatch]
    ) -> Decision {
        Decision(
            verdict: verdict, matches: matches, people: people, refusal: nil, policyID: pack.id,
            policyVersion: pack.version, policyDigest: pack.digest)
    }

    /// Adds the rules that hold for a text, and says who is named in it; nil when the text is too complex.
    private func look(
        at field: Rule.Field, _ text: String, _ request: PolicyRequest, _ date: String?,
        _ buffers: inout DecisionBuffers,
        _ held: inout [Held]
    ) -> [PeopleFinder.Found]? {
        var text = text
        text.withUTF8 { Normalizer().normalize($0, into: &buffers.text) }
        tables.scanner.scan(buffers.text, &buffers.scan)
        guard !buffers.scan.isCut else { return nil }
        let people = PeopleFinder(tables: tables).find(buffers.scan, buffers.text, date)
        gather(&buffers)
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
    private func gather(_ buffers: inout DecisionBuffers) {
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
        buffers.add(candidates: tables.otherRules)
        for list in buffers.touchedLists { buffers.add(candidates: tables.rulesOfList[Int(list)]) }
        buffers.candidates.sort()
    }

    private func evaluate(
        _ field: Rule.Field, _ evaluation: Evaluation, _ candidates: [Int32], _ date: String?, _ held: inout [Held]
    ) {
        let heads = tables.rules
        for number in candidates {
            let rule = heads[Int(number)]
            guard rule.fields & RuleHead.bit(field) != 0, evaluation.mayHold(rule.when),
                rule.hasDates == 0 || isActive(pack.rules[Int(number)], date)
            else { continue }
            var action = pack.rules[Int(number)].action
            var unanswered: [String] = []
            let places: [Place]?
            if let all = evaluation.holds(rule.when) {
                places = evaluation.holds(rule.when, unless: rule.unless, all, in: evaluation)
            } else if !evaluation.request.unanswered.isEmpty,
                let outage = Outages(of: pack.rules[Int(number)], rule.when, tables, evaluation.request)
            {
                var ground = evaluation
                ground.request = outage.worstCase
                action = min(action, outage.strongest)
                unanswered = outage.classifiers
                places = ground.holds(rule.when).flatMap {
                    evaluation.holds(rule.when, unless: rule.unless, $0, in: ground)
                }
            } else {
                continue
            }
            guard let places else { continue }
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

    /// A rule that held, in one field or more.
    private struct Seen {
        let rule: Int
        let action: Rule.Action
        var spans: [Decision.Span]
        let unanswered: [String]
        var liftedBy: String?
    }

    private func decision(
        _ held: [Held], _ prompt: SpanMap, _ negative: String, people: [Decision.PersonMatch]
    ) -> Decision {
        let negative = negative.isEmpty ? prompt : SpanMap(negative)
        var seen: [Seen] = []
        for one in held {
            let map = one.field == .negative ? negative : prompt
            let spans = Self.unique(one.places).map { Self.span($0.bytes, $0.revelation, one.field, map) }
            if let known = seen.firstIndex(where: { $0.rule == one.rule }) {
                seen[known].spans += spans
            } else {
                seen.append(Seen(rule: one.rule, action: one.action, spans: spans, unanswered: one.unanswered))
            }
        }
        lift(&seen)
        var verdict = Rule.Action.allow
        for one in seen where pack.rules[one.rule].mode == .enforce && one.liftedBy == nil {
            verdict = max(verdict, one.action)
        }
        let matches = seen.map { one in
            var rule = pack.rules[one.rule]
            rule.action = one.action
            return Decision.Match(
                rule: rule, spans: one.spans, liftedBy: one.liftedBy,
                isDecisive: verdict != .allow && one.action == verdict && rule.mode == .enforce && one.liftedBy == nil,
                unanswered: one.unanswered)
        }
        return decision(
            verdict,
            matches.count < 2
                ? matches
                : matches.sorted {
                    ($0.isDecisive ? 0 : 1, -$0.rule.severity, $0.rule.id) < (
                        $1.isDecisive ? 0 : 1, -$1.rule.severity, $1.rule.id
                    )
                }, people)
    }

    /// Marks the rules that an allowing rule lifts.
    private func lift(_ seen: inout [Seen]) {
        for one in seen where one.action == .allow {
            let allowing = pack.rules[one.rule]
            guard allowing.mode == .enforce else { continue }
            for place in seen.indices where seen[place].action != .allow {
                let other = pack.rules[seen[place].rule]
                if other.isOverridable, allowing.lifts.contains(other.id) || allowing.lifts.contains(other.category) {
                    seen[place].liftedBy = allowing.id
                }
            }
        }
    }

    private static func unique(_ places: [Place]) -> [Place] {
        guard places.count > 1 else { return places }
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
