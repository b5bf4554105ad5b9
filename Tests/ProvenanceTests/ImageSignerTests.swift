internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import ImageFormats
internal import Provenance
internal import TestSupport
internal import Testing

@Suite("ImageSigner")
struct ImageSignerTests {
    private static var request: SigningRequest {
        var request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))
        request.software = .init(name: "painter", version: "2")
        return request
    }

    private static func sign(
        _ bytes: [UInt8], _ request: SigningRequest = request, parent: ParentImage? = nil,
        algorithm: SignatureAlgorithm = .es256
    ) throws -> [UInt8] {
        let signer = ImageSigner(signer: try TestPKI.signer(algorithm), settings: try Judging.settings())
        let (signed, sink) = try signer.sign(MemorySource(bytes), request, parent: parent) { size throws(SignetError) in
            MemorySink(size: size)
        }
        let result = sink.bytes
        #expect(signed.byteCount == result.count)
        return result
    }

    private static func parent(_ bytes: [UInt8]) throws -> ParentImage {
        try ParentImage(MemorySource(bytes), title: "parent.png", settings: Judging.settings())
    }

    private static func store(_ bytes: [UInt8]) throws -> (ManifestStore, Range<Int>) {
        let embedded = try #require(try ImageContainer.read(MemorySource(bytes)).store)
        return (try ManifestStore(embedded.bytes), embedded.range)
    }

    @Test("every algorithm in both formats", arguments: SignatureAlgorithm.allCases)
    func algorithms(algorithm: SignatureAlgorithm) throws {
        for sample in [SampleImage.png, .jpeg] {
            let report = try Judging.verify(try Self.sign(sample.bytes, algorithm: algorithm))
            #expect(report.verdict == .trusted)
            #expect(report.failures == [])
            #expect(report.manifests.first?.signature?.algorithm == algorithm.name)
        }
    }

    @Test("all bytes of the image stay as they are, around the store", arguments: [true, false])
    func unchanged(isPNG: Bool) throws {
        let sample = isPNG ? SampleImage.png : SampleImage.jpeg
        let signed = try Self.sign(sample.bytes)
        let (_, range) = try Self.store(signed)
        #expect(range.lowerBound == sample.insertion)
        #expect(signed[..<range.lowerBound] + signed[range.upperBound...] == sample.bytes[...])
    }

    @Test("one exclusion, which is exactly the store", arguments: [true, false])
    func exclusion(isPNG: Bool) throws {
        let signed = try Self.sign((isPNG ? SampleImage.png : .jpeg).bytes)
        let (store, range) = try Self.store(signed)
        let box = try #require(store.active.assertions.first { $0.label == "c2pa.hash.data" })
        var items = 1_000
        let value = try #require(AssertionContent(box, limits: .default, items: &items).cbor)
        #expect(DataHashAssertion(value)?.exclusions == [range])
    }

    @Test("everything is a created assertion, in a claim of version 2, with salts that differ each time")
    func claim() throws {
        let first = try Self.store(try Self.sign(SampleImage.png.bytes)).0.active
        let second = try Self.store(try Self.sign(SampleImage.png.bytes)).0.active
        #expect(first.claimVersion == 2)
        #expect(first.label != second.label)
        #expect(first.assertions.compactMap(\.label) == ["c2pa.actions.v2", "c2pa.hash.data"])
        func salts(_ manifest: Manifest) -> [[UInt8]] {
            manifest.assertions.flatMap { $0.description.privateBoxes.map { Array($0.payload) } }
        }
        #expect(salts(first).map(\.count) == [16])
        #expect(salts(first) != salts(second))
        let report = try Judging.verify(try Self.sign(SampleImage.png.bytes))
        #expect(report.manifests.first?.assertions.map(\.listing) == [.created, .created])
        let action = try #require(report.manifests.first?.actions.first)
        #expect(action.name == "c2pa.created")
        #expect(action.digitalSourceType == "trainedAlgorithmicMedia")
        #expect(action.softwareAgent == "painter 2")
        #expect(action.when == "2026-01-01T00:00:00Z")
    }

    @Test("an image that carries a record becomes its own parent, which is kept byte for byte")
    func ownParent() throws {
        let first = try Self.sign(SampleImage.png.bytes)
        let second = try Self.sign(first)
        let report = try Judging.verify(second)
        #expect(report.verdict == .trusted)
        #expect(report.manifests.first?.actions.map(\.name) == ["c2pa.opened", "c2pa.edited"])
        #expect(report.manifests.first?.ingredients.map(\.relationship) == ["parentOf"])
        let (store, range) = try Self.store(second)
        #expect(store.manifests.count == 2)
        #expect(store.manifests[0].box.bytes.elementsEqual(try Self.store(first).0.active.box.bytes))
        #expect(second[..<range.lowerBound] + second[range.upperBound...] == SampleImage.png.bytes[...])
        let third = try Judging.verify(try Self.sign(second))
        #expect(third.verdict == .trusted)
        #expect(third.failures == [])
    }

    @Test("a parent without a record is an ingredient of unknown provenance")
    func plainParent() throws {
        let report = try Judging.verify(
            try Self.sign(SampleImage.png.bytes, parent: try Self.parent(SampleImage.jpeg.bytes)))
        #expect(report.verdict == .trusted)
        #expect(report.codes(.informational).contains(.ingredientUnknownProvenance))
        #expect(report.manifests.first?.ingredients.first?.format == "image/jpeg")
    }

    @Test("an image with a record of its own and another parent is refused, unless the parent contains the record")
    func twoParents() throws {
        let first = try Self.sign(SampleImage.png.bytes)
        let other = try Self.parent(try Self.sign(SampleImage.jpeg.bytes))
        #expect(throws: SignetError("sign.twoParents", .badData, "")) { try Self.sign(first, parent: other) }
        let descendant = try Self.parent(try Self.sign(first))
        #expect(try Judging.verify(try Self.sign(first, parent: descendant)).verdict == .trusted)
    }

    @Test("a parent with a record that cannot be read is refused")
    func unreadableParent() throws {
        var image = try Self.sign(SampleImage.png.bytes)
        let (_, range) = try Self.store(image)
        image[range.lowerBound + 8 + 8 + 3] ^= 0x10
        #expect(throws: SignetError("sign.unreadableParent", .badData, "")) { try Self.parent(image) }
        #expect(throws: SignetError("sign.unreadableParent", .badData, "")) { try Self.sign(image) }
    }

    @Test("a parent that was changed is recorded as such, and the child holds")
    func changedParent() throws {
        var image = try Self.sign(SampleImage.png.bytes)
        image[image.count - 20] ^= 1
        let report = try Judging.verify(try Self.sign(SampleImage.png.bytes, parent: try Self.parent(image)))
        #expect(report.failures == [])
        #expect(report.verdict == .trusted)
    }

    @Test("what nothing refers to in the parent's store stays behind")
    func strayManifest() throws {
        var stray = Blueprint()
        stray.label = Forge.label(7)
        var active = Blueprint()
        active.label = Forge.label(8)
        let image = try Forge([stray, active]).image()
        let signed = try Self.sign(image)
        #expect(try Self.store(signed).0.manifests.count == 2)
        #expect(try Judging.verify(signed).failures == [])
    }

    @Test(
        "stores around and above one JPEG segment",
        arguments: [63_980, 64_000, 65_500, 65_535, 65_536, 128_000, 200_000])
    func sizes(count: Int) throws {
        var request = Self.request
        // The claim and the signature take the rest; a few sizes near each edge are tried.
        for delta in stride(from: 0, through: 12, by: 3) {
            request.thumbnail = .init(
                mediaType: "image/png", bytes: [UInt8](repeating: 1, count: count - 2_500 + delta))
            for sample in [SampleImage.png, .jpeg] {
                let signed = try Self.sign(sample.bytes, request)
                #expect(try Judging.verify(signed).verdict == .trusted)
            }
        }
    }

    @Test("a store larger than the limit is refused")
    func tooLarge() throws {
        var request = Self.request
        request.thumbnail = .init(mediaType: "image/png", bytes: [UInt8](repeating: 1, count: 16 << 20))
        #expect(throws: SignetError("store.tooLarge", .badData, "")) { try Self.sign(SampleImage.png.bytes, request) }
    }
}
