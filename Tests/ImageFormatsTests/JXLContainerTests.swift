import Bytes
import Testing

@testable import ImageFormats

@Suite("JPEG XL containers")
struct JXLContainerTests {
    private static let store = SampleImages.store(size: 90)

    @Test("only a jumb box with the mark of a manifest store is one")
    func boxes() throws {
        #expect(try ImageContainer.read(SampleImages.jxl(Self.store)).store?.bytes == Self.store)
        let other = SampleImages.store(size: 90, label: "x", uuid: "abcd")
        #expect(try ImageContainer.read(SampleImages.jxl(other)).hasNoTraceOfStore)
        #expect(try ImageContainer.read(SampleImages.jxl(other + Self.store)).kinds == [])
        #expect(try ImageContainer.read(SampleImages.jxl(Self.store + Self.store)).kinds == [.severalStores])
        #expect(
            try ImageContainer.read(SampleImages.jxl(SampleImages.box("brob", Array("jumb".utf8)))).hasNoTraceOfStore)
    }

    @Test("a store that reaches to the end of the file, or beyond it, is a defect")
    func lengths() throws {
        var open = Self.store
        open.replaceSubrange(0..<4, with: [0, 0, 0, 0])
        let head = SampleImages.jxl()
        #expect(try ImageContainer.read(head + open).kinds == [.storeLength])
        #expect(try ImageContainer.read(head + Self.store.dropLast()).kinds.contains(.storeUnreadable))
    }

    @Test("a bare codestream is read, and has no place for a store")
    func codestream() throws {
        let container = try ImageContainer.read([0xFF, 0x0A, 1, 2, 3])
        #expect(container.format == .jxl)
        #expect(container.hasNoTraceOfStore)
        #expect(throws: SignetError("jxl.codestream", .badData, "")) { try container.embeddingPlan(storeSize: 90) }
    }

    @Test("Exif and XML boxes are handed out")
    func metadata() throws {
        let exif = SampleImages.box("Exif", [0, 0, 0, 2, 9, 9] + Array("II*\0".utf8))
        let bytes = SampleImages.jxl(exif + SampleImages.box("xml ", [1, 2]))
        let container = try ImageContainer.read(bytes)
        #expect(container.metadata.map(\.kind) == [.exif, .xmp])
        #expect(container.exif.map { Array(bytes[$0]) } == Array("II*\0".utf8))
        #expect(
            try ImageContainer.read(SampleImages.jxl(SampleImages.box("Exif", [0xFF, 0xFF, 0xFF, 0xFF]))).metadata
                .isEmpty)
    }

    @Test("a store whose box was made too short to be one is broken, not absent")
    func tooShort() throws {
        let store = SampleImages.store(size: 300)
        for size in [8, 9, 16, 20] {
            let container = try? ImageContainer.read(
                SampleImages.jxl(SampleImages.big(size, 4) + store.dropFirst(4)))
            #expect(container.map(\.hasNoTraceOfStore) != true, "\(size)")
        }
        #expect(try ImageContainer.read(SampleImages.jxl(SampleImages.box("jumb", []))).hasNoTraceOfStore)
    }
}
