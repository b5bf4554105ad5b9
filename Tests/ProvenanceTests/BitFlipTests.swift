internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import Glibc
internal import Provenance
internal import TestSupport
internal import Testing

/// The promise of docs/free-bits.md, bit by bit.
@Suite("Single-bit changes")
struct BitFlipTests {
    /// `SIGNET_FLIP_ALL=1` changes each bit of each byte, not one of each.
    private static let isThorough = getenv("SIGNET_FLIP_ALL") != nil

    @Test("no single-bit change of a file that signet signed is taken for intact", arguments: [true, false])
    func flips(isPNG: Bool) throws {
        let sample = isPNG ? SampleImage.png : SampleImage.jpeg
        var request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))
        request.title = "title"
        let signer = ImageSigner(signer: try TestPKI.signer(), settings: try Judging.settings())
        let (_, sink) = try signer.sign(MemorySource(sample.bytes), request) { size throws(SignetError) in
            MemorySink(size: size)
        }
        let image = sink.bytes
        #expect(try Judging.verify(image).verdict == .trusted)
        try flip(image, sample, isPNG: isPNG)
    }

    @Test(
        "neither in a chain of an update, an edit and a redacted original with side stores", arguments: [true, false])
    func chains(isPNG: Bool) throws {
        let sample = isPNG ? SampleImage.png : SampleImage.jpeg
        let data = BoxWriter.superbox(
            .cborContent, label: "c2pa.data",
            contents: [BoxWriter.box(.cbor, CBOREncoder.encode(.map(["data": .text("x")])))])
        var forge = Forge.edit { parent in
            parent.boxes = [BoxWriter.superbox(.dataBoxStore, label: "c2pa.databoxes", contents: [data])]
            let reference = HashedURI(url: "self#jumbf=c2pa.databoxes/c2pa.data", hash: Blueprint.digest(data))
            parent.assertions.append(.cbor("com.example.icon", .map(["icon": reference.cbor])))
            parent.assertions.append(.cbor("com.example.secret", .map(["a": .text("b")])))
            parent.assertions[3].changeBox = { _ in nil }
        }
        var update = Blueprint()
        update.label = Forge.label(3)
        update.type = .updateManifest
        update.assertions = [Blueprint.ingredient(Forge.label(2))]
        update.changeClaim = {
            $0["redacted_assertions"] = .array([.text(Forge.uri(1, "com.example.secret"))])
        }
        forge.manifests.append(update)
        let image = try forge.image(sample)
        #expect(try Judging.verify(image).verdict == .trusted)
        // One bit apart from an update manifest, whichever bits the sample below flips.
        forge.manifests[forge.manifests.count - 1].type = .timeStampManifest
        #expect(try Judging.verify(try forge.image(sample)).verdict == .damaged)
        // The forge does not state the box instance number in its claims.
        try flip(image, sample, isPNG: isPNG, free: isPNG ? 0..<0 : sample.insertion + 6..<sample.insertion + 8)
    }

    private func flip(_ image: [UInt8], _ sample: SampleImage, isPNG: Bool, free: Range<Int> = 0..<0) throws {
        let verifier = FileVerifier(settings: try Judging.settings(), scope: [])
        // Where one bit makes the carrier something else: the name of the chunk, the code of the marker.
        let carrier = isPNG ? sample.insertion + 4..<sample.insertion + 8 : sample.insertion..<sample.insertion + 2
        var accepted: [Int] = []
        var hidden: [Int] = []
        for offset in image.indices where !free.contains(offset) {
            for bit in Self.isThorough ? 0..<8 : offset * 5 % 8..<offset * 5 % 8 + 1 {
                var changed = image
                changed[offset] ^= 1 << bit
                guard let report = try? verifier.verify(MemorySource(changed), named: "flip") else { continue }
                switch report.verdict {
                case .trusted, .untrusted, .expired: accepted.append(offset)
                case .none where !carrier.contains(offset): hidden.append(offset)
                default: break
                }
            }
        }
        #expect(accepted == [])
        #expect(hidden == [])
    }
}
