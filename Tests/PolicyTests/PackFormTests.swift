import Bytes
import Policy
import TestSupport
import Testing

@Suite struct PackFormTests {
    private func problems(_ text: String) -> [String] {
        do {
            _ = try WrittenPack.policy(["a.yaml": text])
            return []
        } catch let error as PackProblems {
            return error.problems.map { "\($0.place.line):\($0.place.column) \($0.message)" }
        } catch { return ["\(error)"] }
    }

    @Test(arguments: [
        ("terms: &x\n  a: [b]", "1:8 anchors and aliases are not allowed"),
        ("terms:\n  a: [b, *x]", "2:10 anchors and aliases are not allowed"),
        ("terms:\n  a: [b, {c: *x}]", "2:14 anchors and aliases are not allowed"),
        ("terms: {\"a\":*x}", "1:13 anchors and aliases are not allowed"),
        ("? *x\n: b", "1:3 anchors and aliases are not allowed"),
        ("- - &x a", "1:5 anchors and aliases are not allowed"),
        ("terms: !!map {a: [b]}", "1:8 tags are not allowed"),
        ("terms:\n  a: !b [c]", "2:6 tags are not allowed"),
        ("rules:\n  - title: |\n      *text\n    when: *x", "4:11 anchors and aliases are not allowed"),
        ("terms: { 튤립: *x }", "1:14 anchors and aliases are not allowed"),
    ])
    func `what changes the meaning of a file is refused at its place`(_ text: String, _ problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test(arguments: [
        "terms:\n  a: [\"*ing\", 'x & y', kill*, \"a!b\"] # *no alias",
        "terms:\n  a: [b]\nrules:\n  - id: a\n    action: review\n    when: $a\n    title: >\n      some *text\n      & more\n",
        "terms:\n  a: [\"it''s\", 'it''s *here', \"\\\" *xyz\"]\n",
    ])
    func `text that only looks like it is read`(_ text: String) { #expect(problems(text) == []) }

    @Test func `a bomb of aliases costs nothing`() {
        var text = "a0: &a0 [x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
        #expect(problems(text).count == 20)
    }

    @Test func `depth and size have limits`() {
        let deep = "terms:\n  a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(problems(deep).first?.contains("nested deeper than 32") == true)
        let steps = (0..<40).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(problems(steps).first?.contains("nested deeper than 32") == true)
        #expect(problems(String(repeating: "- ", count: 40) + "a").first?.contains("nested deeper than 32") == true)
        let large = "# " + String(repeating: "x", count: 1 << 20)
        #expect(problems(large) == ["1:1 this file has more than 1 MB"])
        #expect(problems("# a\n# b\u{2028}terms: []").first?.hasPrefix("2:1 this line has a separator") == true)
    }

    @Test func `a condition asks for one thing, and nothing is overlooked`() {
        let rule = "rules:\n  - { id: a, action: block, when: "
        #expect(problems(rule + "{ any: [x], all: [y] } }") == ["2:35 any and all cannot stand side by side"])
        #expect(
            problems(rule + "{ any: [x], window: 3 } }").first?.hasSuffix("window belongs to near or near_match")
                == true)
        #expect(problems(rule + "[x], languages: [en] }").first?.hasSuffix("unknown key languages") == true)
        #expect(
            problems(rule + "[x], since: 2026-13-45 }").first?.hasSuffix("a date like 2026-11-01 is needed here")
                == true)
        #expect(problems("normalise: { leet: true }").first?.hasSuffix("unknown key normalise") == true)
    }

    @Test(.enabled(if: SharedFiles.has("security/yaml-suite"), "SKIPPED: there is no YAML suite in ../shared"))
    func `odd YAML is read or refused, never worse`() throws {
        var count = 0
        for name in try SharedFiles.files(in: "security/yaml-suite") {
            _ = problems(String(decoding: try SharedFiles.bytes(name), as: UTF8.self))
            count += 1
        }
        #expect(count > 100)
    }
}
