import Bytes
import Policy
import TestSupport
import Testing

@Suite struct PolicyLinterTests {
    private func findings(_ yaml: String, people: String? = nil, dictionary: [String] = []) throws -> [String] {
        var files = ["garden.yaml": yaml]
        if let people { files["people/a.csv"] = people }
        return try WrittenPack.write(files) { folder in
            let registers = try PackFolder(folder).registers().map { try PeopleRegister(path: $0) }
            var linter = PolicyLinter(
                try CompiledPolicy.load(folder), date: "2026-11-24", registers: registers, dictionary: dictionary)
            return linter.run().map { "\($0.place.line) \($0.code.rawValue)" }
        }
    }

    private static let tests = """

        tests:
          - { text: a, expect: allow, rule: garden.a }
          - { text: a, expect: allow, not_rule: garden.a }
        """
    private static let message = "message: { en: a, ko: 가 }"

    @Test func `a pack that is in order has no findings`() throws {
        let yaml = "rules:\n  - { id: garden.a, action: block, when: [tulip], \(Self.message) }" + Self.tests
        #expect(try findings(yaml) == [])
    }

    @Test(arguments: [
        ("expires: 2026-11-01", "rule.expired"), ("expires: 2026-12-20", "rule.expiring"),
        ("since: 2027-01-01", "rule.not_yet"), ("since: 2027-02-01, expires: 2027-01-01", "rule.unreachable"),
    ])
    func `dates that are over, near or in the wrong order are told`(_ dates: String, _ code: String) throws {
        let yaml = "rules:\n  - { id: garden.a, action: block, when: [tulip], \(Self.message), \(dates) }" + Self.tests
        #expect(try findings(yaml).contains("2 \(code)"))
    }

    @Test func `rules that never decide, lists nobody uses and patterns found already are told`() throws {
        let yaml = """
            terms:
              used: [tulip, "tul*", tulip]
              unused: [violet]
              none: []
            rules:
              - { id: garden.a, action: review, when: $used, \(Self.message) }
              - { id: garden.b, action: block, when: { any: [$used, [lilac]] } }
              - { id: garden.c, action: allow, when: [rose] }
              - { id: garden.d, action: allow, when: [rose], lifts: [garden.x] }
              - { id: garden.e, action: block, when: { all: [[rose], $none] }, \(Self.message) }
              - { id: garden.f, action: block, when: { person: { status: [opted_out] } }, \(Self.message) }
            """
        let found = try findings(yaml + Self.tests)
        for finding in [
            "2 pattern.twice", "2 pattern.shadowed", "3 list.unused", "4 list.empty", "6 rule.shadowed",
            "7 rule.message",
            "7 rule.untested", "8 rule.idle", "9 rule.idle", "10 rule.unreachable", "11 rule.unreachable",
        ] {
            #expect(found.contains(finding), "\(finding) in \(found)")
        }
        #expect(!found.contains("6 rule.untested") && !found.contains("7 rule.shadowed"))
    }

    @Test func `patterns and names that are also words of the language are told`() throws {
        let yaml =
            "rules:\n  - { id: garden.a, action: block, when: [\"tul*\", \"(a) tulip\"], \(Self.message) }" + Self.tests
        let people = """
            id,name,aliases,native,role,country,status,until,not,source,notes
            p1,Sunflower,,,actor,XX,public_adult,2026-01-01,,invented,
            p2,Anna Rose,Rose,정원,actor,XX,public_adult,,,invented,
            """
        let found = try findings(yaml, people: people, dictionary: ["tulle", "tulip", "tulips", "sunflower", "rose"])
        #expect(found.filter { $0 == "2 pattern.ordinary" }.count == 1, "\(found)")
        #expect(found.filter { $0 == "2 name.one_word" }.count == 1)
        #expect(found.filter { $0 == "3 name.one_word" }.count == 2)
        #expect(found.contains("2 name.expired"))
    }

    @Test func `patterns of two rules that ask for different things are told`() throws {
        let yaml = """
            terms: { a: [tulip, violet], b: [tulip] }
            rules:
              - { id: garden.a, action: block, when: $a, unless: [museum], \(Self.message) }
              - { id: garden.b, action: review, when: $b, unless: [museum], \(Self.message) }
            """
        #expect(try findings(yaml + Self.tests).contains("1 pattern.overlap"))
    }
}
