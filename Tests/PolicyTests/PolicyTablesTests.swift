import TestSupport
import Testing

@testable import Bytes
@testable import Policy

@Suite struct PolicyTablesTests {
    private static let files = [
        "r.yaml": """
        terms: { tulip: [tulip, "red (rose|poppy)"], tool: [spade] }
        rules:
          - { id: a, action: block, since: 2026-01-01, when: { all: [{ near: [$tulip, $tool], window: 3 }, { not: [plastic] }] }, unless: { near_match: [painting], window: 2 } }
          - { id: b, action: review, when: { person: { status: [opted_out], role: [actor] } } }
          - { id: c, action: review, when: { any: [{ image: { hash_list: known } }, { signal: { name: weeds, above: 0.5 } }] } }
          - { id: d, action: review, in: [prompt, negative], when: { count: $tool, at_least: 2 } }
        """,
        "people/a.csv": """
        id,name,aliases,native,role,country,status,until,not,source,notes
        p1,Joanna Exampleton,Jo,조애나,actor,XX,opted_out,2027-01-01,,invented,
        """,
    ]

    /// Numbers of rules and people that lead out of a table are found before they are followed, even where the checksum was made to fit.
    @Test func `forged rules are refused or harmless`() throws {
        let memory = try WrittenPack.policy(Self.files).tables.memory
        let whole = withExtendedLifetime(memory) { Array(memory.bytes) }
        // The rules and people stand before the words.
        let reach = min(whole.count - 64, 6_000)
        var state: UInt64 = 3
        var refused = 0
        for _ in 0..<24 {
            var bytes = whole
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[64 + Int(state >> 20) % reach] = UInt8(truncatingIfNeeded: state >> 56)
            }
            bytes.withUnsafeMutableBytes { buffer in
                let sum = TableLayout.checksum(UnsafeRawBufferPointer(buffer))
                buffer.storeBytes(of: sum, toByteOffset: 16, as: UInt64.self)
            }
            do throws(SignetError) {
                let policy = try CompiledPolicy(try TableMemory(MemorySource(bytes), key: []))
                for text in ["a tulip and a spade, spade", "Joanna Exampleton", "a painting of a red rose, spade"] {
                    _ = policy.decide(PolicyRequest(text, negative: text), date: "2026-11-29")
                }
                _ = policy.decide(PolicyRequest("x", image: ImageFacts(hashLists: ["known"]), signals: ["weeds": 0.7]))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }
}
