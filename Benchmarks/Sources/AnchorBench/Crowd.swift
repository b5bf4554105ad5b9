import Fingerprints
import ImageIndex

/// Makes images up: each takes anchors of many real ones, with a tenth to a third of their bits flipped, so that structures that
/// are frequent in pictures stay frequent; and the layout of one of them.
struct Crowd {
    private var random: Random
    private let pool: [Anchor]
    private let layouts: [ImageLayout]

    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return z ^ z >> 31
        }
    }

    init(_ records: [ImageRecord], seed: UInt64) {
        random = Random(state: seed)
        let sets = records.compactMap { $0.fingerprints.anchors.flatMap(AnchorSet.init(encoded:)) }
        pool = sets.flatMap(\.anchors)
        layouts = sets.map(\.layout)
    }

    var poolCount: Int { pool.count }

    mutating func record(_ number: Int) -> ImageRecord {
        let anchors = (0..<AnchorSet.maximumCount).compactMap { _ in
            pool.randomElement(using: &random).map { changed($0) }
        }
        let set = layouts.randomElement(using: &random).map { AnchorSet(anchors: anchors, layout: $0) }
        let hash = Hash256((random.next(), random.next(), random.next(), random.next()))
        return ImageRecord(
            fileHash: hash.bytes, pixelHash: hash.bytes, width: 1024, height: 768, created: "2026-01-01T00:00:00Z",
            fingerprints: StoredFingerprints(pdq: PDQ(hash: hash, quality: 100), anchors: set?.encoded),
            name: "generated \(number)")
    }

    /// Three random words, of which each bit is set in a part of all cases.
    private mutating func noise(_ share: Int) -> UInt64 {
        let (a, b, c) = (random.next(), random.next(), random.next())
        // 1/8, 1/4 or 3/8 of the bits.
        return share == 0 ? a & b & c : share == 1 ? a & b : a & (b | c)
    }

    private mutating func changed(_ anchor: Anchor) -> Anchor {
        let share = Int.random(in: 0..<3, using: &random)
        let words = anchor.descriptor.words
        var anchor = anchor
        anchor.x = .random(in: 0..<640, using: &random)
        anchor.y = .random(in: 0..<480, using: &random)
        anchor.descriptor = Hash256(
            (words.0 ^ noise(share), words.1 ^ noise(share), words.2 ^ noise(share), words.3 ^ noise(share)))
        return anchor
    }
}
