internal import Boxes
internal import ContentCredentials
internal import Findings
internal import Testing

@Suite("HashChecker")
struct HashCheckerTests {
    /// Two compressed manifests, whose boxes have the same offsets in what they expand to, and an image made of both.
    private static func forge(_ change: (inout Blueprint) -> Void = { _ in }) -> Forge {
        var parts: [Blueprint] = []
        for number in 1...2 {
            var part = Blueprint()
            part.label = Forge.label(number)
            part.isCompressed = true
            part.assertions.insert(.cbor("com.example.a", .map(["a": .unsigned(UInt64(number))])), at: 0)
            parts.append(part)
        }
        change(&parts[1])
        var active = Blueprint()
        active.label = Forge.label(3)
        active.assertions += [
            Blueprint.ingredient(Forge.label(1), relationship: "componentOf"),
            Blueprint.ingredient(Forge.label(2), relationship: "componentOf", label: "c2pa.ingredient.v3__1"),
        ]
        return Forge(parts + [active])
    }

    @Test("boxes of different compressed manifests are not taken for each other")
    func compressed() throws {
        let report = try Self.forge().report()
        #expect(report.failures == [])
        #expect(report.verdict == .trusted)
    }

    @Test("an assertion cannot hide behind the hash of one at the same place in another compressed manifest")
    func hiding() throws {
        let first = BoxWriter.superbox(
            .cborContent, label: "com.example.a",
            contents: [BoxWriter.box(.cbor, CBOREncoder.encode(.map(["a": .unsigned(1)])))])
        // The claim has the hash of the other manifest's assertion.
        let forge = Self.forge {
            $0.assertions[0].changeReference = { HashedURI(url: $0.url, hash: Blueprint.digest(first)) }
        }
        #expect(try forge.report().failures == [.assertionHashedURIMismatch])
    }
}
