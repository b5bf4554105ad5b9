import Bytes
import Testing

@testable import ImageFormats

@Suite("TIFF containers")
struct TIFFContainerTests {
    private typealias Entry = SampleImages.TIFFEntry
    private static let store = SampleImages.store(size: 120)

    /// A TIFF with one directory, of which `entry` is the last entry, and the store at offset 38.
    private static func tiff(_ entry: Entry, tail: [UInt8] = store) -> [UInt8] {
        SampleImages.tiff([[Entry(tag: 256, value: 8), entry]], tail: tail)
    }

    private static func entry(type: Int = 7, count: Int = 120, value: Int = 38) -> Entry {
        Entry(tag: 0xCD41, type: type, count: count, value: value)
    }

    @Test("the store is the value of the entry, whose count must be its length")
    func entries() throws {
        #expect(try ImageContainer.read(Self.tiff(Self.entry())).store?.range == 38..<158)
        #expect(try ImageContainer.read(Self.tiff(Self.entry())).kinds == [])
        #expect(try ImageContainer.read(Self.tiff(Self.entry(count: 119))).kinds == [.storeCutShort])
        #expect(
            try ImageContainer.read(Self.tiff(Self.entry(count: 121), tail: Self.store + [0])).kinds == [.foreignBytes])
        #expect(try ImageContainer.read(Self.tiff(Self.entry(count: 121))).kinds == [.storeUnreadable])
        #expect(try ImageContainer.read(Self.tiff(Self.entry(type: 2))).kinds == [.storeUnreadable])
        #expect(try ImageContainer.read(Self.tiff(Self.entry(count: 4))).kinds == [.storeUnreadable])
        #expect(try ImageContainer.read(Self.tiff(Self.entry(value: 0x7FFF_FFFF))).kinds == [.storeUnreadable])
    }

    @Test("a store that lies over the structure is no store to trust")
    func overlap() throws {
        let container = try ImageContainer.read(Self.tiff(Self.entry(value: 30)))
        #expect(container.kinds.contains(.carrierForm))
    }

    @Test("two entries are two stores, even when they point at the same bytes")
    func twice() throws {
        let bytes = SampleImages.tiff([[Self.entry(value: 38), Self.entry(value: 38)]], tail: Self.store)
        #expect(try ImageContainer.read(bytes).kinds.contains(.severalStores))
    }

    @Test("circles, empty and endless directories are refused")
    func hostile() throws {
        let damaged = SignetError("tiff.damaged", .badData, "")
        #expect(throws: damaged) { try ImageContainer.read(SampleImages.tiff(last: 8)) }
        #expect(throws: damaged) { try ImageContainer.read(SampleImages.tiff([[]])) }
        #expect(throws: damaged) { try ImageContainer.read(SampleImages.tiff(last: 4_000)) }
        #expect(throws: damaged) { try ImageContainer.read(Array("II*\0".utf8) + [8, 0, 0, 0, 0xFF, 0xFF]) }
        var limits = Limits.default
        limits.maximumContainerParts = 2
        #expect(throws: SignetError("limit.containerParts", .badData, "")) {
            try ImageContainer.read(SampleImages.tiff(), limits: limits)
        }
    }

    @Test("one directory gets an entry more, several get a directory more")
    func placement() throws {
        let one = SampleImages.tiff([[Entry(tag: 256, value: 8), Entry(tag: 0xFFFE, value: 1)]])
        for (image, expected) in [
            (one, 1), (SampleImages.tiff([[Entry(tag: 256, value: 8)], [Entry(tag: 256, value: 8)]]), 3),
        ] {
            let container = try ImageContainer.read(image)
            let signed = try container.embeddingPlan(storeSize: 120).assemble(from: image, carried: Self.store)
            let layout = try #require(try ImageContainer.read(signed).tiff)
            #expect(layout.directories.count == expected)
            let last = try #require(layout.directories.last)
            let tags = (0..<last.entryCount).map { index in
                Int(signed[last.offset + 2 + index * 12]) | Int(signed[last.offset + 3 + index * 12]) << 8
            }
            #expect(tags == tags.sorted())
            #expect(tags.contains(0xCD41))
        }
    }

    @Test("a store amid the file is wiped, and what follows it does not move")
    func amid() throws {
        let image = Self.tiff(Self.entry(), tail: Self.store + [9, 9])
        let signed = try ImageContainer.read(image).embeddingPlan(storeSize: 120).assemble(
            from: image, carried: Self.store)
        #expect(signed[38..<158].allSatisfy { $0 == 0 })
        #expect(signed[158..<160] == [9, 9])
        #expect(try ImageContainer.read(signed).store?.range == 160..<280)
    }

    @Test("its own fields are its EXIF, wherever they are, in a small excerpt")
    func exif() throws {
        let text = Array("a model that paints\0".utf8)
        let pixels = [UInt8](repeating: 7, count: 100_000)
        let image = SampleImages.tiff(
            [[Entry(tag: 256, value: 8), Entry(tag: 305, type: 2, count: text.count, value: 38 + pixels.count)]],
            tail: pixels + text)
        let container = try ImageContainer.read(image)
        let block = try #require(container.metadata.first { $0.kind == .exif })
        let excerpt = try container.exifBytes(MemorySource(image), block, limit: 1 << 16)
        #expect(excerpt.count == 8 + 2 + 12 + 4 + text.count)
        #expect(Array(excerpt.suffix(text.count)) == text)
    }

    @Test("a value beyond the end of the file is read from nothing that is appended: such a file is not signed")
    func valuesBeyond() throws {
        for (count, value) in [(100, 4_000), (3, 60), (1 << 30, 8)] {
            let entries = [
                SampleImages.TIFFEntry(tag: 256, value: 8),
                SampleImages.TIFFEntry(tag: 273, type: 4, count: count, value: value),
            ]
            let container = try ImageContainer.read(SampleImages.tiff([entries]))
            #expect(throws: SignetError("tiff.value", .badData, "")) {
                try container.embeddingPlan(storeSize: 300, in: MemorySource(SampleImages.tiff([entries])))
            }
        }
    }
}
