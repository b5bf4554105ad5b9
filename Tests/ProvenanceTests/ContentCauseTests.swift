internal import Bytes
internal import Findings
internal import Provenance
internal import TestSupport
internal import Testing

/// Why a content does not fit, as a code and a place.
@Suite("ContentCause")
struct ContentCauseTests {
    private static func cause(_ bytes: [UInt8]) throws -> ContentCause? {
        try Judging.verify(bytes).checks.first { $0.question == .content }?.cause
    }

    private static func cause(_ change: @escaping ([Range<Int>]) -> [Range<Int>]) throws -> ContentCause? {
        var forge = Forge()
        forge.changeExclusions = change
        return try forge.report().checks.first { $0.question == .content }?.cause
    }

    @Test("a changed pixel: the hash differs")
    func hashDiffers() throws {
        var image = try Forge().image()
        image[image.count - 20] ^= 1
        #expect(try Self.cause(image) == ContentCause(.hashDiffers))
        #expect(try Self.cause(try Forge().image()) == nil)
    }

    @Test("bytes before the record: it moved")
    func moved() throws {
        let image = try Forge().image()
        let moved = image[..<33] + SampleImage.chunk("tEXt", Array("Comment\0new".utf8)) + image[33...]
        let cause = try #require(try Self.cause(Array(moved)))
        #expect(cause.kind == .storeMoved)
        #expect(cause.signedRange?.lowerBound == 33)
        #expect(cause.range?.lowerBound == 33 + 12 + 11)
    }

    @Test("an exclusion that takes in more than the record: how much, and where")
    func foreign() throws {
        let behind = try #require(try Self.cause { [$0[0].lowerBound..<$0[0].upperBound + 7] })
        #expect(behind.kind == .foreignBytes && behind.range?.count == 7)
        let before = try #require(try Self.cause { [$0[0].lowerBound - 2..<$0[0].upperBound] })
        #expect(before.kind == .foreignBytes && before.range == 31..<33)
    }

    @Test("exclusions that are too small, outside of the file, or for nothing")
    func exclusions() throws {
        #expect(try Self.cause { [$0[0].lowerBound..<$0[0].upperBound - 1] }?.kind == .storeResized)
        #expect(try Self.cause { $0 + [1_000_000..<1_000_001] }?.kind == .exclusionOutsideFile)
    }

    @Test("foreign bytes in the chunk of the record")
    func chunk() throws {
        var forge = Forge()
        forge.changeExclusions = { $0.map { $0.lowerBound..<$0.upperBound + 3 } }
        var context = Forge.Context(exclusions: [33..<33], contentHash: [])
        context.exclusions = [33..<4_000]
        let store = try forge.store(context)
        let png = SampleImage.png.bytes
        let image = Array(png[..<33] + SampleImage.chunk("caBX", store + [0, 0, 0]) + png[33...])
        let cause = try #require(try Self.cause(image))
        #expect(cause.kind == .foreignBytes || cause.kind == .exclusionOutsideFile)
        let finding = try Judging.verify(image).results.activeManifest.first { $0.cause?.kind == .foreignBytes }
        #expect(finding?.cause?.range?.count == 3)
    }

    @Test("of several causes the one that explains the others is told")
    func rank() {
        let findings = [ContentCause.Kind.hashDiffers, .foreignBytes, .storeMoved].map {
            Finding(.dataHashMismatch, .failure, url: "", "", cause: ContentCause($0))
        }
        #expect(ContentCause.first(of: findings)?.kind == .storeMoved)
    }
}
