import Bytes
import Testing

@testable import Boxes
@testable import ContentCredentials

@Suite("Manifest")
struct ManifestTests {
    private func manifest(_ contents: [[UInt8]]) throws -> Manifest {
        try #require(Manifest(try Sample.superbox(Sample.manifest(contents: contents))))
    }

    private func defects(_ contents: [[UInt8]]) throws -> [String] { try manifest(contents).defects.map(\.reason) }

    private let sound = [Sample.assertionStore(), Sample.claimBox(), Sample.signatureBox()]

    @Test("a sound manifest has its parts and no defects, in whatever order they stand")
    func parts() throws {
        for contents in [sound, sound.reversed()] {
            let manifest = try manifest(contents)
            #expect(manifest.defects.isEmpty)
            #expect(manifest.kind == .standard)
            #expect(manifest.label == Sample.label)
            #expect(manifest.claims.count == 1)
            #expect(manifest.claimVersion == 2)
            #expect(manifest.assertions.map(\.label) == ["c2pa.actions.v2"])
            #expect(manifest.signature?.label == "c2pa.signature")
            #expect(manifest.uri.text == "self#jumbf=/c2pa/\(Sample.label)")
            #expect(manifest.claimURI.text == "self#jumbf=/c2pa/\(Sample.label)/c2pa.claim.v2")
        }
        let first = try manifest([Sample.claimBox(Sample.firstClaim, label: "c2pa.claim")])
        #expect(first.claimVersion == 1)
        #expect(first.signature == nil)
        #expect(try manifest([]).claimVersion == nil)
    }

    @Test("the kind is told by the type of the box, and other types are no manifests")
    func kinds() throws {
        func kind(_ uuid: BoxUUID) throws -> Manifest.Kind? {
            Manifest(try Sample.superbox(Sample.manifest(uuid: uuid)))?.kind
        }
        #expect(try kind(.standardManifest) == .standard)
        #expect(try kind(.updateManifest) == .update)
        #expect(try kind(.compressedManifest) == .compressed)
        for other in [BoxUUID.claim, .manifestStore, .cborContent] { #expect(try kind(other) == nil) }
    }

    @Test("credentials and data boxes are told apart, and may have salt inside their stores")
    func stores() throws {
        let salted = Sample.assertion("c2pa.data", .map([:]), salt: [UInt8](repeating: 3, count: 16))
        let data = BoxWriter.superbox(.dataBoxStore, label: "c2pa.databoxes", contents: [salted])
        let credential = BoxWriter.superbox(
            .jsonContent, label: "did:1", contents: [BoxWriter.box(.json, [0x7B, 0x7D])])
        let credentials = BoxWriter.superbox(.credentialStore, label: "c2pa.credentials", contents: [credential])
        let manifest = try manifest(sound + [data, credentials])
        #expect(manifest.defects.isEmpty)
        #expect(manifest.dataBoxes.map(\.label) == ["c2pa.data"])
        #expect(manifest.credentials.map(\.label) == ["did:1"])
    }

    @Test("boxes that no hash covers are defects")
    func foreign() throws {
        for other in [BoxWriter.box(.free, []), BoxWriter.box(.cbor, [0xF6]), BoxWriter.box(.uuid, [1])] {
            #expect(try defects(sound + [other]).count == 1)
            #expect(try defects([Sample.assertionStore([other]), sound[1], sound[2]]).count == 1)
        }
        for other in [
            Sample.assertion("org.example", .null), Sample.store(), Sample.manifest(),
            BoxWriter.superbox(.claim, label: "c2pa.claim.v3", contents: [Sample.cbor(.null)]),
            BoxWriter.superbox(.assertionStore, label: "c2pa.assertion", contents: []),
            BoxWriter.superbox(.claimSignature, label: "c2pa.claim.v2", contents: [Sample.cbor(.null)]),
            BoxWriter.superbox(.cborContent, label: "c2pa.signature", contents: [Sample.cbor(.null)]),
        ] {
            #expect(try defects(sound + [other]) == ["an unknown box lies outside of everything that is hashed"])
        }
    }

    @Test("an assertion without a label is a defect and no assertion")
    func noLabel() throws {
        let description = BoxWriter.box(.description, BoxUUID.cborContent.bytes + [1])
        let nameless = BoxWriter.box(.superbox, description + Sample.cbor(.null))
        let manifest = try manifest([Sample.assertionStore([nameless]), sound[1], sound[2]])
        #expect(manifest.assertions.isEmpty)
        #expect(manifest.defects.count == 1)
    }

    @Test("two assertions of one label are a defect, and both are listed")
    func duplicateLabels() throws {
        let twin = Sample.assertion("org.example", .null)
        let manifest = try manifest([Sample.assertionStore([twin, twin]), sound[1], sound[2]])
        #expect(manifest.defects.map(\.reason) == ["two boxes have the label org.example"])
        #expect(manifest.assertions.count == 2)
        let offset = try #require(manifest.defects.first?.offset)
        #expect(offset == manifest.assertions[1].offset)
    }

    @Test("more than one signature or store of a kind is a defect; more than one claim is for the validator")
    func several() throws {
        #expect(try defects(sound + [Sample.signatureBox()]) == ["there is more than one claim signature"])
        #expect(try defects(sound + [Sample.assertionStore([])]) == ["there is more than one c2pa.assertions box"])
        let two = try manifest(sound + [Sample.claimBox(Sample.firstClaim, label: "c2pa.claim")])
        #expect(two.claims.count == 2)
        #expect(two.defects.isEmpty)
    }

    @Test("claim and signature hold one CBOR box and nothing else")
    func oneContent() throws {
        let value = Sample.cbor(.null)
        for contents in [
            [], [value, value], [BoxWriter.box(.json, [])], [value, BoxWriter.box(.free, [])], [Sample.claimBox()],
        ] {
            let claim = BoxWriter.superbox(.claim, label: "c2pa.claim.v2", contents: contents)
            #expect(try defects([sound[0], claim, sound[2]]) == ["a c2pa.claim.v2 box holds other than one CBOR box"])
            let signature = BoxWriter.superbox(.claimSignature, label: "c2pa.signature", contents: contents)
            #expect(
                try defects([sound[0], sound[1], signature]) == ["a c2pa.signature box holds other than one CBOR box"])
        }
    }

    @Test("descriptions that no hash covers have a label and nothing else")
    func plain() throws {
        let expected = "a description that no hash covers has other fields than a label"
        let salt: [UInt8] = [1, 2]
        let assertions = BoxWriter.superbox(.assertionStore, label: "c2pa.assertions", salt: salt, contents: [])
        let claim = BoxWriter.superbox(.claim, label: "c2pa.claim.v2", salt: salt, contents: [Sample.cbor(.null)])
        let signature = BoxWriter.superbox(
            .claimSignature, label: "c2pa.signature", salt: salt, contents: [Sample.cbor(.null)])
        for contents in [
            [assertions, sound[1], sound[2]], [sound[0], claim, sound[2]], [sound[0], sound[1], signature],
        ] {
            #expect(try defects(contents) == [expected])
        }
        let manifest = BoxWriter.superbox(.standardManifest, label: "m", salt: salt, contents: sound)
        #expect(try #require(Manifest(try Sample.superbox(manifest))).defects.map(\.reason) == [expected])
        // Toggles that add no bytes count too: not requestable.
        let quiet = BoxWriter.box(.description, BoxUUID.assertionStore.bytes + [2] + Array("c2pa.assertions\0".utf8))
        #expect(try defects([BoxWriter.box(.superbox, quiet), sound[1], sound[2]]) == [expected])
    }

    @Test("nothing inside a compressed manifest is read")
    func compressed() throws {
        let bytes = Sample.manifest(uuid: .compressedManifest, contents: [BoxWriter.box(.brotli, [1])])
        let manifest = try #require(Manifest(try Sample.superbox(bytes)))
        #expect(manifest.defects.isEmpty)
        #expect(manifest.claims.isEmpty)
    }
}
