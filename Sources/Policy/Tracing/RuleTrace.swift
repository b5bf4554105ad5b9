/// How one rule fared for one field of a request.
public struct RuleTrace: Sendable {
    public enum Outcome: String, Sendable {
        /// It held.
        case held
        /// It would have held, but for its exception.
        case spared
        /// A part of it held.
        case partly
    }

    public let rule: Rule
    public let field: Rule.Field
    public let outcome: Outcome
    /// How much of it was there, from 0 to 1.
    public let share: Double
    public let when: ConditionTrace
    public let unless: ConditionTrace?
}

/// A traced rule before it is made ready to be read.
struct TracedRule {
    let index: Int
    let tracer: ConditionTracer
    let when: TraceNode
    let unless: TraceNode?
    let outcome: RuleTrace.Outcome
    var rule: Rule { tracer.policy.pack.rules[index] }

    init(_ index: Int, _ tracer: ConditionTracer) {
        self.index = index
        self.tracer = tracer
        let rule = tracer.policy.pack.rules[index]
        let first = tracer.trace(rule.when, "when")
        let exception = rule.unless.map { tracer.trace($0, "unless", anchors: first.isHeld ? first.places : []) }
        guard first.isHeld, let exception, exception.isHeld, let unless = rule.unless else {
            (when, self.unless, outcome) = (first, exception, first.isHeld ? .held : .partly)
            return
        }
        // The same rounds as of Evaluation.holds: the rule is looked for again in what its exception does not spare.
        var rest = tracer
        var (found, spares) = (first, exception)
        for _ in 0..<Evaluation.mostRounds {
            let isSpared = spares.spares(found.places)
            guard isSpared.contains(true) else { break }
            for (place, isSpared) in zip(found.places, isSpared) where isSpared { rest.spared.append(place.words) }
            found = rest.trace(rule.when, "when")
            guard found.isHeld else { break }
            spares = tracer.trace(unless, "unless", anchors: found.places)
        }
        let isHeld = found.isHeld && !first.places.isEmpty
        (when, self.unless, outcome) = isHeld ? (found, spares, .held) : (first, exception, .spared)
    }

    /// Whether the outcome would be another one if this condition did not hold.
    func restsOn(_ path: String) -> Bool {
        var tracer = tracer
        tracer.switchedOff = path
        return TracedRule(index, tracer).outcome != outcome
    }

    var finished: RuleTrace {
        RuleTrace(
            rule: rule, field: tracer.field, outcome: outcome, share: when.share, when: tracer.finished(when),
            unless: unless.map(tracer.finished))
    }
}

extension CompiledPolicy {
    /// The rules of which at least a part holds for a request, with every part of them.
    func traced(_ request: PolicyRequest, date: String? = nil) -> [TracedRule] {
        ConditionTracer.fields(request, self, date: date).flatMap { tracer in
            pack.rules.indices.compactMap { index -> TracedRule? in
                guard pack.rules[index].fields.contains(tracer.field) else { return nil }
                let traced = TracedRule(index, tracer)
                return traced.when.share > 0 ? traced : nil
            }
        }
    }

    /// What of each rule is there for a request; rules of which nothing is are left out.
    ///
    /// - Parameter date: today, for the status of people that ends on a day.
    public func trace(_ request: PolicyRequest, date: String? = nil) -> [RuleTrace] {
        guard !isTooLong(request) else { return [] }
        return traced(request, date: date).map(\.finished)
    }

    /// Whether a request is refused for its length alone.
    func isTooLong(_ request: PolicyRequest) -> Bool {
        [request.prompt, request.negative].contains {
            $0.utf8.count > pack.maximumCharacters * 4 || $0.unicodeScalars.count > pack.maximumCharacters
        }
    }
}
