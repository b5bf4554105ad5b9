import Bytes
import Testing

@testable import ImageFormats

@Suite("GIF containers")
struct GIFContainerTests {
    private static let store = SampleImages.store(size: 600)

    private static func kinds(_ block: [UInt8]) throws -> [ContainerDefect.Kind] {
        try ImageContainer.read(SampleImages.gif(block)).kinds
    }

    @Test("only version 1.0 in sub-blocks of 255 bytes is taken without reserve")
    func forms() throws {
        #expect(try Self.kinds(SampleImages.gifBlock(Self.store)) == [])
        #expect(try Self.kinds(SampleImages.gifBlock(Self.store, piece: 254)) == [.carrierForm])
        #expect(try Self.kinds(SampleImages.gifBlock(Self.store, version: [2, 0, 0])) == [.carrierForm])
        #expect(try Self.kinds(SampleImages.gifBlock(Self.store + [0])) == [.foreignBytes])
        #expect(try Self.kinds(SampleImages.gifBlock([1, 2, 3])) == [.storeUnreadable])
        let block = SampleImages.gifBlock(Self.store)
        #expect(try Self.kinds(block + block) == [.severalStores])
    }

    @Test("a store behind an image is a defect, not overlooked")
    func place() throws {
        let bytes = [UInt8](SampleImages.gif().dropLast()) + SampleImages.gifBlock(Self.store) + [0x3B]
        #expect(try ImageContainer.read(bytes).kinds == [.carrierForm])
    }

    @Test("a store behind the trailer cannot be used, but is not the same as none")
    func behind() throws {
        let comment: [UInt8] = [0x21, 0xFE, 1, 65, 0]
        for between in [[], comment] {
            let container = try ImageContainer.read(SampleImages.gif() + between + SampleImages.gifBlock(Self.store))
            #expect(container.kinds == [.storeUnreadable])
            #expect(container.store == nil)
        }
        #expect(try ImageContainer.read(SampleImages.gif() + comment + [1, 2, 3]).hasNoTraceOfStore)
        #expect(try ImageContainer.read(SampleImages.gif() + SampleImages.gifBlock(Self.store).dropLast()).kinds != [])
    }

    @Test("a GIF87a becomes a GIF89a, because the former has no extensions")
    func version() throws {
        let image = SampleImages.gif(version: "GIF87a")
        let plan = try ImageContainer.read(image).embeddingPlan(storeSize: 100)
        #expect(plan.pieces.first == .replace(Array("GIF89a".utf8)))
    }

    @Test("an XMP packet is handed out without the trailer that ends it")
    func xmp() throws {
        let packet = Array("<x:xmpmeta/>".utf8)
        let trailer = [1] + (0...255).reversed().map { UInt8($0) } + [0]
        let block = [0x21, 0xFF, 0x0B] + Array("XMP DataXMP".utf8) + packet + trailer
        let bytes = SampleImages.gif(block)
        let container = try ImageContainer.read(bytes)
        #expect(container.xmp.map { Array(bytes[$0]) } == [packet])
    }
}
