import Bytes
import Testing

@testable import ImageFormats

/// ISO/IEC 19566-5, A.2: LBox = 1 announces a 64-bit XLBox after TBox, and every JPEG segment repeats all 16 bytes.
@Suite("Stores with XLBox")
struct ExtendedLengthTests {
    private static let size = 316

    /// A store of `size` bytes whose header says `extended`, its real size when nil.
    private func store(extended: UInt64? = nil) -> [UInt8] {
        let plain = SampleImages.store(size: Self.size - 8)
        var writer = ByteWriter()
        writer.append(1 as UInt32)
        writer.append(text: "jumb")
        writer.append(extended ?? UInt64(Self.size))
        writer.append(contentsOf: plain.dropFirst(8))
        return writer.bytes
    }

    /// The store in segments with 100, 100 and the rest of its content.
    private func segments(_ store: [UInt8], header: Int = 16) -> [[UInt8]] {
        let content = store.dropFirst(16)
        let parts = [content.prefix(100), content.dropFirst(100).prefix(100), content.dropFirst(200)]
        return parts.enumerated().map { index, part in
            let repeated = index == 0 ? store.prefix(16) : store.prefix(header)
            return SampleImages.jumbfSegment(UInt32(index + 1), header: repeated, content: part)
        }
    }

    private func container(_ segments: [[UInt8]]) throws -> ImageContainer {
        try ImageContainer.read(SampleImages.jpeg(segments.flatMap { $0 }))
    }

    @Test("a JPEG store with XLBox over several segments is sound, and every byte of it is found again")
    func jpeg() throws {
        let store = store()
        let bytes = SampleImages.jpeg(segments(store).flatMap { $0 })
        let container = try ImageContainer.read(bytes)
        #expect(container.defects.isEmpty)
        let found = try #require(container.store)
        #expect(found.bytes == store)
        #expect(found.segments.count == 3)
        #expect(found.range == 20..<20 + Self.size + 3 * 12 + 2 * 16)
        #expect(container.carriers == [found.range])
        for offset in store.indices {
            let place = try #require(found.fileOffset(ofStoreOffset: offset))
            #expect(bytes[place] == store[offset])
        }
    }

    @Test("a JPEG store with XLBox in one segment is sound")
    func single() throws {
        let store = store()
        let container = try container([
            SampleImages.jumbfSegment(1, header: store.prefix(16), content: store.dropFirst(16))
        ])
        #expect(container.defects.isEmpty)
        #expect(container.store?.bytes == store)
    }

    @Test("a PNG store with XLBox is sound")
    func png() throws {
        let store = store()
        let container = try ImageContainer.read(SampleImages.png(SampleImages.pngChunk("caBX", store)))
        #expect(container.defects.isEmpty)
        #expect(container.store?.bytes == store)
    }

    @Test(
        "an XLBox that is not exactly the size is a defect, however it is wrong",
        arguments: [0, 1, 8, 15, 16, 315, 317, 0x1_0000_013C, 0x7FFF_FFFF_FFFF_FFFF, .max] as [UInt64])
    func wrong(extended: UInt64) throws {
        let store = store(extended: extended)
        #expect(try !ImageContainer.read(SampleImages.png(SampleImages.pngChunk("caBX", store))).defects.isEmpty)
        #expect(try !container(segments(store)).defects.isEmpty)
        let single = SampleImages.jumbfSegment(1, header: store.prefix(16), content: store.dropFirst(16))
        #expect(try !container([single]).defects.isEmpty)
    }

    @Test("LBox 0 is a defect")
    func open() throws {
        var store = store()
        store.replaceSubrange(0..<4, with: [0, 0, 0, 0])
        #expect(try ImageContainer.read(SampleImages.png(SampleImages.pngChunk("caBX", store))).kinds == [.storeLength])
    }

    @Test("a continuation that does not repeat XLBox is a defect")
    func notRepeated() throws {
        let container = try container(segments(store(), header: 8))
        #expect(container.kinds.contains(.segmentHeader))
    }

    @Test("a continuation of the short form is a defect")
    func mixedForms() throws {
        let store = store()
        var parts = segments(store)
        let short = SampleImages.store(size: Self.size).prefix(8)
        parts[1] = SampleImages.jumbfSegment(2, header: short, content: store[116..<216])
        #expect(try container(parts).kinds.contains(.segmentHeader))
    }

    @Test("a store of which the last segment is missing is cut short")
    func cutShort() throws {
        #expect(try container(segments(store()).dropLast()).kinds == [.storeCutShort])
    }

    @Test("a first segment that ends inside the XLBox is no store, but a trace of one", arguments: 0..<8)
    func shortFirst(count: Int) throws {
        // The mark is behind the header, so that a damaged Le is what makes the segment short.
        var bytes = SampleImages.jpeg(segments(store()).flatMap { $0 })
        let length = 2 + 2 + 2 + 4 + 8 + count
        bytes.replaceSubrange(22..<24, with: [0, UInt8(length)])
        let isNoticed: Bool
        do {
            let container = try ImageContainer.read(bytes)
            isNoticed = container.store == nil || !container.defects.isEmpty
        } catch { isNoticed = error.offset != nil }
        #expect(isNoticed)
    }

    @Test("every change of one bit of the carrier's own fields is noticed, but for the box instance number")
    func fields() throws {
        let bytes = SampleImages.jpeg(segments(store()).flatMap { $0 })
        let sound = try #require(try ImageContainer.read(bytes).store)
        var checked = 0
        for offset in sound.range {
            // The fields of the carrier and the header of the store, which no hash covers either.
            let isContent = sound.segments.contains { $0.fileRange.contains(offset) } && offset >= 20 + 12 + 16
            guard !isContent else { continue }
            checked += 1
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
        #expect(checked == 3 * 28)
    }

    @Test("every change of one bit of the store's header that is not its type is a defect by itself")
    func header() throws {
        let bytes = SampleImages.jpeg(segments(store()).flatMap { $0 })
        for offset in Array(32..<36) + Array(40..<48) {
            for bit in 0..<8 {
                var changed = bytes
                changed[offset] ^= 1 << bit
                #expect(try !ImageContainer.read(changed).defects.isEmpty, "byte \(offset), bit \(bit)")
            }
        }
    }

    @Test("two stores of the two forms are two stores")
    func two() throws {
        let plain = SampleImages.store(size: 100)
        let other = SampleImages.jumbfSegment(1, header: plain.prefix(8), content: plain.dropFirst(8), instance: 9)
        #expect(try container(segments(store()) + [other]).kinds == [.severalStores])
        #expect(try container([other] + segments(store())).kinds == [.severalStores])
    }
}
