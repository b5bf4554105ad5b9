import Boxes
import Bytes
import Testing

@testable import ContentCredentials

@Suite("ManifestStore")
struct ManifestStoreTests {
    private func code(_ bytes: [UInt8], limits: Limits = .default) -> String? {
        do throws(SignetError) {
            _ = try ManifestStore(bytes, limits: limits)
            return nil
        } catch { return error.code.rawValue }
    }

    @Test("the last manifest is the active one, and each is found by its label")
    func manifests() throws {
        let store = try ManifestStore(Sample.store([Sample.manifest("urn:a"), Sample.manifest("urn:b")]))
        #expect(store.manifests.map(\.label) == ["urn:a", "urn:b"])
        #expect(store.active.label == "urn:b")
        #expect(store["urn:a"]?.label == "urn:a")
        #expect(store["urn:c"] == nil)
        #expect(store.box.label == "c2pa")
    }

    @Test("what is not a manifest store is refused")
    func type() {
        let manifest = Sample.manifest()
        let salted = BoxWriter.superbox(.manifestStore, label: "c2pa", salt: [1], contents: [manifest])
        for other in [
            BoxWriter.superbox(.manifestStore, label: "c2pb", contents: [manifest]),
            BoxWriter.superbox(.standardManifest, label: "c2pa", contents: [manifest]),
            salted, BoxWriter.box(.cbor, [0xF6]), manifest,
        ] { #expect(code(other) == "store.type") }
        #expect(code(Sample.store() + [0]) == "jumbf.trailingBytes")
        #expect(code([]) == "bytes.endOfInput")
        #expect(code(Sample.store([])) == "store.empty")
    }

    @Test("boxes that are no manifests are refused, plain ones, padding and other superboxes")
    func foreign() {
        for other in [
            BoxWriter.box(.free, []), BoxWriter.box(.cbor, [0xF6]), Sample.assertionStore(), Sample.claimBox(),
            Sample.store(),
        ] {
            #expect(code(Sample.store([Sample.manifest(), other])) == "store.foreignBox")
            #expect(code(Sample.store([other, Sample.manifest()])) == "store.foreignBox")
        }
    }

    @Test("two manifests of one label are refused")
    func duplicates() {
        let manifests = [Sample.manifest("urn:a"), Sample.manifest("urn:b"), Sample.manifest("urn:a")]
        #expect(code(Sample.store(manifests)) == "store.duplicateLabel")
    }

    @Test("limits hold, at the number and one above")
    func limits() {
        var limits = Limits()
        limits.maximumManifests = 2
        let manifests = (0..<3).map { Sample.manifest("urn:\($0)", contents: []) }
        #expect(code(Sample.store(Array(manifests.prefix(2))), limits: limits) == nil)
        #expect(code(Sample.store(manifests), limits: limits) == "store.manifests")
        let bytes = Sample.store()
        limits.maximumStoreBytes = bytes.count
        #expect(code(bytes, limits: limits) == nil)
        limits.maximumStoreBytes = bytes.count - 1
        #expect(code(bytes, limits: limits) == "store.tooLarge")
    }

    @Test("URIs lead to manifests, their boxes and the boxes in those")
    func resolve() throws {
        let bytes = Sample.store([Sample.manifest("urn:a"), Sample.manifest("urn:b")])
        let store = try ManifestStore(bytes)
        func offset(_ text: String) -> Int? { JUMBFURI(text).flatMap(store.resolve)?.offset }
        let second = try #require(store["urn:b"])
        #expect(offset("self#jumbf=/c2pa/urn:b") == second.box.offset)
        #expect(offset("self#jumbf=/c2pa/urn:b/c2pa.signature") == second.signature?.offset)
        #expect(offset("self#jumbf=/c2pa/urn:b/c2pa.claim.v2") == second.claims.first?.offset)
        let actions = try #require(second.assertions.first)
        #expect(offset("self#jumbf=/c2pa/urn:b/c2pa.assertions/c2pa.actions.v2") == actions.offset)
        #expect(store.resolve(.assertion("c2pa.actions.v2", in: "urn:b"))?.bytes == actions.bytes)
        for wrong in [
            "self#jumbf=/c2pa/urn:c", "self#jumbf=/c2pa/urn:b/c2pa.none", "self#jumbf=/c2pa/urn:b/c2pa.actions.v2",
            "self#jumbf=/c2pa/urn:b/c2pa.assertions/none",
            "self#jumbf=/c2pa/urn:b/c2pa.assertions/c2pa.actions.v2/more",
            "self#jumbf=c2pa.assertions/c2pa.actions.v2",
        ] { #expect(offset(wrong) == nil) }
    }

    @Test("a store whose outermost length is in XLBox is read the same")
    func extendedLength() throws {
        let bytes = Sample.store()
        var writer = ByteWriter()
        writer.append(1 as UInt32)
        writer.append(contentsOf: bytes[4..<8])
        writer.append(UInt64(bytes.count + 8))
        writer.append(contentsOf: bytes.dropFirst(8))
        let store = try ManifestStore(writer.bytes)
        #expect(store.active.label == Sample.label)
        #expect(store.active.defects.isEmpty)
        #expect(store.box.payload == writer.bytes[16...])
    }

    @Test("two boxes of one name are never chosen between, nor what is in them")
    func ambiguous() throws {
        let assertion = Sample.assertion("twin", .integer(1))
        let twins = Sample.assertionStore([
            assertion, Sample.assertion("twin", .integer(2)), Sample.assertion("only", .null),
        ])
        let store = try ManifestStore(Sample.store([Sample.manifest("urn:a", contents: [twins])]))
        #expect(store.resolve(.assertion("twin", in: "urn:a")) == nil)
        #expect(store.resolve(.assertion("only", in: "urn:a")) != nil)
        let stores = [Sample.assertionStore([assertion]), Sample.assertionStore([Sample.assertion("other", .null)])]
        let double = try ManifestStore(Sample.store([Sample.manifest("urn:a", contents: stores)]))
        #expect(double.resolve(.assertion("twin", in: "urn:a")) == nil)
        #expect(double.resolve(.assertion("other", in: "urn:a")) == nil)
    }

    @Test("every byte of a store set to other values, and every prefix, gives a value or an error")
    func mutations() throws {
        let bytes = Sample.store([
            Sample.manifest(contents: [
                Sample.assertionStore([Sample.assertion("a", .map(["k": .bytes([1])]), salt: [1, 2])]),
                Sample.claimBox(),
                Sample.signatureBox(),
            ])
        ])
        #expect(code(bytes) == nil)
        var read = 0
        for offset in bytes.indices {
            for value in Set([
                0, 1, 2, 7, 0x5F, 0x7F, 0x80, 0x9F, 0xA1, 0xBF, 0xFF, bytes[offset] ^ 1, bytes[offset] ^ 0x20,
            ]) {
                var changed = bytes
                changed[offset] = value
                guard let store = try? ManifestStore(changed) else { continue }
                read += 1
                readAll(store)
            }
            #expect(code(Array(bytes[..<offset])) != nil)
        }
        #expect(read > bytes.count)
    }

    /// Reads whatever can be read of a store.
    private func readAll(_ store: ManifestStore) {
        var items = 1_000
        for manifest in store.manifests {
            for assertion in manifest.assertions {
                _ = AssertionContent(assertion, limits: .default, items: &items)
                if let label = assertion.label {
                    #expect(
                        store.resolve(.assertion(label, in: manifest.label)).map { $0.offset == assertion.offset }
                            != false)
                }
            }
            for claim in manifest.claims {
                guard let content = claim.contents.first, let value = try? CBORDecoder.decode(content.payload) else {
                    continue
                }
                _ = (try? Claim(claim, value: value))?.assertions.map { $0.uri?.text }
            }
            if let content = manifest.signature?.contents.first, let value = try? CBORDecoder.decode(content.payload) {
                _ = (try? COSESign1(value))?.signedBytes(claim: [])
            }
        }
    }

    @Test("references in a store of many boxes are found without searching all of them")
    func manyBoxes() throws {
        let assertions = (0..<5_000).map { Sample.assertion("a\($0)", .null) }
        let store = try ManifestStore(
            Sample.store([Sample.manifest("urn:a", contents: [Sample.assertionStore(assertions)])]))
        let budget = CPUBudget(seconds: 20)
        for index in 0..<200_000 {
            #expect(store.resolve(.assertion("a\(index % 5_000)", in: "urn:a")) != nil)
            if index.isMultiple(of: 1_000) { try budget.check() }
        }
    }
}
