import Fingerprints
import Pixels
import TestSupport
import Testing

@Suite struct AnchorTests {
    private func picture(_ seed: UInt64, width: Int = 480, height: Int = 360) throws -> PixelBuffer {
        try #require(BlobPicture.make(seed, width: width, height: height))
    }

    private func crop(_ image: PixelBuffer, x: Int, y: Int, width: Int, height: Int) throws -> PixelBuffer {
        var samples: [UInt8] = []
        for row in y..<y + height {
            let start = row * image.width + x
            samples += image.samples[start..<start + width]
        }
        return try #require(PixelBuffer(width: width, height: height, channels: 1, samples: samples))
    }

    private func set(_ image: PixelBuffer) throws -> AnchorSet { try #require(AnchorSet(image)) }

    private func query(_ image: PixelBuffer) throws -> AnchorQuery { try #require(AnchorQuery(image)) }

    @Test func `a crop is found, with its place and scale`() throws {
        let whole = try picture(1)
        let part = try crop(whole, x: 100, y: 60, width: 300, height: 240)
        let query = try query(part)
        let found = try #require(AnchorPlacement.find(set(whole), in: query))
        #expect(found.strength == .strong)
        #expect(found.correlation > 0.9)
        // Boxes are those of blocks, which may reach over the edge by a quarter. The crop is looked at in twice its size, the whole in 640 pixels.
        let unit = Float(480) / 640
        #expect(abs(found.scale / query.factor / unit - 1) < 0.05)
        #expect(abs(found.rotation) < 0.05)
        #expect(found.indexed.left * unit > 85 && found.indexed.right * unit < 415)
        #expect(abs(found.indexed.left * unit - found.query.left / query.factor - 100) < 20)
        #expect(abs(found.indexed.top * unit - found.query.top / query.factor - 60) < 20)
        #expect(abs(found.visible - 300 * 240 / (480 * 360)) < 0.1)
    }

    @Test func `a mirrored image is found by mirrored anchors, and only by them`() throws {
        let image = try picture(4)
        let query = try query(image.mirrored())
        #expect(AnchorPlacement.find(try set(image), in: query)?.strength != .strong)
        let found = try #require(AnchorPlacement.find(set(image), in: query, isMirrored: true))
        #expect(found.strength == .strong)
        #expect(found.votes >= 8)
        #expect(found.correlation > 0.95)
    }

    @Test func `mirrored anchors are those of the mirrored image`() throws {
        let image = try picture(5)
        let mirrored = try query(image).mirroredAnchors
        let direct = try query(image.mirrored()).anchors
        let same = mirrored.count { one in
            direct.contains {
                abs($0.x - one.x) < 1 && abs($0.y - one.y) < 1 && abs($0.radius - one.radius) < 0.5
                    && $0.descriptor.distance(to: one.descriptor) < 12
            }
        }
        #expect(same * 10 > mirrored.count * 7)
    }

    @Test func `another picture is not found`() throws {
        let query = try query(picture(1))
        for seed in UInt64(2)...12 {
            let found = AnchorPlacement.find(try set(picture(seed)), in: query)
            #expect((found?.strength ?? .nothing) == .nothing)
        }
    }

    /// Two images from one template, as screenshots of a programme are, share many anchors: what lies between them decides.
    @Test func `pictures that share a frame but not what is in it are not taken for each other`() throws {
        let (frame, one, other) = (try picture(20), try picture(21), try picture(22))
        func framed(_ inside: PixelBuffer) throws -> PixelBuffer {
            var samples = frame.samples
            for y in 50..<310 {
                for x in 50..<430 { samples[y * 480 + x] = inside.samples[y * 480 + x] }
            }
            return try #require(PixelBuffer(width: 480, height: 360, channels: 1, samples: samples))
        }
        let query = try query(framed(one))
        let found = try #require(AnchorPlacement.find(set(framed(other)), in: query))
        // The anchors alone would have called this a match.
        #expect(found.votes >= 8)
        #expect(found.correlation < 0.5)
        #expect(found.strength == .nothing)
        #expect(AnchorPlacement.find(try set(framed(one)), in: query)?.strength == .strong)
    }

    private static let none: [Float] = [0, 0, 0]

    @Test(
        arguments: [
            (8, 0.95, 60, 0.1, none, .strong), (8, 0.94, 300, 1, none, .nothing), (5, 0.95, 200, 0.1, none, .strong),
            (5, 0.95, 199, 1, none, .nothing), (4, 0.99, 390, 1, none, .nothing),
            (2, 0.94, 400, 0.3, none, .weak), (1, 0.99, 4000, 0.2, none, .nothing),
            (0, 0.99, 399, 1, none, .nothing), (40, 0.65, 60, 1, none, .strong), (39, 0.9, 4000, 1, none, .nothing),
            (40, 0.64, 4000, 1, none, .nothing), (50, 0.9, 59, 1, none, .nothing),
            // A part that is the same: a collage, a caption.
            (8, 0.6, 200, 1, [0.94, 100, 0.35], .strong), (8, 0.6, 200, 1, [0.93, 150, 0.5], .nothing),
            (5, 0.6, 200, 1, [0.97, 110, 0.5], .strong), (7, 0.6, 200, 1, [0.96, 150, 0.5], .nothing),
            (5, 0.6, 200, 1, [0.99, 150, 0.45], .nothing), (4, 0.6, 200, 1, [0.99, 200, 0.9], .nothing),
            (20, 0.6, 180, 1, [0.99, 99, 0.5], .nothing), (20, 0.83, 2000, 1, [0.99, 1500, 0.34], .nothing),
            (20, 0.8, 2000, 1, [0.99, 990, 0.5], .nothing),
            // A part in something else: what lies around it is not alike, or many places agree.
            (12, 0.4, 1000, 1, [0.94, 300, 0.2], .strong), (11, 0.4, 1000, 1, [0.94, 300, 0.2], .nothing),
            (12, 0.4, 1000, 1, [0.93, 300, 0.2], .nothing), (12, 0.4, 1000, 1, [0.94, 299, 0.2], .nothing),
            (12, 0.4, 1000, 1, [0.94, 300, 0.19], .nothing), (12, 0.5, 1000, 1, [0.94, 300, 0.2], .nothing),
            (16, 0.4, 1000, 1, [0.9, 300, 0.2], .strong), (15, 0.4, 1000, 1, [0.9, 300, 0.2], .nothing),
            (16, 0.45, 1000, 1, [0.9, 300, 0.2], .nothing), (40, 0.6, 500, 1, [0.93, 250, 0.2], .strong),
            (39, 0.6, 500, 1, [0.93, 250, 0.2], .nothing), (60, 0.6, 500, 1, [0.9, 250, 0.2], .strong),
            (59, 0.6, 500, 1, [0.92, 250, 0.2], .nothing),
            // Pictures of one template that once were taken for each other: logos, screenshots of one program, faces.
            (20, 0.871, 1224, 1, [0.88, 1100, 0.5], .nothing), (12, 0.87, 1137, 0.94, [0.93, 937, 0.4], .nothing),
            (17, 0.73, 2036, 0.99, [0.91, 787, 0.5], .nothing), (18, 0.706, 2036, 0.98, [0.9, 791, 0.5], .nothing),
            (8, 0.733, 900, 1, [0.9, 500, 0.3], .nothing), (5, 0.74, 1616, 0.94, [0.97, 818, 0.41], .nothing),
        ] as [(Int, Float, Float, Float, [Float], AnchorPlacement.Strength)])
    func `votes and looks decide together`(
        _ votes: Int, _ correlation: Float, _ texture: Float, _ visible: Float, _ core: [Float],
        _ expected: AnchorPlacement.Strength
    ) {
        let bounds = AnchorPlacement.Bounds(left: 0, top: 0, right: 1, bottom: 1)
        let placement = AnchorPlacement(
            votes: votes, correlation: correlation, texture: texture, visible: visible,
            core: .init(correlation: core[0], texture: core[1], share: core[2]), scale: 1, rotation: 0, query: bounds,
            indexed: bounds)
        #expect(placement.strength == expected)
    }

    @Test func `the stored form gives back anchors and layout, and no other form is taken`() throws {
        let image = try picture(3)
        let set = try set(image)
        #expect(set.anchors.count > 40)
        #expect(set.layout.width == 64 && set.layout.height == 48)
        let restored = try #require(AnchorSet(encoded: set.encoded))
        #expect(restored.layout == set.layout)
        #expect(restored.anchors.map(\.descriptor) == set.anchors.map(\.descriptor))
        #expect(
            zip(set.anchors, restored.anchors).allSatisfy { abs($0.x - $1.x) < 0.1 && abs($0.radius - $1.radius) < 0.1 }
        )
        #expect(AnchorSet(encoded: set.encoded.dropLast()) == nil)
        #expect(AnchorSet(encoded: Array(set.encoded.prefix(20))) == nil)
        #expect(AnchorSet(encoded: []) == nil)
        // anchors-1 had no header.
        #expect(AnchorSet(encoded: Array(set.encoded.suffix(80))) == nil)
        var wide = set.encoded
        wide[3] = 65
        #expect(AnchorSet(encoded: wide) == nil)
    }

    @Test func `flat and tiny images have none`() throws {
        let flat = try #require(
            PixelBuffer(width: 200, height: 200, channels: 3, samples: .init(repeating: 9, count: 120_000)))
        #expect(AnchorSet(flat) == nil)
        #expect(AnchorQuery(flat) == nil)
        let tiny = try #require(PixelBuffer(width: 8, height: 8, channels: 1, samples: .init(repeating: 9, count: 64)))
        #expect(AnchorSet(tiny) == nil)
        let line = try #require(
            PixelBuffer(width: 5000, height: 2, channels: 1, samples: .init(repeating: 9, count: 10_000)))
        #expect(AnchorSet(line) == nil)
        #expect(AnchorQuery(line) == nil)
    }
}
