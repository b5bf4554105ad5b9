import Fingerprints
import Pixels
import TestSupport
import Testing

@Suite struct GlobalFingerprintsTests {
    /// A picture of soft blobs without plain edges; `scale` makes it larger without changing what it shows.
    private static func picture(_ scale: Int, width: Int = 120, height: Int = 90) -> PixelBuffer? {
        var samples: [UInt8] = []
        for y in 0..<height * scale {
            for x in 0..<width * scale {
                let (u, v) = ((x * 2 + 1) / (2 * scale), (y * 2 + 1) / (2 * scale))
                let curve: Int = u * u / 7 + v * u / 5 + v * v / 9
                let value: Int = (curve + (u / 13) * 37 + (v / 11) * 59) % 256
                samples += [UInt8(value), UInt8((value * 3 + u) % 256), UInt8(255 - value)]
            }
        }
        return PixelBuffer(width: width * scale, height: height * scale, channels: 3, samples: samples)
    }

    /// `image` with bars around it.
    private static func framed(_ image: PixelBuffer, left: Int, top: Int, right: Int, bottom: Int) -> PixelBuffer? {
        let width = left + image.width + right
        var samples: [UInt8] = []
        for y in 0..<top + image.height + bottom {
            for x in 0..<width {
                let isInside = (left..<left + image.width).contains(x) && (top..<top + image.height).contains(y)
                for channel in 0..<3 {
                    // Compression leaves borders a little uneven.
                    let border = UInt8(20 + (x * 7 + y * 3) % 5)
                    let at = ((y - top) * image.width + x - left) * 3 + channel
                    samples.append(isInside ? image.samples[at] : border)
                }
            }
        }
        return PixelBuffer(width: width, height: top + image.height + bottom, channels: 3, samples: samples)
    }

    @Test func `the canonical hash hardly depends on the size`() throws {
        let small = try #require(Self.picture(6).flatMap { PDQTransform(canonical: $0) }?.hash(.original))
        let large = try #require(Self.picture(12).flatMap { PDQTransform(canonical: $0) }?.hash(.original))
        #expect(small.distance(to: large) <= 4)
        #expect(small.isTelling)
    }

    @Test func `frames and letterboxes are cut away on any side`() throws {
        let image = try #require(Self.picture(4))
        #expect(PlainBorder.content(of: image) == nil)
        let bare = try #require(PDQTransform(canonical: image)?.hash(.original))
        for (left, top, right, bottom) in [(40, 40, 40, 40), (0, 100, 0, 100), (90, 0, 10, 0), (0, 0, 0, 60)] {
            let framed = try #require(Self.framed(image, left: left, top: top, right: right, bottom: bottom))
            let prints = GlobalFingerprints(framed)
            #expect(prints.content == PixelBox(x: left, y: top, width: image.width, height: image.height))
            #expect(prints.trimmed?.hash(.original) == bare)
        }
    }

    @Test func `an image of one colour, or too small, has no border and no telling hash`() throws {
        let plain = try #require(
            PixelBuffer(width: 200, height: 100, channels: 3, samples: [UInt8](repeating: 9, count: 60_000)))
        let prints = GlobalFingerprints(plain)
        #expect(prints.pdq?.quality == 0)
        #expect(prints.canonical?.hash(.original).isTelling == false)
        let tiny = try #require(PixelBuffer(width: 3, height: 3, channels: 1, samples: [UInt8](0..<9)))
        #expect(GlobalFingerprints(tiny).pdq == nil)
        #expect(GlobalFingerprints(tiny).canonical == nil)
        #expect(GlobalFingerprints(tiny).iscc != nil)
        #expect(PDQTransform(canonical: plain, part: PixelBox(x: 150, y: 0, width: 51, height: 10)) == nil)
    }

    @Test(.enabled(if: SharedFiles.has("pdq")))
    func `canonical hashes of photographs are near their plain ones`() throws {
        let bytes = try SharedFiles.bytes("pdq/pdq/data/bridge-mods/aaa-orig.jpg")
        let prints = GlobalFingerprints(try ImageDecoder().decode(bytes).pixels)
        let plain = try #require(prints.pdq?.hash(.original))
        #expect(try #require(prints.canonical?.hash(.original)).distance(to: plain) <= 31)
    }
}
