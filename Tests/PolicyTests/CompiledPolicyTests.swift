import Bytes
import Policy
import TestSupport
import Testing

@Suite struct CompiledPolicyTests {
    private func policy(_ files: [String: String]) throws -> CompiledPolicy {
        let folder = try TemporaryFolder()
        for (name, text) in files {
            if let slash = name.lastIndex(of: "/") { try Folder.create("\(folder.path)/\(name[..<slash])") }
            let file = try OutputFile(path: "\(folder.path)/\(name)")
            try file.write(Array(text.utf8))
            try file.commit(durable: false)
        }
        return try CompiledPolicy.load(folder.path)
    }

    private static let head = "policy: { id: test, version: 1.0.0, max_characters: 100 }\n"
    private static let garden = """
        area: garden
        terms:
          tulip: [tulip, tulips]
          tool: { en: [spade, rake], ko: [망치] }
        rules:
          - id: garden.tulip
            action: review
            when: $tulip
            unless: { near_match: [painting], window: 3 }
          - id: garden.theft
            action: block
            when: { near: [[steal*], $tulip], window: 4 }
          - id: garden.allowed
            action: allow
            lifts: [garden.tulip]
            when: [festival]
          - id: garden.shadow
            action: block
            mode: shadow
            when: $tool
          - id: garden.sign
            action: review
            in: [rendered]
            when: [keep out]
          - id: garden.photo
            action: review
            when: { image: { camera_photo: true } }
          - id: garden.score
            action: block
            when: { signal: { name: weeds, above: 0.5 } }
          - id: garden.person
            action: block
            category: real_person
            when: { person: { status: [opted_out] } }
        """

    private func verdict(_ text: String, _ policy: CompiledPolicy) -> (Rule.Action, [String]) {
        let decision = policy.decide(PolicyRequest(text))
        return (decision.verdict, decision.matches.map(\.rule.id).sorted())
    }

    @Test func `an exception spares what it is near, not the same elsewhere`() throws {
        let policy = try WrittenPack.policy([
            "garden.yaml": """
            area: garden
            terms: { tulip: [tulip], tool: [spade, rake] }
            rules:
              - { id: garden.one, action: review, when: $tulip, unless: { near_match: [museum], window: 2 } }
              - { id: garden.two, action: block, when: { near: [$tulip, $tool], window: 2 }, unless: { any: [[poster], { near_match: [museum], window: 2 }] } }
            """
        ])
        let far = "one two three four five six seven eight"
        func rules(_ text: String) -> [String] {
            let request = PolicyRequest(text)
            let decided = policy.decide(request).matches.map(\.rule.id).sorted()
            let traced = policy.trace(request).filter { $0.outcome == .held }.map(\.rule.id).sorted()
            #expect(decided == traced, "\(text)")
            return decided
        }
        #expect(rules("a museum tulip") == [])
        #expect(rules("a museum tulip \(far) a tulip") == ["garden.one"])
        #expect(rules("a tulip \(far) a museum tulip") == ["garden.one"])
        #expect(rules("a museum tulip \(far) a tulip museum") == [])
        #expect(rules("tulip spade museum \(far) museum tulip rake") == [])
        #expect(rules("tulip spade museum \(far) tulip rake") == ["garden.one", "garden.two"])
        // Words that spare wherever they are go on sparing everywhere.
        #expect(rules("tulip spade museum \(far) tulip rake poster") == ["garden.one"])
        // More than are looked at one by one: the rule holds.
        let many = Array(repeating: "tulip spade museum \(far)", count: 40).joined(separator: " ")
        #expect(rules(many).contains("garden.two"))
    }

    @Test func `rules decide, exceptions spare, allowing rules lift, shadows do not count`() throws {
        let policy = try policy(["policy.yaml": Self.head, "garden.yaml": Self.garden])
        #expect(verdict("a field of tulips", policy) == (.review, ["garden.tulip"]))
        #expect(verdict("a painting of tulips", policy) == (.allow, []))
        #expect(verdict("stealing some tulips", policy) == (.block, ["garden.theft", "garden.tulip"]))
        #expect(verdict("steal a very very very old red tulip", policy) == (.review, ["garden.tulip"]))
        #expect(verdict("tulips at the festival", policy) == (.allow, ["garden.allowed", "garden.tulip"]))
        #expect(verdict("망치를 든 사람", policy) == (.allow, ["garden.shadow"]))
        #expect(verdict("a gate with \"keep out\" on it", policy) == (.review, ["garden.sign"]))
        #expect(verdict("a gate to keep out rabbits", policy) == (.allow, []))
        #expect(policy.decide(PolicyRequest("x", image: ImageFacts(isCameraPhoto: true))).verdict == .review)
        #expect(policy.decide(PolicyRequest("x", signals: ["weeds": 0.6])).verdict == .block)
        #expect(policy.decide(PolicyRequest("x", signals: ["weeds": 0.4])).verdict == .allow)
    }

    @Test func `spans point into the original text`() throws {
        let policy = try policy(["policy.yaml": Self.head, "garden.yaml": Self.garden])
        let decision = policy.decide(PolicyRequest("꽃 t.u.l.i.p"))
        let span = try #require(decision.matches.first?.spans.first)
        #expect(span.bytes == 4..<13)
        #expect(span.characters == 2..<11)
        #expect(span.text == "t.u.l.i.p")
        #expect(!span.revealedBy.isEmpty)
    }

    @Test func `too long a text is blocked, never cut`() throws {
        let policy = try policy(["policy.yaml": Self.head, "garden.yaml": Self.garden])
        let decision = policy.decide(PolicyRequest(String(repeating: "a ", count: 60)))
        #expect(decision.verdict == .block)
        #expect(decision.refusal == "policy.input.too_long")
    }

    @Test func `people are known by name, family name first, description and slip`() throws {
        let people = """
            id,name,aliases,native,role,country,status,until,not,source,notes
            p1,Joanna Exampleton,Jo,조애나,actor,XX,opted_out,,,invented,
            """
        let roles = "roles:\n  - { phrase: \"mayor of sampletown\", person: p1 }\n"
        let policy = try policy([
            "policy.yaml": Self.head, "garden.yaml": Self.garden, "people/a.csv": people, "people/roles.yaml": roles,
        ])
        for (text, how) in [
            ("joanna exampleton at home", "alias"), ("Exampleton Joanna", "alias"), ("#joannaexampleton", "alias"),
            ("the mayor of Sampletown", "descriptor"), ("a woman who looks like Joanna Exampleton", "lookalike"),
            ("Joanna Exampelton", "typo"), ("조애나가 걷는다", "alias"), ("j0anna ex4mpleton", "alias"),
        ] {
            let decision = policy.decide(PolicyRequest(text))
            #expect(decision.verdict == .block, "\(text)")
            #expect(decision.people.first?.how == how, "\(text)")
            #expect(decision.restrictsPerson)
        }
        // A short name alone may be any word.
        #expect(policy.decide(PolicyRequest("jo and behold")).people.isEmpty)
        #expect(policy.decide(PolicyRequest("singer jo performing")).people.count == 1)
    }

    @Test func `every mistake of a pack is named, with its place`() throws {
        let broken = """
            area: garden
            terms:
              tulip: [tulip, "(open"]
            rules:
              - id: garden.a
                when: $tulips
                actoin: block
              - id: other.b
                action: maybe
                when: { near: [a], window: 0 }
            """
        do {
            _ = try policy(["policy.yaml": Self.head, "garden.yaml": broken])
            Issue.record("a broken pack was loaded")
        } catch let error as PackProblems {
            let lines = error.problems.map { "\($0.place.line): \($0.message)" }.joined(separator: "\n")
            for part in [
                "7: unknown key actoin", "no list tulips", "lacks a )", "8: the id other.b", "maybe is not known",
            ] {
                #expect(lines.contains(part), "\(part) in \(lines)")
            }
        }
    }

    @Test(arguments: ["a: &x [1]\nb: *x", "rules: !!python/none []", "terms:\n  a: [b]\n  a: [c]"])
    func `aliases, tags and repeated keys are mistakes`(_ text: String) throws {
        #expect(throws: PackProblems.self) { try policy(["policy.yaml": Self.head, "x.yaml": text]) }
    }

    @Test func `the shipped pack passes its own tests`() throws {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        let policy = try CompiledPolicy.load(parts.joined(separator: "/") + "/policies")
        #expect(policy.pack.fixtures.count > 90)
        var held: Set<String> = []
        for fixture in policy.pack.fixtures where !fixture.isTodo {
            let decision = policy.decide(PolicyRequest(fixture.text, negative: fixture.negative, image: fixture.image))
            let ids = decision.matches.map(\.rule.id)
            held.formUnion(ids)
            #expect(decision.verdict == fixture.expected, "\(fixture.place.file):\(fixture.place.line)")
            if let rule = fixture.rule { #expect(ids.contains(rule), "\(fixture.place.line)") }
            if let rule = fixture.notRule { #expect(!ids.contains(rule), "\(fixture.place.line)") }
        }
        #expect(policy.pack.rules.allSatisfy { held.contains($0.id) })
    }

    @Test(.enabled(if: SharedFiles.has("security/strings-blns")))
    func `naughty strings get a verdict`() throws {
        let policy = try policy(["policy.yaml": Self.head, "garden.yaml": Self.garden])
        for name in try SharedFiles.files(in: "security/strings-blns") {
            let bytes = try SharedFiles.bytes(name)
            for line in bytes.split(separator: 10) {
                _ = policy.decide(PolicyRequest(String(decoding: line, as: UTF8.self)))
            }
        }
    }

    @Test func aClassifierThatDoesNotAnswerIsNotTakenForANo() throws {
        let policy = try policy([
            "policy.yaml": Self.head,
            "a.yaml": """
            rules:
              - { id: closed, action: block, when: { all: [[tulip], { signal: { name: guard.x, above: 0.5 } }] } }
              - { id: look, action: block, when: { signal: { name: guard.y, above: 0.5, when_down: review } } }
            """,
        ])
        func decide(_ text: String, _ signals: [String: Double], down: Set<String>) -> Decision {
            var request = PolicyRequest(text, signals: signals)
            request.unanswered = down
            return policy.decide(request)
        }
        #expect(decide("a tulip", [:], down: []).verdict == .allow)
        #expect(decide("a tulip", [:], down: ["other"]).verdict == .allow)
        #expect(decide("a rose", [:], down: ["guard"]).verdict == .review)
        let closed = decide("a tulip", [:], down: ["guard"])
        #expect(closed.verdict == .block)
        #expect(closed.matches.map(\.unanswered) == [["guard"], ["guard"]])
        let answered = decide("a tulip", ["guard.x": 0.9, "guard.y": 0.1], down: ["guard"])
        #expect(answered.matches.map(\.rule.id) == ["closed"])
        #expect(answered.matches.map(\.unanswered) == [[]])
    }

    @Test func aStatusEndsOnItsDay() throws {
        let policy = try policy([
            "policy.yaml": Self.head, "garden.yaml": Self.garden,
            "people/a.csv": "id,name,status,until\na,Ada Exampleton,opted_out,2030-05-01\n",
        ])
        #expect(policy.decide(PolicyRequest("Ada Exampleton"), date: "2030-04-30").verdict == .block)
        let later = policy.decide(PolicyRequest("Ada Exampleton"), date: "2030-05-01")
        #expect(later.verdict == .allow)
        #expect(later.people.map(\.person.status) == [.publicAdult])
    }
}
