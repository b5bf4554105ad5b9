import Bytes
import Testing

@testable import ImageFormats

@Suite("JPEG containers")
struct JPEGContainerTests {
    private let store = SampleImages.store(size: 300)

    /// The store in segments of 100, 100 and the rest of its content.
    private func segments(
        numbers: [UInt32] = [1, 2, 3], instances: [UInt16] = [7, 7, 7]
    ) -> [[UInt8]] {
        let content = store.dropFirst(8)
        let parts = [content.prefix(100), content.dropFirst(100).prefix(100), content.dropFirst(200)]
        return parts.enumerated().map { index, part in
            SampleImages.jumbfSegment(
                numbers[index], header: store.prefix(8), content: part, instance: instances[index])
        }
    }

    private func container(_ segments: [[UInt8]]) throws -> ImageContainer {
        try ImageContainer.read(SampleImages.jpeg(segments.flatMap { $0 }))
    }

    @Test("a JPEG without credentials has no trace of a store")
    func plain() throws {
        let container = try container([SampleImages.exif])
        #expect(container.format == .jpeg)
        #expect(container.hasNoTraceOfStore)
        #expect(container.defects.isEmpty)
        #expect(container.insertion == 20 + SampleImages.exif.count)
    }

    @Test("segments are put together, and every store byte is found again in the file")
    func found() throws {
        let bytes = SampleImages.jpeg(segments().flatMap { $0 })
        let container = try ImageContainer.read(bytes)
        let found = try #require(container.store)
        #expect(container.defects.isEmpty)
        #expect(found.bytes == store)
        #expect(found.range == 20..<20 + 300 + 3 * 12 + 2 * 8)
        for offset in store.indices {
            let place = try #require(found.fileOffset(ofStoreOffset: offset))
            #expect(bytes[place] == store[offset])
        }
        #expect(found.fileOffset(ofStoreOffset: 300) == found.range.upperBound)
    }

    @Test("foreign segments between those of the store are a defect")
    func notContiguous() throws {
        var parts = segments()
        parts.insert(SampleImages.jpegSegment(0xFE, [1, 2]), at: 1)
        let container = try container(parts)
        #expect(container.kinds == [.segmentsNotContiguous])
        #expect(container.store?.bytes == store)
    }

    @Test("fill bytes between segments of the store are a defect")
    func fill() throws {
        var parts = segments()
        parts.insert([0xFF], at: 1)
        #expect(try container(parts).kinds == [.segmentsNotContiguous])
    }

    @Test(
        "sequence numbers other than 1, 2, 3 are a defect",
        arguments: [[77, 2, 3], [1, 3, 3], [1, 2, 4], [0, 1, 2], [2, 3, 4]] as [[UInt32]])
    func order(numbers: [UInt32]) throws {
        let container = try container(segments(numbers: numbers))
        #expect(container.kinds.first == .segmentOrder)
        #expect(container.store != nil)
    }

    @Test("a single segment with another number than 1 is a defect")
    func single() throws {
        let segment = SampleImages.jumbfSegment(77, header: store.prefix(8), content: store.dropFirst(8))
        #expect(try container([segment]).kinds == [.segmentOrder])
    }

    @Test("a different box instance number within the store is a defect")
    func instance() throws {
        #expect(try container(segments(instances: [7, 8, 7])).kinds == [.segmentInstance])
    }

    @Test("a continuation that does not repeat the box header is a defect")
    func header() throws {
        var parts = segments()
        parts[1][12] ^= 1
        #expect(try container(parts).kinds == [.segmentHeader])
    }

    @Test("bytes after the store in its last segment are a defect")
    func foreign() throws {
        let content = store.dropFirst(8) + [9, 9]
        let container = try container([SampleImages.jumbfSegment(1, header: store.prefix(8), content: content)])
        #expect(container.kinds == [.foreignBytes])
        #expect(container.store?.bytes == store)
    }

    @Test("a store of which the last segment is missing is cut short")
    func cutShort() throws {
        #expect(try container(segments().dropLast()).kinds == [.storeCutShort])
    }

    @Test("two stores are a defect")
    func two() throws {
        let container = try container(segments() + segments(instances: [8, 8, 8]))
        #expect(container.kinds == [.severalStores])
        #expect(container.carriers.count == 2)
    }

    @Test("a store cut short by a second one is two stores")
    func cutShortByAnother() throws {
        let container = try container(segments().dropLast() + segments(instances: [8, 8, 8]))
        #expect(Set(container.kinds) == [.severalStores, .storeCutShort])
    }

    @Test("other uses of APP11 are left alone")
    func others() throws {
        let other = SampleImages.store(size: 80, label: "jp360", uuid: "J360")
        let box = SampleImages.jumbfSegment(1, header: other.prefix(8), content: other.dropFirst(8), instance: 1)
        let jpegXT = SampleImages.jumbfSegment(1, header: [0, 0, 0, 20] + Array("RESI".utf8), content: [1, 2, 3])
        let hdr = SampleImages.jpegSegment(0xEB, Array("HDR_RI ver=11".utf8))
        #expect(try container([box, jpegXT, hdr]).hasNoTraceOfStore)
        let mixed = try container([box] + segments() + [jpegXT])
        #expect(mixed.store?.bytes == store)
        #expect(mixed.defects.isEmpty)
    }

    @Test("a damaged description still bears the mark of a store", arguments: [12, 16, 20, 24, 28, 45, 46])
    func marks(offset: Int) throws {
        var parts = segments()
        parts[0][offset] ^= 0x20
        #expect(try !container(parts).hasNoTraceOfStore)
    }

    @Test("a store whose segment has another identifier is broken, not absent")
    func identifier() throws {
        let segment = SampleImages.jumbfSegment(
            1, header: store.prefix(8), content: store.dropFirst(8), identifier: "JQ")
        let container = try container([segment])
        #expect(container.store == nil)
        #expect(container.kinds == [.storeUnreadable])
    }

    @Test("every change of one bit of the carrier's own fields is noticed, but for the box instance number")
    func fields() throws {
        let bytes = SampleImages.jpeg(segments().flatMap { $0 })
        let sound = try #require(try ImageContainer.read(bytes).store)
        for offset in sound.range where sound.segments.allSatisfy({ !$0.fileRange.contains(offset) }) {
            for bit in 0..<8 {
                var changed = bytes
                changed[offset] ^= 1 << bit
                do {
                    let container = try ImageContainer.read(changed)
                    let isNoticed =
                        container.store?.range != sound.range || container.store?.bytes != sound.bytes
                        || !container.defects.isEmpty
                    #expect(isNoticed, "byte \(offset), bit \(bit)")
                } catch { #expect(error.offset != nil) }
            }
        }
    }

    @Test("a file that ends inside its store is not a file without one")
    func truncatedInside() throws {
        let bytes = SampleImages.jpeg(segments().flatMap { $0 })
        let container = try ImageContainer.read([UInt8](bytes.prefix(250)))
        #expect(!container.hasNoTraceOfStore)
        #expect(container.kinds.contains(.truncated))
        #expect(container.kinds.contains(.storeCutShort))
    }

    @Test("a broken structure without a store is an error with its offset")
    func broken() {
        do {
            _ = try ImageContainer.read([0xFF, 0xD8] + SampleImages.jfif + [0xFF, 0xE1, 0x20, 0x00, 1, 2])
            Issue.record("no error")
        } catch {
            #expect(error.reason == "the JPEG segment at offset 20 runs past the end of the file")
            #expect(error.offset == 20)
        }
    }

    @Test("the walk ends at the first scan")
    func afterScan() throws {
        let bytes: [UInt8] = SampleImages.jpeg().dropLast(2) + segments().joined() + [0xFF, 0xD9]
        #expect(try ImageContainer.read(bytes).hasNoTraceOfStore)
    }

    @Test("limits hold")
    func limits() throws {
        var limits = Limits()
        limits.maximumStoreBytes = 300
        let bytes = SampleImages.jpeg(segments().flatMap { $0 })
        #expect(try ImageContainer.read(bytes, limits: limits).store != nil)
        limits.maximumStoreBytes = 299
        #expect(throws: SignetError("limit.storeBytes", .badData, "")) {
            try ImageContainer.read(bytes, limits: limits)
        }
        limits.maximumContainerParts = 3
        #expect(throws: SignetError("limit.containerParts", .badData, "")) {
            try ImageContainer.read(bytes, limits: limits)
        }
    }

    @Test("EXIF, XMP and comments are listed by the range of their data")
    func metadata() throws {
        let xmp = SampleImages.jpegSegment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
        let more = SampleImages.jpegSegment(0xE1, Array("http://ns.adobe.com/xmp/extension/\0abc".utf8))
        let container = try container([SampleImages.exif, xmp, more, SampleImages.jpegSegment(0xFE, [65])])
        #expect(container.metadata.map(\.kind) == [.exif, .xmp, .extendedXMP, .comment])
        #expect(container.exif?.lowerBound == 30)
        #expect(container.xmp.first?.count == 4)
    }

    @Test("a carried store reads back, whatever its size", arguments: [60, 64_007, 64_008, 64_009, 200_000])
    func carry(size: Int) throws {
        let store = SampleImages.store(size: size)
        let carried = try ImageFormat.jpeg.carry(store)
        #expect(carried.count == (try ImageFormat.jpeg.carriedSize(ofStore: size)))
        let container = try ImageContainer.read(SampleImages.jpeg(carried))
        #expect(container.defects.isEmpty)
        #expect(container.store?.bytes == store)
        #expect(container.store?.range == 20..<20 + carried.count)
    }
}
