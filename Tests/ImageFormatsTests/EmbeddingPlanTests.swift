import Bytes
import Foundation
import Testing

@testable import ImageFormats

@Suite("Embedding plans")
struct EmbeddingPlanTests {
    private static let images: [[UInt8]] = [
        SampleImages.png(), SampleImages.png(SampleImages.pngChunk("tEXt", [65, 0, 66])), SampleImages.jpeg(),
        SampleImages.jpeg(SampleImages.exif), [0xFF, 0xD8] + SampleImages.jpegBody,
    ]

    @Test("a new store is found where the plan says, and all else stays", arguments: images)
    func add(image: [UInt8]) throws {
        let container = try ImageContainer.read(image)
        let store = SampleImages.store(size: 70_000)
        let plan = try container.embeddingPlan(storeSize: store.count, in: MemorySource(image))
        let signed = plan.assemble(from: image, carried: try container.format.carry(store))
        #expect(signed.count == plan.newFileSize)
        let again = try ImageContainer.read(signed)
        #expect(again.store?.bytes == store)
        #expect(again.store?.range == plan.storeRange)
        #expect(again.defects.isEmpty)
        #expect(again.removalPieces.flatMap { signed[$0] } == image)
    }

    @Test("an old store is replaced in its place", arguments: images)
    func replace(image: [UInt8]) throws {
        let container = try ImageContainer.read(image)
        let first = try container.embeddingPlan(storeSize: 500, in: MemorySource(image))
        let signed = first.assemble(from: image, carried: try container.format.carry(SampleImages.store(size: 500)))
        let store = SampleImages.store(size: 90)
        let second = try ImageContainer.read(signed).embeddingPlan(storeSize: 90, in: MemorySource(signed))
        let resigned = second.assemble(from: signed, carried: try container.format.carry(store))
        #expect(second.storeRange.lowerBound == first.storeRange.lowerBound)
        #expect(resigned.count == second.newFileSize)
        let again = try ImageContainer.read(resigned)
        #expect(again.store?.bytes == store)
        #expect(again.removalPieces.flatMap { resigned[$0] } == image)
    }

    @Test("the fixtures take a store", arguments: ["harbour.png", "harbour.jpg"])
    func fixtures(name: String) throws {
        let file = SampleImages.packageRoot.appendingPathComponent("Tests/Fixtures/\(name)")
        let image = [UInt8](try Data(contentsOf: file))
        let container = try ImageContainer.read(try FileSource(path: file.path))
        #expect(container.hasNoTraceOfStore)
        #expect(container.metadata.isEmpty)
        #expect(container.defects.isEmpty)
        let store = SampleImages.store(size: 12_000)
        let plan = try container.embeddingPlan(storeSize: store.count, in: MemorySource(image))
        let signed = plan.assemble(from: image, carried: try container.format.carry(store))
        #expect(try ImageContainer.read(signed).store?.range == plan.storeRange)
    }

    @Test("all carriers go, when there are several or broken ones")
    func removeAll() throws {
        let chunk = SampleImages.pngChunk("caBX", SampleImages.store(size: 90))
        let bytes = SampleImages.pngHeader + chunk + SampleImages.pngChunk("caBX", []) + SampleImages.pngBody + [1, 2]
        let container = try ImageContainer.read(bytes)
        #expect(container.removalPieces.flatMap { bytes[$0] } == SampleImages.png() + [1, 2])
    }

    @Test("a size that no box can have is refused")
    func tooSmall() throws {
        let container = try ImageContainer.read(SampleImages.png())
        #expect(throws: SignetError("store.size", .unexpected, "")) {
            try container.embeddingPlan(storeSize: 7, in: MemorySource(SampleImages.png()))
        }
    }
}
