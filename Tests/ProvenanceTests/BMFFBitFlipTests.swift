internal import Bytes
internal import Findings
internal import Glibc
internal import Provenance
internal import TestSupport
internal import Testing

/// The promise of docs/free-bits.md for AVIF and HEIF, bit by bit.
@Suite("Single-bit changes of AVIF")
struct BMFFBitFlipTests {
    /// `SIGNET_FLIP_ALL=1` changes each bit of each byte, not one of each.
    private static let isThorough = getenv("SIGNET_FLIP_ALL") != nil

    @Test("no single-bit change of a signed file is taken for intact, nor hides that there is a store")
    func flips() throws {
        let image = try BMFFSigned.sign(SampleBMFF.image(size: 600, after: SampleBMFF.box("free", [0, 0, 0])))
        #expect(try BMFFSigned.verify(image).verdict == .trusted)
        let verifier = FileVerifier(settings: try BMFFSigned.settings(), scope: [])
        // Where one bit makes the box something else: the name of its type.
        let type = SampleBMFF.fileType.count + 4..<SampleBMFF.fileType.count + 8
        var accepted: [Int] = []
        var hidden: [Int] = []
        for offset in image.indices {
            for bit in Self.isThorough ? 0..<8 : offset * 5 % 8..<offset * 5 % 8 + 1 {
                var changed = image
                changed[offset] ^= 1 << bit
                guard let report = try? verifier.verify(MemorySource(changed), named: "flip") else { continue }
                switch report.verdict {
                case .trusted, .untrusted, .expired: accepted.append(offset)
                case .none where !type.contains(offset): hidden.append(offset)
                default: break
                }
            }
        }
        #expect(accepted == [])
        #expect(hidden == [])
    }
}
