import Bytes
import Testing

@testable import ImageFormats

@Suite("WebP containers")
struct WebPContainerTests {
    private static let store = SampleImages.store(size: 91)
    private static let chunk = SampleImages.riffChunk("C2PA", store)

    @Test("the excluded range is the chunk without its padding byte")
    func range() throws {
        let bytes = SampleImages.webp(Self.chunk)
        let range = try #require(try ImageContainer.read(bytes).store?.range)
        #expect(range == bytes.count - 100..<bytes.count - 1)
    }

    @Test("EXIF and XMP chunks are handed out, without JPEG's prefix")
    func metadata() throws {
        let exif = SampleImages.riffChunk("EXIF", Array("Exif\0\0II*\0".utf8))
        let container = try ImageContainer.read(SampleImages.webp(exif + SampleImages.riffChunk("XMP ", [7])))
        #expect(container.metadata.map(\.kind) == [.exif, .xmp])
        #expect(container.exif?.count == 4)
    }

    @Test("a second store, a short one and one that is cut off are noticed")
    func broken() throws {
        #expect(try ImageContainer.read(SampleImages.webp(Self.chunk + Self.chunk)).kinds == [.severalStores])
        #expect(
            try ImageContainer.read(SampleImages.webp(SampleImages.riffChunk("C2PA", [1]))).kinds == [.storeUnreadable])
        let cut = [UInt8](SampleImages.webp(Self.chunk).dropLast(20))
        #expect(try ImageContainer.read(cut).kinds.contains(.storeUnreadable))
        #expect(
            try ImageContainer.read(SampleImages.webp(SampleImages.riffChunk("C2PA", Self.store + [0]))).kinds == [
                .foreignBytes
            ])
    }

    @Test("what follows the RIFF chunk is no part of it, and stays behind a new store")
    func trailing() throws {
        let image = SampleImages.webp() + SampleImages.riffChunk("junk", Self.store)
        let container = try ImageContainer.read(image)
        #expect(container.hasNoTraceOfStore)
        let plan = try container.embeddingPlan(storeSize: 90)
        #expect(plan.pieces.last == .copy(SampleImages.webp().count..<image.count))
    }

    @Test("a store behind the RIFF chunk cannot be used, but is not the same as none")
    func behind() throws {
        for between in [[], SampleImages.riffChunk("junk", [1, 2, 3])] {
            let container = try ImageContainer.read(SampleImages.webp() + between + Self.chunk)
            #expect(container.kinds == [.storeUnreadable])
            #expect(container.store == nil)
        }
        var shrunk = SampleImages.webp(Self.chunk)
        shrunk.replaceSubrange(4..<8, with: SampleImages.little(SampleImages.webp().count - 8, 4))
        #expect(try ImageContainer.read(shrunk).kinds == [.storeUnreadable])
    }
}
