internal import Boxes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import Testing

@Suite("IngredientValidator")
struct IngredientValidatorTests {
    @Test("an untouched parent is validated and the child trusted")
    func intactParent() throws {
        let report = try Forge.edit().report()
        #expect(report.failures == [])
        #expect(report.verdict == .trusted)
        #expect(report.codes(.success).contains(.ingredientManifestValidated))
    }

    @Test("a failure that was recorded with the ingredient is not reported again")
    func recordedFailure() throws {
        let results = Blueprint.results(failure: [("claimSignature.mismatch", Forge.signature(1))])
        let broken = { (parent: inout Blueprint) in parent.changeSignature = { $0.map { $0 ^ 1 } } }
        #expect(try Forge.edit(results: results, parent: broken).report().verdict == .trusted)
        #expect(try Forge.edit(parent: broken).report().failures == [.claimSignatureMismatch])
    }

    @Test("a failure that was recorded for another manifest does not count")
    func recordedForAnother() throws {
        let results = Blueprint.results(failure: [("claimSignature.mismatch", Forge.signature(2))])
        let report = try Forge.edit(results: results) { $0.changeSignature = { $0.map { $0 ^ 1 } } }.report()
        #expect(report.failures == [.claimSignatureMismatch])
    }

    @Test("an ingredient cannot record away the failures of its sibling")
    func siblingRecords() throws {
        var victim = Blueprint()
        victim.label = Forge.label(1)
        victim.changeSignature = { $0.map { $0 ^ 1 } }
        var accomplice = Blueprint()
        accomplice.label = Forge.label(2)
        accomplice.assertions = [
            Blueprint.created, Blueprint.dataHash,
            Blueprint.ingredient(
                Forge.label(1), relationship: "componentOf",
                results: Blueprint.results(failure: [("claimSignature.mismatch", Forge.signature(1))])),
        ]
        var active = Blueprint()
        active.label = Forge.label(3)
        active.assertions = [
            Blueprint.created, Blueprint.dataHash, Blueprint.ingredient(Forge.label(1), relationship: "componentOf"),
            Blueprint.ingredient(Forge.label(2), relationship: "componentOf", label: "c2pa.ingredient.v3__1"),
        ]
        #expect(try Forge([victim, accomplice, active]).report().failures == [.claimSignatureMismatch])
    }

    @Test("an ingredient cannot record away failures of its own descendants for another path to them")
    func everyPathCounts() throws {
        var victim = Blueprint()
        victim.label = Forge.label(1)
        victim.changeSignature = { $0.map { $0 ^ 1 } }
        var middle = Blueprint()
        middle.label = Forge.label(2)
        middle.assertions.append(Blueprint.ingredient(Forge.label(1), relationship: "componentOf"))
        var active = Blueprint()
        active.label = Forge.label(3)
        let deltas = [
            (
                uri: Forge.uri(2, "c2pa.ingredient.v3"),
                failure: [("claimSignature.mismatch", Forge.signature(1))]
            )
        ]
        active.assertions = [
            Blueprint.created, Blueprint.dataHash,
            Blueprint.ingredient(
                Forge.label(2), relationship: "componentOf", results: Blueprint.results(deltas: deltas)),
        ]
        // The only path leads over an assertion that recorded the failure.
        #expect(try Forge([victim, middle, active]).report().failures == [])
        active.assertions.append(
            Blueprint.ingredient(Forge.label(1), relationship: "componentOf", label: "c2pa.ingredient.v3__1"))
        #expect(try Forge([victim, middle, active]).report().failures == [.claimSignatureMismatch])
    }

    @Test("an assertion cannot record away that its own reference does not fit")
    func ownReferenceRecorded() throws {
        let results = Blueprint.results(failure: [
            ("ingredient.manifest.mismatch", Forge.uri(2, "c2pa.ingredient.v3")),
            ("ingredient.claimSignature.mismatch", Forge.signature(1)),
        ])
        let report = try Forge.edit(
            results: results,
            ingredient: {
                $0["claimSignature"] = nil
                $0["activeManifest"] = HashedURI(url: "self#jumbf=/c2pa/\(Forge.label(1))", hash: [1]).cbor
            }
        ).report()
        #expect(report.failures == [.ingredientManifestMismatch])
    }

    @Test("a reference to a part of the manifest does not stand for the whole")
    func partialReference() throws {
        let report = try Forge.edit(
            ingredient: {
                $0["activeManifest"] =
                    HashedURI(
                        url: "self#jumbf=/c2pa/\(Forge.label(1))/c2pa.signature",
                        hash: $0["claimSignature"]?["hash"]?.bytes.map(Array.init)
                    ).cbor
                $0["claimSignature"] = nil
            }
        ).report()
        #expect(report.failures.contains(.ingredientManifestMissing))
    }

    @Test("the claim signature that is compared is that of the ingredient")
    func foreignSignatureReference() throws {
        let report = try Forge.edit(
            ingredient: {
                let whole = $0["activeManifest"]
                $0["claimSignature"] = whole
                $0["activeManifest"] = HashedURI(url: "self#jumbf=/c2pa/\(Forge.label(1))", hash: [1]).cbor
            }
        ).report()
        #expect(!report.failures.isEmpty)
        #expect(!report.codes(.success).contains(.ingredientClaimSignatureValidated))
    }

    @Test("a manifest that nothing refers to is refused: none of its bytes is bound to anything")
    func unreferenced() throws {
        var stray = Blueprint()
        stray.label = Forge.label(7)
        var active = Blueprint()
        active.label = Forge.label(8)
        #expect(try Forge([stray, active]).report().verdict == .damaged)
    }

    @Test("an ingredient whose manifest is missing from the store")
    func missing() throws {
        let report = try Forge.edit(ingredient: {
            $0["activeManifest"] = HashedURI(url: "self#jumbf=/c2pa/\(Forge.label(5))", hash: [1]).cbor
        }).report()
        #expect(report.failures.contains(.ingredientManifestMissing))
    }

    @Test("an ingredient without a manifest is of unknown provenance, an input is not worth the mention")
    func unknownProvenance() throws {
        let parts = { (relationship: String) in
            Forge { $0.assertions.append(Blueprint.ingredient("none", relationship: relationship, results: nil)) }
        }
        let component = try parts("componentOf").report()
        #expect(component.verdict == .trusted)
        #expect(component.codes(.informational).contains(.ingredientUnknownProvenance))
        #expect(!(try parts("inputTo").report().codes(.informational).contains(.ingredientUnknownProvenance)))
    }

    @Test("version 3 ingredients need a relationship, and results beside a manifest")
    func malformed() throws {
        #expect(try Forge.edit(results: nil).report().failures == [.ingredientMalformed])
        let without = try Forge.edit(ingredient: { $0["relationship"] = nil }).report()
        #expect(without.failures.contains(.ingredientMalformed))
        let unknown = try Forge.edit(ingredient: { $0["relationship"] = .text("friendOf") }).report()
        #expect(unknown.failures.contains(.ingredientMalformed))
        let source = try Forge.edit(ingredient: { $0["digitalSourceType"] = .text("x") }).report()
        #expect(source.failures == [.ingredientMalformed])
    }

    @Test("a changed parent does not fit the child, and the signature hash only helps where the signature is the same")
    func changedParent() throws {
        let mismatch = try Forge.edit(ingredient: {
            $0["activeManifest"] = HashedURI(url: "self#jumbf=/c2pa/\(Forge.label(1))", hash: [1]).cbor
            $0["claimSignature"] = nil
        }).report()
        #expect(mismatch.failures == [.ingredientManifestMismatch])
        let signature = try Forge.edit(ingredient: {
            $0["activeManifest"] = HashedURI(url: "self#jumbf=/c2pa/\(Forge.label(1))", hash: [1]).cbor
            $0["claimSignature"] = HashedURI(url: Forge.signature(1), hash: [1]).cbor
        }).report()
        #expect(signature.failures == [.ingredientClaimSignatureMismatch])
        let same = try Forge.edit(ingredient: {
            $0["activeManifest"] = HashedURI(url: "self#jumbf=/c2pa/\(Forge.label(1))", hash: [1]).cbor
        }).report()
        #expect(same.failures == [])
        #expect(same.codes(.success).contains(.ingredientClaimSignatureValidated))
    }

    @Test("an untrusted parent makes the child valid, not trusted, unless that was recorded")
    func untrustedParent() throws {
        let stranger = Result { () throws in try Strangers.signer() as KeyPairSigner }
        let open = try Forge.edit(parent: { $0.signer = stranger.mapError { $0 } }).report()
        #expect(open.failures == [.signingCredentialUntrusted])
        #expect(open.verdict == .untrusted)
    }
}
