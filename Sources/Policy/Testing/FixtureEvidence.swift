internal import TextMatching

/// What one test shows about the rules of a pack.
public struct FixtureEvidence: Sendable {
    var held: Set<Int> = []
    /// Rules that would have held but for their exception.
    var spared: Set<Int> = []
    /// Rules of which only a part held.
    var partly: Set<Int> = []
    /// Paths of conditions, by rule, on which the outcome rests.
    var decisive: [Int: Set<String>] = [:]
    var patterns: Set<Int32> = []
}

extension CompiledPolicy {
    /// What a test shows about the rules: slower than deciding, because every part of every rule is looked at.
    public func evidence(of fixture: Fixture) -> FixtureEvidence {
        var evidence = FixtureEvidence()
        let request = PolicyRequest(fixture.text, negative: fixture.negative, image: fixture.image)
        guard !isTooLong(request) else { return evidence }
        for traced in traced(request) {
            let paths: [String]
            switch traced.outcome {
            case .held:
                evidence.held.insert(traced.index)
                paths = traced.when.alternatives.filter(\.isHeld).map(\.path)
            case .spared:
                evidence.spared.insert(traced.index)
                paths =
                    (traced.unless.map { [$0] + $0.alternatives } ?? []).filter(\.isHeld).map(\.path)
            case .partly:
                evidence.partly.insert(traced.index)
                paths = []
            }
            for path in paths where traced.restsOn(path) { evidence.decisive[traced.index, default: []].insert(path) }
        }
        for tracer in ConditionTracer.fields(request, self) {
            evidence.patterns.formUnion(tracer.hits.values.joined().map(\.pattern))
        }
        return evidence
    }

    /// The alternatives of a rule: the members of `any`, and what is excepted, with their paths.
    func alternatives(of rule: Rule) -> [(path: String, condition: Condition)] {
        func members(_ condition: Condition, _ path: String) -> [(path: String, condition: Condition)] {
            func all(_ inner: [Condition], _ name: String, areAlternatives: Bool) -> [(String, Condition)] {
                inner.enumerated().flatMap { index, condition in
                    let place = "\(path).\(name)[\(index)]"
                    return (areAlternatives ? [(place, condition)] : []) + members(condition, place)
                }
            }
            switch condition {
            case .any(let inner): return all(inner, "any", areAlternatives: true)
            case .all(let inner): return all(inner, "all", areAlternatives: false)
            case .near(let inner, _, _): return all(inner, "near", areAlternatives: false)
            case .not(let inner): return members(inner, path + ".not")
            case .nearMatch(let inner, _): return members(inner, path + ".near_match")
            case .count(let inner, _): return members(inner, path + ".count")
            case .list, .person, .image, .signal: return []
            }
        }
        var found = members(rule.when, "when")
        if let unless = rule.unless {
            var inner = members(unless, "unless")
            if case .any = unless {} else { inner.insert(("unless", unless), at: 0) }
            found += inner
        }
        return found
    }
}

extension PolicyCoverage {
    /// - Parameters:
    ///   - cases: the tests that were run.
    ///   - evidence: what each of them shows, in the same order.
    public init(_ policy: CompiledPolicy, _ cases: [PolicyTestResults.Case], _ evidence: [FixtureEvidence]) {
        let pack = policy.pack
        rules = pack.rules.map { RuleCoverage(rule: $0) }
        var decisive: [Int: [String: Int]] = [:]
        var patterns: Set<Int32> = []
        var examples: [Int: [Set<Substring>]] = [:]
        let counted = zip(cases, evidence).filter { $0.0.state == .passed || $0.0.state == .todoPassed }
        for (test, shown) in counted {
            patterns.formUnion(shown.patterns)
            for index in shown.held {
                rules[index].positives += 1
                examples[index, default: []].append(Self.words(test.fixture.text))
            }
            for (index, paths) in shown.decisive {
                for path in paths { decisive[index, default: [:]][path, default: 0] += 1 }
            }
        }
        let numbers = Dictionary(pack.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for (test, shown) in counted {
            for index in shown.spared where test.fixture.notRule != pack.rules[index].id {
                rules[index].nearMisses += 1
            }
            guard let index = test.fixture.notRule.flatMap({ numbers[$0] }), !shown.held.contains(index) else {
                continue
            }
            let words = Self.words(test.fixture.text)
            let isNear =
                shown.spared.contains(index) || shown.partly.contains(index) || test.fixture.image != nil
                || (examples[index] ?? []).contains { Self.areAlike(words, $0) }
            if isNear { rules[index].nearMisses += 1 } else { rules[index].farMisses += 1 }
        }
        for index in rules.indices {
            rules[index].alternatives = policy.alternatives(of: pack.rules[index]).map { path, condition in
                AlternativeCoverage(
                    path: path, condition: policy.describe(condition), decisive: decisive[index]?[path] ?? 0)
            }
        }
        lists = pack.lists.map { list in
            ListCoverage(
                name: list.name.hasPrefix("#") ? "" : list.name, place: list.patterns.first?.place ?? list.place,
                patterns: list.patterns.count)
        }
        for (number, at) in policy.patternPlaces.enumerated() where !patterns.contains(Int32(number)) {
            let pattern = pack.lists[at.list].patterns[at.pattern]
            lists[at.list].unhit.append((pattern.text, pattern.place))
        }
    }

    private static func words(_ text: String) -> Set<Substring> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber })
    }

    /// Whether two texts share half of their words.
    private static func areAlike(_ left: Set<Substring>, _ right: Set<Substring>) -> Bool {
        left.intersection(right).count * 2 >= max(left.count, right.count)
    }
}
