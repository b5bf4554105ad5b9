internal import Boxes
internal import Findings
internal import Testing

@Suite("AIStatementFinder")
struct AIStatementTests {
    private static let vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/"

    private static func acting(_ actions: CBORValue..., more: [CBORValue.Entry] = []) -> Blueprint.Assertion {
        .cbor("c2pa.actions.v2", .map([CBORValue.Entry(.text("actions"), .array(actions))] + more))
    }

    private static func created(_ type: String, agent: CBORValue? = nil) -> CBORValue {
        var entries = [CBORValue.Entry(.text("digitalSourceType"), .text(vocabulary + type))]
        if let agent { entries.append(.init(.text("softwareAgent"), agent)) }
        return Blueprint.action("c2pa.created", entries)
    }

    @Test("a created image, with its tool", arguments: [true, false])
    func created(isMap: Bool) throws {
        let agent: CBORValue = isMap ? .map(["name": .text("painter"), "version": .text("2")]) : .text("painter 2")
        let forge = Forge { $0.assertions[0] = Self.acting(Self.created("trainedAlgorithmicMedia", agent: agent)) }
        let ai = try forge.report().ai
        #expect(ai.standing == .verified)
        #expect(ai.sourceType == "trainedAlgorithmicMedia")
        #expect(ai.tool == "painter 2")
        #expect(ai.place == "c2pa.created")
        #expect(try forge.report(.png, []).ai.standing == .declared)
    }

    @Test("a capture says nothing about AI")
    func capture() throws {
        let forge = Forge { $0.assertions[0] = Self.acting(Self.created("digitalCapture")) }
        #expect(try forge.report().ai.standing == .none)
    }

    @Test("a record that does not hold is a trace only")
    func trace() throws {
        let forge = Forge { $0.changeSignature = { $0.map { $0 ^ 1 } } }
        #expect(try forge.report().ai.standing == .trace)
    }

    @Test("a statement of the parent is found, with its place in the chain")
    func parent() throws {
        let ai = try Forge.edit().report().ai
        #expect(ai.sourceType == "trainedAlgorithmicMedia")
        #expect(ai.place == "ingredient[0]/c2pa.created")
        #expect((ai.step, ai.stepCount) == (1, 2))
    }

    @Test("a statement of a component is found")
    func component() throws {
        var part = Blueprint()
        part.label = Forge.label(1)
        var active = Blueprint()
        active.label = Forge.label(2)
        active.assertions[0] = Self.acting(Self.created("digitalCapture"))
        active.assertions.append(Blueprint.ingredient(Forge.label(1), relationship: "componentOf"))
        #expect(try Forge([part, active]).report().ai.place == "ingredient[0]/c2pa.created")
    }

    @Test("templates and generators that give no source type are found")
    func others() throws {
        let template = CBORValue.Entry(
            .text("templates"),
            .array([.map(["digitalSourceType": .text(Self.vocabulary + "trainedAlgorithmicMedia")])]))
        let templates = Forge { $0.assertions[0] = Self.acting(Self.created("digitalCapture"), more: [template]) }
        #expect(try templates.report().ai.place == "templates")
        let named = Forge {
            $0.assertions[0] = Self.acting(Self.created("digitalCreation", agent: .map(["name": .text("DALL·E 3")])))
        }
        #expect(try named.report().ai.tool == "DALL·E 3")
    }

    @Test("what a stranger's ingredient says is not verified by the trusted signer who used it")
    func strangersIngredient() throws {
        let results = Blueprint.results(failure: [("signingCredential.untrusted", Forge.signature(1))])
        let forge = Forge.edit(results: results, parent: { $0.signer = Result { try Strangers.signer() } })
        let report = try forge.report()
        #expect(report.verdict == .trusted)
        #expect(report.ai.standing == .declared)
    }

    @Test("what an ingredient with a wrong signature says is a trace, though its user recorded that")
    func brokenIngredient() throws {
        let results = Blueprint.results(failure: [("claimSignature.mismatch", Forge.signature(1))])
        let forge = Forge.edit(results: results, parent: { $0.changeSignature = { $0.map { $0 ^ 1 } } })
        #expect(try forge.report().ai.standing == .trace)
    }
}
