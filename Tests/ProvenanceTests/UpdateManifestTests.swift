internal import Boxes
internal import ContentCredentials
internal import Findings
internal import Testing

@Suite("Update manifests")
struct UpdateManifestTests {
    /// The parent binds the content; the update adds something.
    private static func update(
        results: CBORValue? = Blueprint.results(), parent: @escaping (inout Blueprint) -> Void = { _ in },
        active change: @escaping (inout Blueprint) -> Void = { _ in }
    ) -> Forge {
        Forge.edit(
            results: results, parent: parent,
            active: { active in
                active.type = .updateManifest
                active.assertions = [active.assertions[0]]
                change(&active)
            })
    }

    @Test("the content is bound by the parent")
    func binding() throws {
        let report = try Self.update().report()
        #expect(report.failures == [])
        #expect(report.verdict == .trusted)
        var image = try Self.update().image()
        image[image.count - 20] ^= 1
        #expect(try Judging.verify(image).verdict == .changed)
    }

    @Test("a failure of the manifest that binds the content cannot have been known before")
    func recordedFailures() throws {
        let results = Blueprint.results(failure: [
            ("claimSignature.mismatch", Forge.signature(1)),
            ("claim.missing", "self#jumbf=/c2pa/\(Forge.label(1))/c2pa.claim.v2"),
            ("claim.missing", "self#jumbf=/c2pa/\(Forge.label(1))"),
        ])
        let broken = Self.update(results: results, active: { $0.changeSignature = { $0.map { $0 ^ 1 } } })
        #expect(
            try Self.update(results: results, parent: { $0.changeSignature = { $0.map { $0 ^ 1 } } }).report().state
                == .invalid)
        #expect(try Self.update(results: results, parent: { $0.claims = { _ in [] } }).report().state == .invalid)
        #expect(try broken.report().state == .invalid)
    }

    @Test("an update has one ingredient, its parent, and binds nothing itself")
    func rules() throws {
        #expect(try Self.update(active: { $0.assertions = [] }).report().failures.contains(.updateManifestWrongParents))
        let two = Self.update(active: {
            $0.assertions.append(
                Blueprint.ingredient("none", relationship: "componentOf", label: "c2pa.ingredient.v3__1", results: nil))
        })
        #expect(try two.report().failures == [.updateManifestWrongParents])
        #expect(
            try Self.update(active: { $0.assertions.append(Blueprint.dataHash) }).report().failures.contains(
                .updateManifestInvalid))
        let edited = Self.update(active: {
            $0.assertions.append(.cbor("c2pa.actions.v2", Blueprint.actions(["c2pa.edited"])))
        })
        #expect(try edited.report().failures.contains(.updateManifestInvalid))
        let cloud = CBORValue.map([
            "label": .text("c2pa.actions.v2"), "size": .unsigned(1),
            "location": .map(["url": .text("https://example.com")]),
        ])
        #expect(
            try Self.update(active: { $0.assertions.append(.cbor("c2pa.cloud-data", cloud)) }).report().failures == [
                .cloudDataActions
            ])
    }

    @Test("an update whose parent binds nothing")
    func nothingBound() throws {
        let report = try Self.update(parent: { $0.assertions.removeLast() }).report()
        #expect(report.failures.contains(.hardBindingsMissing))
        #expect(report.verdict == .damaged)
    }

    @Test("nothing can be put into the store of an updated file without its signer")
    func addedManifest() throws {
        var stray = Blueprint()
        stray.label = Forge.label(9)
        var forge = Self.update()
        forge.manifests.insert(stray, at: 0)
        #expect(try forge.report().verdict == .damaged)
    }
}
