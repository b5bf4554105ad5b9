internal import Boxes
internal import ContentCredentials
internal import Findings
internal import Testing

@Suite("Redactions")
struct RedactionTests {
    private static var secret: Blueprint.Assertion { .cbor("com.example.secret", .map(["a": .text("b")])) }

    private static func redaction(_ manifest: Int, _ label: String) -> CBORValue {
        .array([.text(Forge.uri(manifest, label))])
    }

    /// The assertion with all of its content zero.
    private static func zeroed(_ box: [UInt8]) -> [UInt8] {
        let label = BoxWriter.superbox(.cborContent, label: "com.example.secret", contents: [])
        let size = box.count - label.count - 8
        return BoxWriter.superbox(
            .cborContent, label: "com.example.secret",
            contents: [BoxWriter.box(.cbor, [UInt8](repeating: 0, count: size))])
    }

    private static func edit(isZeroed: Bool, redacts label: String = "com.example.secret") -> Forge {
        Forge.edit(
            parent: {
                $0.assertions.append(secret)
                if isZeroed { $0.assertions[2].changeBox = zeroed }
            },
            active: { $0.changeClaim = { $0["redacted_assertions"] = redaction(1, label) } })
    }

    @Test("an assertion that a child redacts may be zero or gone")
    func redacted() throws {
        let report = try Self.edit(isZeroed: true).report()
        #expect(report.failures == [])
        #expect(report.codes(.success).contains(.ingredientClaimSignatureValidated))
        let gone = Forge.edit(
            parent: {
                $0.assertions.append(Self.secret)
                $0.assertions[2].changeBox = { _ in nil }
            }, active: { $0.changeClaim = { $0["redacted_assertions"] = Self.redaction(1, "com.example.secret") } })
        #expect(try gone.report().failures == [])
    }

    @Test("an assertion that is declared redacted and still there")
    func notRedacted() throws {
        #expect(try Self.edit(isZeroed: false).report().failures == [.assertionNotRedacted])
    }

    @Test("actions and hard bindings may not be redacted")
    func forbidden() throws {
        #expect(try Self.edit(isZeroed: false, redacts: "c2pa.actions.v2").report().failures.contains(.actionRedacted))
        #expect(
            try Self.edit(isZeroed: false, redacts: "c2pa.hash.data").report().failures.contains(.hardBindingRedacted))
    }

    @Test("an ingredient cannot redact what is in its sibling")
    func sibling() throws {
        var victim = Blueprint()
        victim.label = Forge.label(1)
        victim.assertions.append(Self.secret)
        victim.assertions[2].changeBox = Self.zeroed
        var accomplice = Blueprint()
        accomplice.label = Forge.label(2)
        accomplice.changeClaim = { $0["redacted_assertions"] = Self.redaction(1, "com.example.secret") }
        var active = Blueprint()
        active.label = Forge.label(3)
        active.assertions += [
            Blueprint.ingredient(Forge.label(1), relationship: "componentOf"),
            Blueprint.ingredient(Forge.label(2), relationship: "componentOf", label: "c2pa.ingredient.v3__1"),
        ]
        #expect(try Forge([victim, accomplice, active]).report().state == .invalid)
    }
}
