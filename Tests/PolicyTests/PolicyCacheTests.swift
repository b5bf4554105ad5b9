import Bytes
import Foundation
import Policy
import TestSupport
import Testing

@Suite struct PolicyCacheTests {
    private static let files = [
        "garden.yaml": """
        terms: { tulip: [tulip, "red (rose|poppy)"], tool: [spade] }
        rules:
          - id: garden.tulip
            title: Tulips
            category: flowers
            severity: 4
            action: block
            owner: gardeners
            since: 2026-01-01
            expires: 2027-01-01
            overridable: false
            when: { all: [{ near: [$tulip, $tool], window: 3, order: forward }, { not: [plastic] }] }
            unless: { near_match: [painting], window: 2 }
            message: { en: "No tulips = none.", ko: "튤립 금지" }
          - { id: garden.person, action: review, category: real_person, when: { person: { status: [opted_out], role: [actor] } } }
          - { id: garden.photo, action: review, when: { image: { hash_list: known } } }
          - { id: garden.score, action: block, when: { signal: { name: weeds, above: 0.5 } } }
          - { id: garden.many, action: review, mode: shadow, in: [prompt, negative], when: { count: $tool, at_least: 2 } }
          - { id: garden.fair, action: allow, lifts: [garden.person], when: [fair] }
        """,
        "people/a.csv": """
        id,name,aliases,native,role,country,status,until,not,source,notes
        p1,Joanna Exampleton,Jo,조애나,actor,XX,opted_out,2027-01-01,,invented,
        """,
    ]

    private static let requests: [PolicyRequest] = [
        PolicyRequest("a tulip and a spade"), PolicyRequest("a spade and a tulip"),
        PolicyRequest("a plastic tulip, a spade"),
        PolicyRequest("a painting of a tulip, spade"), PolicyRequest("a red poppy, a spade"),
        PolicyRequest("Joanna Exampleton"),
        PolicyRequest("joanna exampelton at a fair"), PolicyRequest("조애나가 걷는다"), PolicyRequest("spade spade"),
        PolicyRequest("x", negative: "spade, spade"), PolicyRequest("x", image: ImageFacts(hashLists: ["known"])),
        PolicyRequest("x", signals: ["weeds": 0.7]), PolicyRequest("t.u.l.i.p tulp spade"),
    ]

    /// All that a decision says; the conditions of its rules are not in the cache.
    private static func told(_ decision: Decision) -> String {
        let matches = decision.matches.map { match in
            let rule = match.rule
            return """
                \(rule.id) \(rule.title) \(rule.category) \(rule.severity) \(rule.action) \(rule.isOverridable) \(rule.mode) \
                \(rule.fields) \(rule.owner ?? "-") \(rule.since ?? "-") \(rule.expires ?? "-") \(rule.lifts) \
                \(rule.messages.sorted { $0.key < $1.key }) \(rule.place) \(match.spans) \(match.liftedBy ?? "-") \
                \(match.isDecisive) \(match.unanswered)
                """
        }
        return "\(decision.verdict) \(matches) \(decision.people) \(decision.refusal ?? "-")"
    }

    private func cache(_ folder: TemporaryFolder) -> PolicyCache {
        PolicyCache(folder: folder.path + "/cache", program: "test")
    }

    @Test func `a policy from the cache decides alike, with all the same reasons`() throws {
        let folder = try TemporaryFolder()
        try WrittenPack.write(Self.files) { pack in
            let plain = try CompiledPolicy.load(pack)
            let (first, note) = try CompiledPolicy.load(pack, cache: cache(folder))
            #expect(note == nil)
            #expect(!first.pack.people.isEmpty)
            let (cached, second) = try CompiledPolicy.load(pack, cache: cache(folder))
            #expect(second == nil)
            // It is the one from the cache: people are read one by one there.
            #expect(cached.pack.people.isEmpty)
            #expect(cached.pack.digest == plain.pack.digest && cached.pack.version == plain.pack.version)
            for request in Self.requests {
                for date in [nil, "2026-06-01", "2027-06-01"] {
                    #expect(
                        Self.told(plain.decide(request, date: date)) == Self.told(cached.decide(request, date: date)),
                        "\(request.prompt)")
                }
            }
        }
    }

    @Test func `a changed pack is compiled again`() throws {
        let folder = try TemporaryFolder()
        var files = Self.files
        for name in ["one", "two"] {
            files["more.yaml"] = "rules:\n  - { id: \(name), action: block, when: [\(name)] }\n"
            try WrittenPack.write(files) { pack in
                let policy = try CompiledPolicy.load(pack, cache: cache(folder)).policy
                #expect(policy.decide(PolicyRequest(name)).verdict == .block)
            }
        }
    }

    @Test func `a damaged, a foreign and an open file are not used, and replaced`() throws {
        let folder = try TemporaryFolder()
        try WrittenPack.write(Self.files) { pack in
            _ = try CompiledPolicy.load(pack, cache: cache(folder))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache")
            let path = folder.path + "/cache/" + (try #require(names.first { $0.hasSuffix(".tables") }))
            let whole = try FileSource(path: path).bytes(0..<FileSource(path: path).count)
            func replace(_ bytes: [UInt8], mode: UInt32) throws {
                let file = try OutputFile(path: path, mode: mode)
                try file.write(bytes)
                try file.commit(durable: false)
            }
            var flipped = whole
            flipped[whole.count / 2] ^= 1
            for (bytes, mode) in [
                (flipped, 0o600), (Array(whole.prefix(whole.count - 16)), 0o600), ([], 0o600),
                (Array("junk".utf8), 0o600),
                (whole, 0o644), (whole, 0o620),
            ] as [([UInt8], UInt32)] {
                try replace(bytes, mode: mode)
                let (policy, note) = try CompiledPolicy.load(pack, cache: cache(folder))
                #expect(note != nil)
                #expect(policy.decide(PolicyRequest("a tulip and a spade")).verdict == .block)
                #expect(try CompiledPolicy.load(pack, cache: cache(folder)).note == nil)
            }
        }
    }

    @Test func `another version of the program has its own files`() throws {
        let folder = try TemporaryFolder()
        try WrittenPack.write(Self.files) { pack in
            _ = try CompiledPolicy.load(pack, cache: cache(folder))
            let other = PolicyCache(folder: folder.path + "/cache", program: "other")
            #expect(!(try CompiledPolicy.load(pack, cache: other).policy.pack.people.isEmpty))
        }
    }

    @Test func `a cache that cannot be written is only a note`() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", [1])
        try WrittenPack.write(Self.files) { pack in
            let cache = PolicyCache(folder: folder.path + "/file/cache", program: "test")
            let (policy, note) = try CompiledPolicy.load(pack, cache: cache)
            #expect(note != nil)
            #expect(policy.decide(PolicyRequest("a tulip and a spade")).verdict == .block)
        }
    }

    @Test func `a broken pack is not loaded, whatever the cache has`() throws {
        let folder = try TemporaryFolder()
        var files = Self.files
        try WrittenPack.write(files) { _ = try CompiledPolicy.load($0, cache: cache(folder)) }
        files["more.yaml"] = "rules: [{ id: x, action: block, when: $nowhere }]"
        _ = try WrittenPack.write(files) { pack in
            #expect(throws: PackProblems.self) { try CompiledPolicy.load(pack, cache: cache(folder)) }
        }
    }

    @Test func `the folder comes from the environment`() {
        #expect(PolicyCache(environment: ["XDG_CACHE_HOME": "/c"], program: "")?.folder == "/c/signet/policy")
        #expect(PolicyCache(environment: ["HOME": "/h"], program: "")?.folder == "/h/.cache/signet/policy")
        #expect(PolicyCache(environment: ["XDG_CACHE_HOME": "c"], program: "") == nil)
    }
}
