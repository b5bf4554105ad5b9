import Fingerprints
import Pixels
import Testing

@Suite struct AnchorTests {
    /// A picture with blobs of many sizes and shades, the same every time.
    private func picture(_ seed: UInt64, width: Int = 480, height: Int = 360) throws -> PixelBuffer {
        var state = seed
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var samples = [UInt8](repeating: 120, count: width * height)
        for _ in 0..<220 {
            let (cx, cy, rx, ry) = (random(width), random(height), 4 + random(30), 4 + random(30))
            let shade = UInt8(random(256))
            for y in max(0, cy - ry)..<min(height, cy + ry) {
                for x in max(0, cx - rx)..<min(width, cx + rx) {
                    let (dx, dy) = (Double(x - cx) / Double(rx), Double(y - cy) / Double(ry))
                    if dx * dx + dy * dy < 1 { samples[y * width + x] = shade }
                }
            }
        }
        return try #require(PixelBuffer(width: width, height: height, channels: 1, samples: samples))
    }

    private func crop(_ image: PixelBuffer, x: Int, y: Int, width: Int, height: Int) throws -> PixelBuffer {
        var samples: [UInt8] = []
        for row in y..<y + height {
            let start = row * image.width + x
            samples += image.samples[start..<start + width]
        }
        return try #require(PixelBuffer(width: width, height: height, channels: 1, samples: samples))
    }

    @Test func `a crop is found, with its place and scale`() throws {
        let whole = try picture(1)
        let part = try crop(whole, x: 100, y: 60, width: 300, height: 240)
        let found = try #require(
            AnchorPlacement.find(AnchorExtractor.extract(part), in: AnchorExtractor.extract(whole)))
        #expect(found.votes >= AnchorPlacement.requiredVotes)
        #expect(abs(found.scale - 1) < 0.05)
        #expect(abs(found.rotation) < 0.05)
        #expect(found.indexed.left > 90 && found.indexed.right < 410)
        #expect(abs(found.indexed.left - found.query.left - 100) < 6)
        #expect(abs(found.indexed.top - found.query.top - 60) < 6)
    }

    @Test func `another picture is not found`() throws {
        for seed in UInt64(2)...12 {
            let found = AnchorPlacement.find(
                AnchorExtractor.extract(try picture(1)), in: AnchorExtractor.extract(try picture(seed)))
            #expect((found?.votes ?? 0) < AnchorPlacement.requiredVotes)
        }
    }

    @Test func `the stored form gives back the anchors`() throws {
        let image = try picture(3)
        let anchors = AnchorExtractor.extract(image)
        #expect(anchors.count > 40)
        let stored = Anchor.stored(anchors, width: image.width, height: image.height)
        let restored = Anchor.restored(stored, width: image.width, height: image.height)
        #expect(restored.map(\.descriptor) == anchors.map(\.descriptor))
        #expect(zip(anchors, restored).allSatisfy { abs($0.x - $1.x) < 0.1 && abs($0.radius - $1.radius) < 0.1 })
        #expect(Anchor.restored(Array(stored.dropLast(5)), width: 1, height: 1).count == anchors.count - 1)
    }

    @Test func `flat and tiny images have none`() throws {
        let flat = try #require(
            PixelBuffer(width: 200, height: 200, channels: 3, samples: .init(repeating: 9, count: 120_000)))
        #expect(AnchorExtractor.extract(flat).isEmpty)
        let tiny = try #require(PixelBuffer(width: 8, height: 8, channels: 1, samples: .init(repeating: 9, count: 64)))
        #expect(AnchorExtractor.extract(tiny).isEmpty)
    }
}
