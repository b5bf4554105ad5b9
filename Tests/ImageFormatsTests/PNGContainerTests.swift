import Bytes
import Testing

@testable import ImageFormats

@Suite("PNG containers")
struct PNGContainerTests {
    private let store = SampleImages.store(size: 120)

    @Test("a PNG without credentials has no trace of a store")
    func plain() throws {
        let container = try ImageContainer.read(SampleImages.png())
        #expect(container.format == .png)
        #expect(container.store == nil)
        #expect(container.hasNoTraceOfStore)
        #expect(container.defects.isEmpty)
        #expect(container.insertion == 33)
    }

    @Test("a store is found with the range of its whole chunk")
    func found() throws {
        let bytes = SampleImages.png(SampleImages.pngChunk("caBX", store))
        let container = try ImageContainer.read(bytes)
        let found = try #require(container.store)
        #expect(found.bytes == store)
        #expect(found.range == 33..<33 + 132)
        #expect(found.fileOffset(ofStoreOffset: 0) == 41)
        #expect(found.fileOffset(ofStoreOffset: 119) == 160)
        #expect(found.fileOffset(ofStoreOffset: 120) == 161)
        #expect(found.fileOffset(ofStoreOffset: 121) == nil)
        #expect(found.fileOffset(ofStoreOffset: -1) == nil)
        #expect(container.defects.isEmpty)
    }

    @Test("a store after the pixel data is read: C2PA only recommends the place before it")
    func afterPixels() throws {
        let bytes =
            SampleImages.pngHeader + SampleImages.pngBody.dropLast(12)
            + SampleImages.pngChunk("caBX", store) + SampleImages.pngBody.suffix(12)
        let container = try ImageContainer.read(bytes)
        #expect(container.store?.bytes == store)
        #expect(container.defects.isEmpty)
    }

    @Test("two stores are a defect")
    func two() throws {
        let chunk = SampleImages.pngChunk("caBX", store)
        let container = try ImageContainer.read(SampleImages.png(chunk + chunk))
        #expect(container.kinds == [.severalStores])
        #expect(container.carriers == [33..<165, 165..<297])
    }

    @Test("an empty or short caBX chunk is not the same as none", arguments: [0, 1, 7])
    func short(size: Int) throws {
        let container = try ImageContainer.read(
            SampleImages.png(SampleImages.pngChunk("caBX", [UInt8](store.prefix(size)))))
        #expect(container.store == nil)
        #expect(!container.hasNoTraceOfStore)
        #expect(container.kinds == [.storeUnreadable])
    }

    @Test("bytes after the store inside its chunk are a defect")
    func foreign() throws {
        let container = try ImageContainer.read(SampleImages.png(SampleImages.pngChunk("caBX", store + [1, 2, 3])))
        #expect(container.kinds == [.foreignBytes])
        #expect(container.defects.first?.offset == 161)
        #expect(container.store?.bytes == store)
        #expect(container.store?.range == 33..<168)
    }

    @Test("a store that states more than is carried is a defect")
    func cutShort() throws {
        let container = try ImageContainer.read(
            SampleImages.png(SampleImages.pngChunk("caBX", [UInt8](store.dropLast()))))
        #expect(container.kinds == [.storeCutShort])
    }

    @Test(
        "a store without a length, or with another 64-bit length than its own, is a defect", arguments: [UInt8(0), 1])
    func length(field: UInt8) throws {
        var changed = store
        changed.replaceSubrange(0..<4, with: [0, 0, 0, field])
        let container = try ImageContainer.read(SampleImages.png(SampleImages.pngChunk("caBX", changed)))
        #expect(container.kinds == [field == 0 ? .storeLength : .storeCutShort])
    }

    @Test("every change of one byte of the carrier's own fields is noticed")
    func fields() throws {
        let bytes = SampleImages.png(SampleImages.pngChunk("caBX", store))
        let sound = try #require(try ImageContainer.read(bytes).store)
        for offset in sound.range where sound.segments.allSatisfy({ !$0.fileRange.contains(offset) }) {
            for bit in 0..<8 {
                var changed = bytes
                changed[offset] ^= 1 << bit
                do {
                    let container = try ImageContainer.read(changed)
                    // A chunk of another type is another file: it carries no store, and the hash of the rest changes.
                    #expect(container.store == nil || !container.defects.isEmpty, "byte \(offset), bit \(bit)")
                } catch { #expect(error.offset != nil) }
            }
        }
    }

    @Test("a changed byte of the store is noticed by the checksum")
    func checksum() throws {
        var bytes = SampleImages.png(SampleImages.pngChunk("caBX", store))
        bytes[100] ^= 1
        #expect(try ImageContainer.read(bytes).kinds == [.checksum])
    }

    @Test("a file that ends after its store is judged, and the end is a defect", arguments: [0, 5, 30])
    func truncatedAfter(dropped: Int) throws {
        let bytes = SampleImages.png(SampleImages.pngChunk("caBX", store))
        let container = try ImageContainer.read([UInt8](bytes.dropLast(dropped)))
        #expect(container.store?.bytes == store)
        #expect(container.kinds == (dropped == 0 ? [] : [.truncated]))
    }

    @Test("a file that ends inside its store is not a file without one")
    func truncatedInside() throws {
        let bytes = SampleImages.png(SampleImages.pngChunk("caBX", store)).prefix(100)
        let container = try ImageContainer.read([UInt8](bytes))
        #expect(container.store == nil)
        #expect(container.kinds == [.storeUnreadable, .truncated])
    }

    @Test("a broken structure without a store is an error with its offset")
    func broken() {
        let bytes = [UInt8](SampleImages.png().prefix(40))
        #expect(throws: SignetError("png.damaged", .badData, "")) { try ImageContainer.read(bytes) }
        do {
            _ = try ImageContainer.read(SampleImages.pngHeader + [0, 0, 1, 0] + Array("IDAT".utf8) + [0, 0, 0, 0])
            Issue.record("no error")
        } catch {
            #expect(error.reason == "the PNG chunk IDAT at offset 33 runs past the end of the file")
            #expect(error.offset == 33)
        }
    }

    @Test("a chunk name that is none stops the walk")
    func name() {
        let bytes = SampleImages.png(SampleImages.pngChunk("ca\u{7F}X", []))
        #expect(throws: SignetError("png.damaged", .badData, "")) { try ImageContainer.read(bytes) }
    }

    @Test("a store behind IEND cannot be used, but is not the same as none")
    func trailing() throws {
        let container = try ImageContainer.read(SampleImages.png() + SampleImages.pngChunk("caBX", store))
        #expect(container.store == nil)
        #expect(!container.hasNoTraceOfStore)
        #expect(container.defects.map(\.kind) == [.storeUnreadable])
    }

    @Test("a store behind IEND takes nothing from one before it; other bytes there mean nothing")
    func trailingBytes() throws {
        let carried = try ImageFormat.png.carry(store)
        let image = SampleImages.png()
        let signed = Array(image[..<33]) + carried + Array(image[33...])
        #expect(try ImageContainer.read(signed + carried).defects.isEmpty)
        #expect(try ImageContainer.read(signed + carried).store?.bytes == store)
        #expect(try ImageContainer.read(image + [1, 2, 3]).hasNoTraceOfStore)
        #expect(try ImageContainer.read(image + image).hasNoTraceOfStore)
    }

    @Test("limits hold")
    func limits() throws {
        var limits = Limits()
        limits.maximumContainerParts = 2
        #expect(throws: SignetError("limit.containerParts", .badData, "")) {
            try ImageContainer.read(SampleImages.png(), limits: limits)
        }
        limits.maximumContainerParts = 4
        limits.maximumStoreBytes = 120
        let bytes = SampleImages.png(SampleImages.pngChunk("caBX", store))
        #expect(try ImageContainer.read(bytes, limits: limits).store != nil)
        limits.maximumStoreBytes = 119
        #expect(throws: SignetError("limit.storeBytes", .badData, "")) {
            try ImageContainer.read(bytes, limits: limits)
        }
    }

    @Test("text and EXIF chunks are listed by the range of their data")
    func metadata() throws {
        let text = SampleImages.pngChunk("tEXt", Array("a\0b".utf8))
        let exif = SampleImages.pngChunk("eXIf", Array("Exif\0\0II*\0".utf8))
        let container = try ImageContainer.read(SampleImages.png(text + exif + SampleImages.pngChunk("iTXt", [])))
        #expect(container.metadata.map(\.kind) == [.pngText, .exif, .pngInternationalText])
        #expect(container.metadata.first?.range == 41..<44)
        #expect(container.exif == 62..<66)
    }

    @Test("more metadata than is listed is said to be there")
    func manyTexts() throws {
        let text = SampleImages.pngChunk("tEXt", Array("a\0b".utf8))
        let chunks = [[UInt8]](repeating: text, count: 600).flatMap { $0 }
        let container = try ImageContainer.read(SampleImages.png(chunks))
        #expect(container.metadata.count == ImageContainer.maximumMetadataBlocks)
        #expect(container.omitsMetadata)
    }

    @Test("the carried chunk is the one the format asks for")
    func carry() throws {
        #expect(try ImageFormat.png.carry(store) == SampleImages.pngChunk("caBX", store))
        #expect(try ImageFormat.png.carriedSize(ofStore: 120) == 132)
        #expect(throws: SignetError("store.notOneBox", .unexpected, "")) { try ImageFormat.png.carry(store + [0]) }
    }
}
