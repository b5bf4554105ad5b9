import Bytes
import TestSupport
import Testing

@testable import ImageFormats

@Suite("AVIF and HEIF containers")
struct BMFFContainerTests {
    private let store = SampleImages.store(size: 120)

    /// An image with boxes between file type and metadata, and others at the end.
    private func image(_ boxes: [UInt8], after: [UInt8] = []) -> [UInt8] {
        SampleBMFF.image(before: boxes, after: after)
    }

    @Test("a file without credentials has no trace of a store")
    func plain() throws {
        let container = try ImageContainer.read(SampleBMFF.image())
        #expect(container.format == .avif)
        #expect(container.hasNoTraceOfStore)
        #expect(container.defects.isEmpty)
        #expect(container.insertion == 28)
        #expect(container.bmff?.boxes.map(\.type) == [.fileType, .metadata, .mediaData])
    }

    @Test(
        "brands decide, the major one first",
        arguments: [
            ("avif", "mif1", ImageFormat.avif), ("mif1", "heic", .heic), ("mif1", "miaf", .heif),
            ("heic", "avif", .heic),
            ("isom", "mp42", nil),
        ])
    func brands(major: String, other: String, format: ImageFormat?) {
        let bytes = SampleBMFF.box("ftyp", Array(major.utf8) + [0, 0, 0, 0] + Array(other.utf8))
        #expect(ImageFormat.detect(MemorySource(bytes)) == format)
    }

    @Test("a store is found with the range of its whole box")
    func found() throws {
        let bytes = image(SampleBMFF.provenance(store))
        let container = try ImageContainer.read(bytes)
        #expect(container.store?.bytes == store)
        #expect(container.store?.range == 28..<28 + 45 + 120)
        #expect(container.store?.fileOffset(ofStoreOffset: 0) == 28 + 45)
        #expect(container.defects.isEmpty)
        #expect(try ImageFormat.avif.carry(store) == SampleBMFF.provenance(store))
    }

    @Test("padding after the store has to be zero")
    func padding() throws {
        #expect(try ImageContainer.read(image(SampleBMFF.provenance(store + [0, 0, 0]))).defects.isEmpty)
        let foreign = try ImageContainer.read(image(SampleBMFF.provenance(store + [0, 7, 0])))
        #expect(foreign.kinds == [.foreignBytes])
        #expect(foreign.defects.first?.offset == 28 + 45 + 121)
        #expect(foreign.store?.bytes == store)
    }

    @Test("a C2PA box of another purpose or version is damaged, not absent")
    func purposes() throws {
        for box in [
            SampleBMFF.provenance(store, purpose: "manifesu"), SampleBMFF.provenance(store, purpose: ""),
            SampleBMFF.provenance(store, version: 1), SampleBMFF.provenance(store, purpose: "merkle"),
            SampleBMFF.provenance(store, purpose: "update"), SampleBMFF.provenance([]),
            SampleBMFF.box("uuid", SampleBMFF.identifier),
        ] {
            let container = try ImageContainer.read(image(box))
            #expect(container.store == nil)
            #expect(!container.hasNoTraceOfStore)
            #expect(container.kinds.contains(.storeUnreadable))
        }
    }

    @Test("a store in a box of a type that is nearly C2PA's is damaged; other such boxes are no trace")
    func types() throws {
        var box = SampleBMFF.provenance(store)
        box[12] ^= 1
        #expect(try ImageContainer.read(image(box)).kinds == [.storeUnreadable])
        let other = SampleBMFF.box("uuid", SampleBMFF.data(60))
        #expect(try ImageContainer.read(image(other)).hasNoTraceOfStore)
    }

    @Test("a 64-bit size is a defect: the exclusion of the hash does not match such a box")
    func longSize() throws {
        let short = SampleBMFF.provenance(store)
        let container = try ImageContainer.read(image(SampleBMFF.box("uuid", Array(short.dropFirst(8)), isLong: true)))
        #expect(container.kinds == [.storeLength])
        #expect(container.store?.bytes == store)
    }

    @Test("two stores are a defect")
    func two() throws {
        let box = SampleBMFF.provenance(store)
        #expect(try ImageContainer.read(image(box + box)).kinds == [.severalStores])
        #expect(try ImageContainer.read(image(box, after: box)).kinds == [.severalStores])
    }

    @Test("updates are joined with the manifests they update")
    func updates() throws {
        let first = SampleImages.store(size: 120)
        let second = SampleImages.store(size: 90)
        let bytes = image(
            SampleBMFF.provenance(first, purpose: "original"), after: SampleBMFF.provenance(second, purpose: "update"))
        let container = try ImageContainer.read(bytes)
        #expect(container.defects.isEmpty)
        let joined = try #require(container.store)
        let description = Int(first[11]) + 8
        #expect(joined.bytes == SampleBMFF.number(210 - description, 4) + first[4...] + second[description...])
        for offset in 4..<joined.bytes.count {
            #expect(joined.fileOffset(ofStoreOffset: offset).map { bytes[$0] } == joined.bytes[offset])
        }
        // The form without the offset, which the specification defines for other purposes only.
        let bare = image(
            SampleBMFF.provenance(first, purpose: "original"),
            after: SampleBMFF.provenance(second, purpose: "update", treeOffset: nil))
        #expect(try ImageContainer.read(bare).store?.bytes == joined.bytes)
    }

    @Test("purposes that do not go together are a defect")
    func retagged() throws {
        let original = SampleBMFF.provenance(store, purpose: "original")
        let manifest = SampleBMFF.provenance(store)
        let update = SampleBMFF.provenance(store, purpose: "update")
        #expect(try ImageContainer.read(image(original)).kinds == [.storePurpose])
        #expect(try ImageContainer.read(image(manifest, after: update)).kinds == [.storePurpose])
        #expect(try ImageContainer.read(image(original + update)).kinds == [.storePurpose])
        #expect(try ImageContainer.read(image(original, after: update + update)).kinds.contains(.severalStores))
        let offset = SampleBMFF.provenance(store, purpose: "update", treeOffset: 5)
        #expect(try ImageContainer.read(image(original, after: offset)).kinds == [.storePurpose])
    }

    @Test("the offset of the parts of a Merkle tree is right, or 0")
    func treeOffset() throws {
        let part = SampleBMFF.provenance([0xA0], purpose: "merkle", treeOffset: nil)
        let size = image(SampleBMFF.provenance(store)).count
        for (offset, kinds) in [(0, []), (size, []), (size + 1, [ContainerDefect.Kind.storePurpose])] {
            let bytes = image(SampleBMFF.provenance(store, treeOffset: offset), after: part + part)
            let container = try ImageContainer.read(bytes)
            #expect(container.kinds == kinds)
            #expect(
                container.bmff?.treeParts == [
                    bytes.count - part.count - 1..<bytes.count - part.count, bytes.count - 1..<bytes.count,
                ])
        }
    }

    @Test("a last box may reach to the end of the file; others may not")
    func openSize() throws {
        var bytes = SampleBMFF.image()
        let start = bytes.count - 608
        bytes.replaceSubrange(start..<start + 4, with: [0, 0, 0, 0])
        #expect(try ImageContainer.read(bytes).bmff?.boxes.last?.range == start..<bytes.count)
        var box = SampleBMFF.provenance(store)
        box.replaceSubrange(0..<4, with: [0, 0, 0, 0])
        #expect(try ImageContainer.read(image([], after: box)).kinds == [.storeLength])
    }

    @Test("a file that is cut short is judged by what is there, and an error without a store")
    func truncated() throws {
        let bytes = image(SampleBMFF.provenance(store))
        for size in 0..<bytes.count {
            do {
                let container = try ImageContainer.read([UInt8](bytes.prefix(size)))
                #expect(!container.hasNoTraceOfStore || size == 28, "\(size)")
                #expect(container.kinds.contains(.truncated) || container.bmff?.boxes.last?.range.upperBound == size)
            } catch { #expect(error.category == .badData, "\(size)") }
        }
    }

    @Test("sizes that lie are errors or defects, with any byte changed")
    func mutations() throws {
        let bytes = image(SampleBMFF.provenance(store), after: SampleBMFF.box("free", [0, 0]))
        for offset in bytes.indices {
            for value in [0, 1, 0x7F, 0xFF, bytes[offset] ^ 0x20] {
                var changed = bytes
                changed[offset] = value
                guard let container = try? ImageContainer.read(changed) else { continue }
                let kept = container.removalPieces.reduce(0) { $0 + $1.count }
                #expect(kept + container.carriers.reduce(0) { $0 + $1.count } == bytes.count)
                _ = try? container.embeddingPlan(storeSize: 100, in: MemorySource(changed))
            }
        }
    }

    @Test("limits hold")
    func limits() throws {
        var limits = Limits()
        limits.maximumStoreBytes = 119
        let bytes = image(SampleBMFF.provenance(store))
        #expect(throws: SignetError("limit.storeBytes", .badData, "")) {
            try ImageContainer.read(bytes, limits: limits)
        }
        let many = SampleBMFF.fileType + [[UInt8]](repeating: SampleBMFF.box("free", []), count: 70_000).flatMap { $0 }
        #expect(throws: SignetError("limit.containerParts", .badData, "")) { try ImageContainer.read(many) }
    }

    @Test("EXIF and XMP items are listed by the range of their data")
    func metadata() throws {
        let exif = SampleBMFF.number(0, 4) + Array("II*\0".utf8)
        func entry(_ identifier: Int, _ type: String, _ more: String = "\0") -> [UInt8] {
            SampleBMFF.fullBox(
                "infe", version: 2,
                SampleBMFF.number(identifier, 2) + SampleBMFF.number(0, 2) + Array(type.utf8) + Array(more.utf8))
        }
        let entries = entry(1, "Exif") + entry(2, "mime", "\0application/rdf+xml\0") + entry(3, "av01")
        let information = SampleBMFF.fullBox("iinf", SampleBMFF.number(3, 2) + entries)
        let places = SampleBMFF.Places(version: 1)
        let items: [SampleBMFF.Item] = [
            .init(1, method: 1, extents: [(0, exif.count)]), .init(2, method: 1, extents: [(8, 5)]),
            .init(3, extents: [(0, 4)]),
        ]
        let meta = SampleBMFF.fullBox(
            "meta",
            SampleBMFF.handler + SampleBMFF.locations(items, places) + information
                + SampleBMFF.box("idat", exif + Array("<xmp>".utf8)))
        let bytes = SampleBMFF.fileType + meta
        let container = try ImageContainer.read(bytes)
        #expect(container.metadata.map(\.kind) == [.exif, .xmp])
        #expect(container.exif.map { [UInt8](bytes[$0]) } == Array("II*\0".utf8))
        #expect(container.xmp.first.map { [UInt8](bytes[$0]) } == Array("<xmp>".utf8))
    }
}
