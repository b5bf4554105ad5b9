import Bytes
import Testing

@testable import ImageFormats

@Suite("Boxes for box hashes")
struct FileBoxTests {
    private static func boxes(_ bytes: [UInt8]) throws -> [FileBox] {
        try #require(try ImageContainer.read(bytes).boxes(MemorySource(bytes)))
    }

    private static func signed(_ image: [UInt8]) throws -> [UInt8] {
        let container = try ImageContainer.read(image)
        let store = SampleImages.store(size: 70_001)
        return try container.embeddingPlan(storeSize: store.count).assemble(
            from: image, carried: container.format.carry(store))
    }

    @Test(
        "every byte is in one box, the store in one of its own",
        arguments: [SampleImages.png(), SampleImages.jpeg(), SampleImages.webp()])
    func complete(image: [UInt8]) throws {
        for bytes in [image, try Self.signed(image)] {
            let boxes = try Self.boxes(bytes)
            #expect(boxes.first?.range.lowerBound == 0)
            #expect(boxes.last?.range.upperBound == bytes.count)
            for (box, next) in zip(boxes, boxes.dropFirst()) { #expect(box.range.upperBound == next.range.lowerBound) }
        }
        let store = try Self.boxes(try Self.signed(image)).filter { $0.name == FileBox.storeName }
        #expect(store.count == 1)
    }

    @Test("names are those of the specification")
    func names() throws {
        #expect(try Self.boxes(SampleImages.png()).map(\.name) == ["PNGh", "IHDR", "IDAT", "IEND"])
        #expect(try Self.boxes(SampleImages.webp()).map(\.name) == ["WEBP", "VP8L"])
        #expect(
            try Self.boxes(Self.signed(SampleImages.jpeg())).map(\.name) == [
                "SOI", "APP0", "C2PA", "DQT", "SOS", "EOI",
            ])
    }

    @Test("stuffed bytes stay in their scan, restart markers are boxes, fill bytes are refused")
    func scans() throws {
        let scan = SampleImages.jpegSegment(0xDA, [1, 1, 0, 0, 63, 0])
        let bytes = [0xFF, 0xD8] + scan + [1, 0xFF, 0, 0xFF, 0xD0, 2, 0xFF, 0xFF, 0xD1, 3, 0xFF, 0xD9]
        #expect(try Self.boxes(bytes).map(\.name) == ["SOI", "SOS", "RST0", "RST1", "EOI"])
        #expect(throws: SignetError("boxes.fill", .badData, "")) {
            try Self.boxes([0xFF, 0xD8, 0xFF, 0xFF, 0xDB, 0, 2] + scan + [0xFF, 0xD9])
        }
    }

    @Test("formats without boxes have none")
    func others() throws {
        let bytes = SampleImages.gif()
        #expect(try ImageContainer.read(bytes).boxes(MemorySource(bytes)) == nil)
    }
}
