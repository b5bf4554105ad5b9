import Fingerprints
import Pixels
import Testing

@Suite struct ImageLayoutTests {
    /// A picture without any symmetry, turned or mirrored by its own pixels.
    private func samples(_ turn: (Int, Int) -> (Int, Int)) -> [UInt8] {
        (0..<64 * 64).map { place in
            let (y, x) = turn(place / 64, place % 64)
            let isInside = (x - 20) * (x - 20) + (y - 40) * (y - 40) * 2 < 150
            return UInt8(truncatingIfNeeded: isInside ? 230 : x * 2 + y * y / 128 + (x > 45 && y < 20 ? 60 : 0))
        }
    }

    private static let turns: [(Dihedral, @Sendable (Int, Int) -> (Int, Int))] = [
        (.original, { ($0, $1) }), (.rotated90, { ($1, 63 - $0) }), (.rotated180, { (63 - $0, 63 - $1) }),
        (.rotated270, { (63 - $1, $0) }), (.flippedHorizontally, { (63 - $0, $1) }),
        (.flippedVertically, { ($0, 63 - $1) }), (.transposed, { ($1, $0) }), (.transversed, { (63 - $1, 63 - $0) }),
    ]

    @Test func `an image looks like itself when it is turned as its hash is`() throws {
        let plain = samples { ($0, $1) }
        let layout = try #require(ImageLayout(width: 64, height: 64, samples: plain))
        let image = try #require(PixelBuffer(width: 64, height: 64, channels: 1, samples: plain))
        let transform = try #require(PDQTransform(image, forms: Dihedral.allCases))
        for (form, turn) in Self.turns {
            let turned = samples(turn)
            let other = try #require(ImageLayout(width: 64, height: 64, samples: turned))
            let turnedImage = try #require(PixelBuffer(width: 64, height: 64, channels: 1, samples: turned))
            let hash = try #require(PDQTransform(turnedImage)).hash(.original)
            // The hash and the layout mean the same by a form.
            for one in Dihedral.allCases {
                let likeness = try #require(layout.likeness(to: other, turned: one))
                #expect((likeness > 0.99) == (one == form), "\(form) as \(one): \(likeness)")
                #expect((transform.hash(one).distance(to: hash) <= 20) == (one == form))
            }
        }
    }

    @Test func `fine lines stay alike when the image is turned`() throws {
        // A size that is no multiple of the one for comparison, and lines of one pixel.
        let lines = (0..<59 * 64).map { place -> UInt8 in
            let (x, y) = (place % 59, place / 59)
            return x % 3 == 0 || y % 5 == 0 ? 0 : 255
        }
        let layout = try #require(ImageLayout(width: 59, height: 64, samples: lines))
        let turned = (0..<64 * 59).map { place -> UInt8 in
            let (x, y) = (place % 64, place / 64)
            return lines[x * 59 + 58 - y]
        }
        let other = try #require(ImageLayout(width: 64, height: 59, samples: turned))
        #expect(try #require(layout.likeness(to: other, turned: .rotated270)) < 0.9)
        #expect(try #require(layout.likeness(to: other, turned: .rotated90)) > 0.999)
    }

    @Test func `shape does not count, and a plain image is like nothing`() throws {
        func layout(_ width: Int, _ height: Int) throws -> ImageLayout {
            // The same slope over the whole of both.
            let samples = (0..<width * height).map { place in
                let (x, y) = (place % width, place / width)
                return UInt8(x * 128 / width + y * 64 / height)
            }
            return try #require(ImageLayout(width: width, height: height, samples: samples))
        }
        let (wide, tall) = (try layout(64, 16), try layout(16, 64))
        #expect(try #require(wide.likeness(to: tall)) > 0.98)
        let plain = try #require(ImageLayout(width: 64, height: 64, samples: [UInt8](repeating: 77, count: 64 * 64)))
        #expect(wide.likeness(to: plain) == nil)
        let point = try #require(ImageLayout(width: 1, height: 1, samples: [9]))
        #expect(point.likeness(to: wide) == nil)
    }
}
