internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings
internal import ImageFormats
internal import Provenance
internal import TestSupport
internal import Testing

/// What the conformance programme of C2PA 2.4 asks of generators, one test for each requirement, over every container.
@Suite("Generator conformance")
struct GeneratorConformanceTests {
    /// A manifest as it was written.
    private struct Written {
        let manifest: StoreTree
        let claim: CBORValue

        init(_ carrier: Carrier, _ file: [UInt8]) throws {
            manifest = StoreTree(try carrier.store(of: file).bytes[...]).active
            claim = try CBORDecoder.decode((manifest["c2pa.claim"].children.last?.content ?? [])[...])
        }

        func assertions(_ prefix: String) throws -> [CBORValue] {
            try manifest["c2pa.assertions"].children.dropFirst().filter { $0.label.hasPrefix(prefix) }.map {
                try CBORDecoder.decode(($0.children.last?.content ?? [])[...])
            }
        }

        func actions() throws -> [CBORValue] {
            try #require(try assertions("c2pa.actions").first)["actions"]?.array ?? []
        }
    }

    private static func created(_ carrier: Carrier) throws -> Written { try Written(carrier, try carrier.signed()) }

    private static func editedFile(_ carrier: Carrier) throws -> [UInt8] {
        let signer = ImageSigner(signer: try TestPKI.signer(), settings: try Judging.settings())
        let request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))
        if carrier == .sidecar {
            let folder = try TemporaryFolder()
            let beside = try folder.write("image.c2pa", try carrier.signed())
            return try signer.signBeside(MemorySource(carrier.image), request, sidecar: beside).1
        }
        let (_, sink) = try signer.sign(MemorySource(try carrier.signed()), request) { size throws(SignetError) in
            MemorySink(size: size)
        }
        return sink.bytes
    }

    private static func edited(_ carrier: Carrier) throws -> Written { try Written(carrier, try editedFile(carrier)) }

    private static func both(_ carrier: Carrier) throws -> [Written] { [try created(carrier), try edited(carrier)] }

    @Test(
        "specVersion stands in claim_generator_info, as a semantic version, and not in the claim",
        arguments: Carrier.allCases)
    func specVersion(carrier: Carrier) throws {
        for written in try Self.both(carrier) {
            let version = try #require(written.claim["claim_generator_info"]?["specVersion"]?.text)
            #expect(version == "2.4.0")
            #expect(written.claim["specVersion"] == nil)
        }
    }

    @Test("claims are of version 2, with no field that version does not have", arguments: Carrier.allCases)
    func claimFields(carrier: Carrier) throws {
        let known: Set = [
            "instanceID", "claim_generator_info", "signature", "created_assertions", "gathered_assertions", "dc:title",
            "redacted_assertions", "alg", "alg_soft", "metadata",
        ]
        for written in try Self.both(carrier) {
            #expect(written.manifest["c2pa.claim"].label == "c2pa.claim.v2")
            let keys = written.claim.entries?.compactMap { $0.key.text } ?? []
            #expect(keys.count > 4 && known.isSuperset(of: keys))
            let name = try #require(written.claim["claim_generator_info"]?["name"]?.text)
            #expect(!name.isEmpty)
        }
    }

    @Test("allActionsIncluded is set, in the one actions assertion there is", arguments: Carrier.allCases)
    func allActionsIncluded(carrier: Carrier) throws {
        for written in try Self.both(carrier) {
            let assertions = try written.assertions("c2pa.actions")
            #expect(assertions.count == 1)
            #expect(assertions.first?["allActionsIncluded"]?.bool == true)
        }
    }

    @Test("the actions are a created assertion, never a gathered one", arguments: Carrier.allCases)
    func createdAssertions(carrier: Carrier) throws {
        for written in try Self.both(carrier) {
            let urls = written.claim["created_assertions"]?.array?.compactMap { $0["url"]?.text } ?? []
            #expect(urls.contains { $0.hasSuffix("/c2pa.actions.v2") })
            #expect(written.claim["gathered_assertions"] == nil)
        }
    }

    @Test("a new image begins with c2pa.created, which has a digital source type", arguments: Carrier.allCases)
    func createdAction(carrier: Carrier) throws {
        let actions = try Self.created(carrier).actions()
        #expect(actions.first?["action"]?.text == "c2pa.created")
        #expect(
            actions.first?["digitalSourceType"]?.text
                == "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia")
        #expect(actions.filter { $0["action"]?.text == "c2pa.created" }.count == 1)
    }

    @Test("an edit begins with c2pa.opened: no source type, exactly one ingredient", arguments: Carrier.allCases)
    func openedAction(carrier: Carrier) throws {
        let actions = try Self.edited(carrier).actions()
        let opened = try #require(actions.first)
        #expect(opened["action"]?.text == "c2pa.opened")
        #expect(opened["digitalSourceType"] == nil)
        #expect(opened["parameters"]?["ingredients"]?.array?.count == 1)
        #expect(actions.filter { ["c2pa.opened", "c2pa.created"].contains($0["action"]?.text) }.count == 1)
    }

    @Test(
        "the opened ingredient is the one parent, of version 3, with its hashes and results",
        arguments: Carrier.allCases)
    func ingredient(carrier: Carrier) throws {
        let written = try Self.edited(carrier)
        let ingredients = try written.assertions("c2pa.ingredient")
        #expect(ingredients.count == 1)
        let parent = try #require(ingredients.first)
        #expect(parent["relationship"]?.text == "parentOf")
        #expect(parent["activeManifest"]?["hash"]?.bytes?.count == 32)
        #expect(parent["claimSignature"]?["hash"]?.bytes?.count == 32)
        #expect(parent["validationResults"]?["activeManifest"] != nil)
        // Either the parent's manifest or a statement about its source, never both.
        #expect(parent["digitalSourceType"] == nil)
        let reference = try written.actions().first?["parameters"]?["ingredients"]?.array?.first?["url"]?.text
        #expect(reference?.hasSuffix("c2pa.assertions/c2pa.ingredient.v3") == true)
    }

    @Test("hash assertions have padding and no url, which is deprecated", arguments: Carrier.allCases)
    func hashes(carrier: Carrier) throws {
        for written in try Self.both(carrier) {
            let hashes = try written.assertions("c2pa.hash")
            #expect(hashes.count == 1)
            #expect(hashes.first?["url"] == nil)
            if carrier != .avif { #expect(hashes.first?["pad"]?.bytes?.allSatisfy { $0 == 0 } == true) }
        }
    }

    @Test("c2pa.hash.boxes is not written for TIFF, where it is deprecated")
    func boxesInTIFF() {
        #expect(throws: SignetError.self) { try Carrier.tiff.signed { $0.hashesBoxes = true } }
    }

    @Test("software agents are maps, times are tagged dates", arguments: Carrier.allCases)
    func agents(carrier: Carrier) throws {
        let file = try carrier.signed { $0.software = .init(name: "painter", version: "2") }
        for action in try Written(carrier, file).actions() {
            #expect(action["softwareAgent"]?["name"]?.text == "painter")
            guard case .tagged(0, .text) = try #require(action["when"]) else {
                Issue.record("when is no tagged date")
                continue
            }
        }
    }

    @Test("manifests and instances are named as version 4 UUIDs, a new one each time", arguments: Carrier.allCases)
    func labels(carrier: Carrier) throws {
        var seen: Set<String> = []
        for written in try Self.both(carrier) {
            #expect(written.manifest.label.hasPrefix("urn:c2pa:"))
            #expect(written.manifest.label.dropFirst(9).split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
            #expect(written.manifest.label.split(separator: "-")[safe: 2]?.first == "4")
            seen.insert(written.manifest.label)
            seen.insert(written.claim["instanceID"]?.text ?? "")
        }
        #expect(seen.count == 4)
    }

    @Test("the signature carries its chain in the protected header, without the root", arguments: Carrier.allCases)
    func chain(carrier: Carrier) throws {
        for written in try Self.both(carrier) {
            let signature = try CBORDecoder.decode(written.manifest.signature[...])
            guard case .tagged(18, .array(let parts)) = signature, parts.count == 4 else {
                Issue.record("no COSE_Sign1")
                continue
            }
            let protected = try CBORDecoder.decode(parts[0].bytes ?? [])
            #expect(protected[.unsigned(33)]?.array?.count == 2)
            #expect(parts[1][.unsigned(33)] == nil)
            #expect(parts[2] == .null)
        }
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
