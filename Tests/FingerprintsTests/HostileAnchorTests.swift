import Fingerprints
import Pixels
import Testing

/// Images made to have as many places as possible, or ambiguous ones: bounded, and never taken for one another.
@Suite struct HostileAnchorTests {
    private static let side = 700

    private func image(_ shade: (Int, Int) -> UInt8) throws -> PixelBuffer {
        var samples: [UInt8] = []
        for y in 0..<Self.side {
            for x in 0..<Self.side { samples.append(shade(x, y)) }
        }
        return try #require(PixelBuffer(width: Self.side, height: Self.side, channels: 1, samples: samples))
    }

    private func noise(_ seed: UInt64) throws -> PixelBuffer {
        var state = seed
        return try image { _, _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }

    private func checkerboard(_ size: Int) throws -> PixelBuffer {
        try image { x, y in (x / size + y / size).isMultiple(of: 2) ? 0 : 255 }
    }

    private func strength(_ indexed: PixelBuffer, _ looked: PixelBuffer) -> AnchorPlacement.Strength {
        guard let set = AnchorSet(indexed), let query = AnchorQuery(looked) else { return .nothing }
        #expect(set.anchors.count <= AnchorSet.maximumCount)
        #expect(query.anchors.count <= AnchorQuery.maximumCount && query.mirroredAnchors.count == query.anchors.count)
        let found = [false, true].compactMap { AnchorPlacement.find(set, in: query, isMirrored: $0)?.strength }
        return found.max() ?? .nothing
    }

    @Test func `noise has no more places than the bound, and is not other noise`() throws {
        let query = try #require(AnchorQuery(noise(1)))
        #expect(query.anchors.count > 200 && query.anchors.count <= AnchorQuery.maximumCount)
        #expect(strength(try noise(1), try noise(2)) == .nothing)
    }

    @Test func `a pattern that repeats says nothing about where it is`() throws {
        #expect(strength(try checkerboard(9), try checkerboard(14)) == .nothing)
        let dots = try image { x, y in x % 10 < 2 && y % 10 < 2 ? 255 : 0 }
        #expect(strength(try checkerboard(9), dots) == .nothing)
        let stripes = try image { x, _ in x % 12 < 6 ? 30 : 220 }
        #expect(strength(stripes, try checkerboard(9)) == .nothing)
    }

    @Test func `one place alone is no match`() throws {
        func disc(_ cx: Int, _ radius: Int) throws -> PixelBuffer {
            try image { x, y in (x - cx) * (x - cx) + (y - 350) * (y - 350) < radius * radius ? 250 : 10 }
        }
        #expect(strength(try disc(200, 30), try disc(500, 60)) == .nothing)
    }

    @Test func `gradients are not taken for each other`() throws {
        let down = try image { _, y in UInt8(y * 255 / Self.side) }
        let across = try image { x, _ in UInt8(x * 255 / Self.side) }
        let round = try image { x, y in UInt8(((x - 350) * (x - 350) + (y - 350) * (y - 350)) / 961) }
        for (one, other) in [(down, across), (down, round), (across, round)] {
            #expect(strength(one, other) == .nothing)
        }
    }
}

/// Hashes that say little.
@Suite struct RegularHashTests {
    /// The first four were once confirmed as each other, within 31 bits: they are of tiles that show different things.
    @Test(
        arguments: [
            ("5555aaaa5555aaaa5555aaaa5555aaaa5555aaaa5555aaaa5555aaaa5555aaaa", true),
            ("ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000", true),
            ("ffff7eacffff7000fff75000ffff4000fff74000dff9000020064000ffff0000", true),
            ("ffff7aa8ffff6000ffff4000ffff4000ffff4000fff74000df5300002aae0000", true),
            // The published example images of PDQ.
            ("f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22", false),
            ("d8f8f0cce0f4a84d0e370a22028f67f0b36e2ed596621e1d33e6339c4e9c9b22", false),
        ])
    func `hashes of tiles are told from those of pictures`(_ hex: String, _ expected: Bool) throws {
        #expect(try #require(Hash256(hex: hex)).isRegular == expected)
    }
}
