internal import Bytes
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

    @Test("no single-bit change of a signed file is taken for intact but in the bits that are free", arguments: [true, false])
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
        let verifier = FileVerifier(settings: try Judging.settings(), scope: [])
        // En, the box instance number of the one APP11 segment: docs/free-bits.md.
        let free = isPNG ? 0..<0 : sample.insertion + 6..<sample.insertion + 8
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
