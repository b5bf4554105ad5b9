import Bytes
import TestSupport
import Testing

@testable import ImageFormats

@Suite("Moving the data of AVIF and HEIF files")
struct BMFFPlannerTests {
    /// Embeds a store and checks that it is found where the plan says.
    private func embed(_ size: Int, in image: [UInt8]) throws -> [UInt8] {
        let container = try ImageContainer.read(image)
        let store = SampleImages.store(size: size)
        let plan = try container.embeddingPlan(storeSize: size, in: MemorySource(image))
        let signed = plan.assemble(from: image, carried: try container.format.carry(store))
        #expect(signed.count == plan.newFileSize)
        let again = try ImageContainer.read(signed)
        #expect(again.store?.bytes == store)
        #expect(again.store?.range == plan.storeRange)
        #expect(again.defects.isEmpty)
        return signed
    }

    /// The data of each item that is in the file itself.
    private func items(of image: [UInt8]) throws -> [[UInt8]] {
        let layout = try #require(try ImageContainer.read(image).bmff)
        let path = try #require(BMFFPath("/meta/iloc"))
        let box = try #require(try layout.boxes(at: [path], in: MemorySource(image))[path]?.first)
        return try BMFFItemLocations([UInt8](image[box.payload])).items.map { item in
            guard item.method == 0 else { return [UInt8](SampleBMFF.number(item.extents[0].offset.value, 4)) }
            return item.extents.flatMap { extent -> [UInt8] in
                let start = item.base.value + extent.offset.value
                return [UInt8](image[start..<start + extent.length])
            }
        }
    }

    private static let places: [SampleBMFF.Places] = [0, 1, 2].flatMap { version in
        [(4, 4, 0, 0), (8, 8, 0, 4), (4, 4, 4, 4), (8, 4, 8, 8), (0, 4, 4, 0), (0, 8, 8, 0), (4, 8, 8, 0)].map {
            .init(
                version: version, offsetSize: $0.0, lengthSize: $0.1, baseSize: $0.2, indexSize: version > 0 ? $0.3 : 0)
        }
    }

    @Test("items keep their data, however their places are stated", arguments: places)
    func items(places: SampleBMFF.Places) throws {
        let image = SampleBMFF.image(places) { start in
            let isBased = places.baseSize > 0
            let first = places.offsetSize > 0 ? 3 : 0
            return [
                .init(1, base: isBased ? start : 0, extents: [((isBased ? 0 : start) + first, 40)]),
                .init(2, base: isBased ? start + 50 : 0, extents: [((isBased ? 0 : start) + first * 4, 70)]),
            ]
        }
        let before = try items(of: image)
        #expect(before.map(\.count) == [40, 70])
        let signed = try embed(500, in: image)
        #expect(try items(of: signed) == before)
        let smaller = try embed(90, in: signed)
        #expect(try items(of: smaller) == before)
        #expect(try ImageContainer.read(smaller).removalPieces.flatMap { smaller[$0] }.count == image.count)
    }

    @Test("offsets into idat and into other items stay; several extents move together")
    func methods() throws {
        let image = SampleBMFF.image(.init(version: 1), inside: SampleBMFF.data(40)) { start in
            [
                .init(1, method: 1, extents: [(5, 30)]), .init(2, method: 2, extents: [(7, 10)]),
                .init(3, extents: [(start + 9, 30), (start + 200, 5), (start, 1)]),
            ]
        }
        let before = try items(of: image)
        #expect(before[0] == [0, 0, 0, 5])
        #expect(try items(of: try embed(300, in: image)) == before)
    }

    @Test("an item in pieces on both sides of an old store moves piece by piece")
    func bothSides() throws {
        let data = SampleBMFF.box("mdat", SampleBMFF.data(100))
        let old = SampleBMFF.provenance(SampleImages.store(size: 90))
        func file(_ first: Int, _ second: Int) -> [UInt8] {
            let item = SampleBMFF.Item(1, extents: [(first, 20), (second, 30)])
            return SampleBMFF.fileType + SampleBMFF.fullBox("meta", SampleBMFF.handler + SampleBMFF.locations([item]))
                + data + old + data
        }
        let start = file(0, 0).count - 2 * data.count - old.count + 8
        let image = file(start, start + data.count + old.count + 11)
        let before = try items(of: image)
        #expect(try items(of: try embed(700, in: image)) == before)
    }

    @Test("chunk offsets of image sequences move", arguments: [4, 8])
    func chunks(width: Int) throws {
        func file(_ offsets: [Int]) -> [UInt8] {
            let table = SampleBMFF.fullBox(
                width == 4 ? "stco" : "co64",
                SampleBMFF.number(offsets.count, 4) + offsets.flatMap { SampleBMFF.number($0, width) })
            let track = ["stbl", "minf", "mdia", "trak", "moov"].reduce(table) { SampleBMFF.box($1, $0) }
            return SampleBMFF.fileType + track + SampleBMFF.box("mdat", SampleBMFF.data(300))
        }
        let start = file([0, 0]).count - 300
        let image = file([start, start + 150])
        let signed = try embed(400, in: image)
        #expect(signed.count - image.count == 445)
        let table = try #require(BMFFPath("/moov/trak/mdia/minf/stbl/" + (width == 4 ? "stco" : "co64")))
        let layout = try #require(try ImageContainer.read(signed).bmff)
        let box = try #require(try layout.boxes(at: [table], in: MemorySource(signed))[table]?.first)
        let moved = SampleBMFF.number(start + 445, width) + SampleBMFF.number(start + 595, width)
        #expect([UInt8](signed[box.payload].dropFirst(8)) == moved)
    }

    @Test("what cannot be moved or covered is refused, not broken")
    func refused() throws {
        let mdat = SampleBMFF.box("mdat", [1, 2, 3])
        for boxes in [
            mdat + SampleBMFF.fileType, mdat + SampleBMFF.box("mfra", []), SampleBMFF.box("moof", []) + mdat,
            SampleBMFF.box("moov", SampleBMFF.box("mvex", [])) + mdat,
        ] {
            #expect(throws: SignetError("bmff.cannotSign", .badData, "")) {
                try embed(90, in: SampleBMFF.fileType + boxes)
            }
        }
        let unknown = SampleBMFF.image(.init(version: 1)) { [.init(1, method: 3, extents: [($0, 4)])] }
        #expect(throws: SignetError("bmff.unsupported", .badData, "")) { try embed(90, in: unknown) }
        let high = SampleBMFF.image { _ in [.init(1, extents: [(Int(UInt32.max) - 10, 4)])] }
        #expect(throws: SignetError("bmff.offsetRange", .badData, "")) { try embed(90, in: high) }
    }

    @Test("what is hashed are the boxes with their places, without file type and store")
    func hashed() throws {
        let image = SampleBMFF.image()
        let container = try ImageContainer.read(image)
        let plan = try container.embeddingPlan(storeSize: 90, in: MemorySource(image))
        let signed = plan.assemble(from: image, carried: try container.format.carry(SampleImages.store(size: 90)))
        let hashed = plan.pieces.reduce(into: [UInt8]()) { bytes, piece in
            switch piece {
            case .copy(let range): bytes += image[range]
            case .replace(let new), .mark(let new): bytes += new
            case .unhashed, .store: break
            }
        }
        let boxes = try #require(try ImageContainer.read(signed).bmff?.boxes).suffix(2)
        #expect(hashed == boxes.flatMap { SampleBMFF.number($0.range.lowerBound, 8) + signed[$0.range] })
    }
}

@Suite("Paths of boxes")
struct BMFFPathTests {
    @Test("paths of the strict subset are read", arguments: ["/uuid", "/moov[1]/pssh", "/a b /cdef[12]"])
    func sound(text: String) { #expect(BMFFPath(text) != nil) }

    @Test(
        "all others are refused",
        arguments: [
            "", "/", "uuid", "//uuid", "/uuid/", "/uui", "/uuid[0]", "/uuid[01]", "/uuid[]", "/uuid[-1]",
            "/uuid[last()]",
            "/uuid[1", "/uuid1", "/uuid[99999999999999999999]", "/\u{4E00}uid",
            String(repeating: "/moov", count: 33),
        ])
    func unsound(text: String) { #expect(BMFFPath(text) == nil) }

    @Test("an index counts the boxes of one type in one place")
    func index() throws {
        let child = SampleBMFF.box("trak", SampleBMFF.box("edts", []))
        let bytes =
            SampleBMFF.fileType + SampleBMFF.box("moov", child + SampleBMFF.box("free", []) + child)
            + SampleBMFF.box("moov", child)
        let layout = try #require(try ImageContainer.read(bytes).bmff)
        for (text, count) in [
            ("/moov", 2), ("/moov[2]", 1), ("/moov[3]", 0), ("/moov/trak", 3), ("/moov/trak[2]", 1),
            ("/moov/trak[1]/edts", 2),
            ("/free", 0), ("/moov/free/edts", 0),
        ] {
            let path = try #require(BMFFPath(text))
            #expect(try layout.boxes(at: [path], in: MemorySource(bytes))[path]?.count == count, "\(text)")
        }
    }
}
