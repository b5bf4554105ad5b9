internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings
internal import ImageFormats
internal import Provenance
internal import Testing

/// What somebody without a key can change in a store, because no hash covers it.
@Suite("Stores that were tampered with")
struct HostileStoreTests {
    private static func failures(_ change: (inout Blueprint) -> Void) throws -> Set<StatusCode> {
        try Forge(change).report().failures
    }

    private static let data = BoxWriter.superbox(
        .cborContent, label: "c2pa.data",
        contents: [BoxWriter.box(.cbor, CBOREncoder.encode(.map(["data": .text("x")])))])

    private static let dataBoxes = BoxWriter.superbox(.dataBoxStore, label: "c2pa.databoxes", contents: [data])

    @Test("a data box that nothing refers to is refused, one with its hash in an assertion is not")
    func dataBox() throws {
        #expect(try Self.failures { $0.boxes = [Self.dataBoxes] } == [.generalError])
        let reference = HashedURI(url: "self#jumbf=c2pa.databoxes/c2pa.data", hash: Blueprint.digest(Self.data))
        let bound = try Self.failures {
            $0.boxes = [Self.dataBoxes]
            $0.assertions.append(.cbor("com.example.icon", .map(["icon": reference.cbor])))
        }
        #expect(bound == [])
        let wrong = HashedURI(url: "self#jumbf=c2pa.databoxes/c2pa.data", hash: [1, 2, 3])
        let unbound = try Self.failures {
            $0.boxes = [Self.dataBoxes]
            $0.assertions.append(.cbor("com.example.icon", .map(["icon": wrong.cbor])))
        }
        #expect(unbound == [.generalError])
    }

    @Test("a data box that only the claim refers to is bound")
    func claimIcon() throws {
        let reference = HashedURI(url: "self#jumbf=c2pa.databoxes/c2pa.data", hash: Blueprint.digest(Self.data))
        let failures = try Self.failures {
            $0.boxes = [Self.dataBoxes]
            $0.changeClaim = { $0["claim_generator_info"] = .map(["name": .text("forge"), "icon": reference.cbor]) }
        }
        #expect(failures == [])
    }

    @Test("unknown boxes, second signatures and second claims are refused")
    func foreignBoxes() throws {
        let foreign = BoxWriter.superbox(.uuidContent, label: "x", contents: [])
        #expect(try Self.failures { $0.boxes = [foreign] } == [.generalError])
        #expect(try Self.failures { $0.boxes = [BoxWriter.box(.cbor, [0])] } == [.generalError])
        let signature = BoxWriter.superbox(
            .claimSignature, label: "c2pa.signature", contents: [BoxWriter.box(.cbor, [0])])
        #expect(try Self.failures { $0.boxes = [signature] }.contains(.generalError))
        #expect(try Self.failures { $0.claims = { [$0, $0] } } == [.claimMultiple])
        #expect(try Self.failures { $0.claims = { _ in [] } } == [.claimMissing])
    }

    @Test("labels of manifests have one spelling", arguments: ["urn:c2pa:a/b", "urn:c2pa:K\u{212A}", "urn:c2pa:a b"])
    func labels(label: String) throws {
        #expect(try Self.failures { $0.label = label }.contains(.generalError))
    }

    @Test("an extended box length is refused where the short one suffices")
    func extendedLength() throws {
        let failures = try Self.failures {
            $0.claims = { claim in
                let size = UInt64(claim.count + 8)
                return [[0, 0, 0, 1] + claim[4..<8] + withUnsafeBytes(of: size.bigEndian) { Array($0) } + claim[8...]]
            }
        }
        #expect(failures == [.generalError])
    }

    @Test("two manifests with one label make the store unreadable")
    func duplicateLabels() throws {
        let report = try Forge([Blueprint(), Blueprint()]).report()
        #expect(report.verdict == .damaged)
        #expect(report.failures == [.generalError])
    }

    @Test("an empty store is damaged, never absent", arguments: ["png", "jpeg"])
    func emptyStore(format: String) throws {
        let sample = format == "png" ? SampleImage.png : .jpeg
        let store = BoxWriter.superbox(.manifestStore, label: "c2pa", contents: [])
        let image = sample.bytes[..<sample.insertion] + (try sample.carry(store)) + sample.bytes[sample.insertion...]
        #expect(try Judging.verify(Array(image)).verdict == .damaged)
    }

    @Test("each byte that is appended to or cut from the store's boxes damages it")
    func trailing() throws {
        var forge = Forge()
        forge.furtherBoxes = [[0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65]]
        #expect(try forge.report().verdict == .damaged)
    }
}
