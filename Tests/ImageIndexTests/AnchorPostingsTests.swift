import Bytes
import Fingerprints
import TestSupport
import Testing

@testable import ImageIndex

@Suite struct AnchorPostingsTests {
    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 31
        }
    }

    private func anchors(_ seed: UInt64, count: Int = 100) -> [Anchor] {
        var random = Random(state: seed)
        return (0..<count).map { _ in
            Anchor(
                x: .random(in: 0..<640, using: &random), y: .random(in: 0..<480, using: &random),
                radius: .random(in: 10..<80, using: &random), angle: .random(in: 0..<6.28, using: &random),
                descriptor: Hash256((random.next(), random.next(), random.next(), random.next())))
        }
    }

    /// Anchors as an edited copy has them: another scale and direction, and some bits flipped.
    private func edited(_ anchors: [Anchor], scale: Float, turn: Float, bits: Int, seed: UInt64 = 77) -> [Anchor] {
        var random = Random(state: seed)
        return anchors.map { anchor in
            var anchor = anchor
            anchor.radius *= scale
            anchor.angle += turn
            for _ in 0..<bits {
                let flipped: UInt64 = 1 << UInt64.random(in: 0..<64, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: anchor.descriptor.words.0 ^= flipped
                case 1: anchor.descriptor.words.1 ^= flipped
                case 2: anchor.descriptor.words.2 ^= flipped
                default: anchor.descriptor.words.3 ^= flipped
                }
            }
            return anchor
        }
    }

    private func collection(_ images: Int) -> AnchorPostings.Collection {
        var collection = AnchorPostings.Collection()
        for image in 0..<images {
            collection.add(.init(ordinal: Int64(image) * 3 + 1, anchors: anchors(UInt64(image))))
        }
        return collection
    }

    @Test func `the image that shares most anchors comes first, in memory and from a file`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/search.anchors"
        let collection = collection(300)
        try AnchorPostings.write(collection, coveredOrdinal: 898, to: path)
        let file = try AnchorPostings(path: path)
        let memory = try #require(AnchorPostings(collection, coveredOrdinal: 898))
        #expect(file.imageCount == 300 && file.rowCount == 30_000 && file.coveredOrdinal == 898)
        for image in [0, 7, 299] {
            let copy = edited(Array(anchors(UInt64(image)).prefix(30)), scale: 0.6, turn: 0.4, bits: 24)
            let strangers = anchors(9_999, count: 200)
            for postings in [file, memory] {
                let found = postings.candidates(strangers + copy, side: 640, limit: 24)
                #expect(found.first?.ordinal == Int64(image) * 3 + 1)
            }
        }
    }

    @Test func `anchors that agree in scale and direction count more than such that do not`() throws {
        let shared = anchors(1)
        var random = Random(state: 5)
        let scattered = shared.map { anchor in
            var anchor = anchor
            anchor.radius *= .random(in: 0.1..<8, using: &random)
            anchor.angle = .random(in: 0..<6.28, using: &random)
            return anchor
        }
        var collection = AnchorPostings.Collection()
        collection.add(.init(ordinal: 1, anchors: scattered))
        collection.add(.init(ordinal: 2, anchors: shared))
        let postings = try #require(AnchorPostings(collection, coveredOrdinal: 2))
        let found = postings.candidates(edited(shared, scale: 2, turn: 1, bits: 8), side: 640, limit: 2)
        #expect(found.map(\.ordinal) == [2, 1])
        #expect(found[0].weight > found[1].weight * 3)
    }

    @Test func `an image with many anchors is listed evenly over all its scales`() throws {
        var collection = AnchorPostings.Collection()
        let many = anchors(3, count: 256)
        collection.add(.init(ordinal: 1, anchors: many))
        let postings = try #require(AnchorPostings(collection, coveredOrdinal: 1))
        #expect(postings.rowCount == AnchorPostings.listedCount)
        #expect(!postings.candidates(Array(many.prefix(16)), side: 640, limit: 1).isEmpty)
        #expect(!postings.candidates(Array(many.suffix(16)), side: 640, limit: 1).isEmpty)
    }

    @Test func `nothing is found in nothing`() throws {
        let empty = try #require(AnchorPostings(AnchorPostings.Collection(), coveredOrdinal: 0))
        #expect(empty.candidates(anchors(1), side: 640, limit: 24).isEmpty)
        let some = try #require(AnchorPostings(collection(3), coveredOrdinal: 0))
        #expect(some.candidates([], side: 640, limit: 24).isEmpty)
        #expect(some.candidates(anchors(1), side: 0, limit: 0).count <= 1)
    }

    @Test func `anchors that are all the same are bounded, and say nothing when they are many`() throws {
        let one = try #require(anchors(1).first)
        let query = [Anchor](repeating: one, count: AnchorQuery.maximumCount)
        var few = AnchorPostings.Collection()
        few.add(.init(ordinal: 5, anchors: [Anchor](repeating: one, count: 100)))
        // Each of 1,024 anchors meets 100 rows in ten lists: as many hits as are kept at all.
        let found = try #require(AnchorPostings(few, coveredOrdinal: 5)).candidates(query, side: 640, limit: 20)
        #expect(found.map(\.ordinal) == [5])
        var many = AnchorPostings.Collection()
        for image in 0..<10 {
            many.add(.init(ordinal: Int64(image), anchors: [Anchor](repeating: one, count: 128)))
        }
        #expect(try #require(AnchorPostings(many, coveredOrdinal: 9)).candidates(query, side: 640, limit: 20).isEmpty)
    }

    @Test func `a damaged file is an error or finds less, and never leads outside`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/search.anchors"
        try AnchorPostings.write(collection(20), coveredOrdinal: 60, to: path)
        let source = try FileSource(path: path)
        let whole = try source.bytes(0..<source.count)
        func damaged(_ change: (inout [UInt8]) -> Void) throws -> AnchorPostings? {
            var bytes = whole
            change(&bytes)
            let file = try OutputFile(path: path)
            try file.write(bytes)
            try file.commit(durable: false)
            return try? AnchorPostings(path: path)
        }
        #expect(try damaged { _ in } != nil)
        #expect(try damaged { $0[0] = 0 } == nil)
        #expect(try damaged { $0[8] = 1 } == nil)
        #expect(try damaged { $0.removeLast() } == nil)
        #expect(try damaged { $0 = [] } == nil)
        for at in [12, 16, 20, 24, 27] { #expect(try damaged { $0[at] ^= 0x40 } == nil, "\(at)") }
        // All tables but no lists: the ends of the tables are wrong.
        let (lists, sketches) = (10 * 2_000 * 4, 10 * 2_000 * 2)
        let (start, end) = (whole.count - sketches - lists, whole.count - sketches)
        #expect(
            try damaged {
                $0.replaceSubrange(start - 4000..<start, with: repeatElement(0xFF, count: 4000))
            } == nil)
        // Lists that name rows which do not exist.
        let astray = try #require(
            try damaged { $0.replaceSubrange(start..<end, with: repeatElement(0xFF, count: lists)) })
        #expect(astray.candidates(anchors(1), side: 640, limit: 24).isEmpty)
        // Owners that do not exist.
        let owners = (4096 + 20 * 8 + 63) / 64 * 64 + 2_000 * 32
        let orphans = try #require(
            try damaged { $0.replaceSubrange(owners..<owners + 8_000, with: repeatElement(0xFF, count: 8_000)) })
        #expect(orphans.candidates(anchors(1), side: 640, limit: 24).isEmpty)
    }
}
