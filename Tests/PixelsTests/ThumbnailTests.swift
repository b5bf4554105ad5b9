import Pixels
import Testing

@Suite("Scaling and JPEGEncoder")
struct ThumbnailTests {
    @Test("each pixel of a smaller image is the mean of those it stands for")
    func means() throws {
        let image = try #require(
            PixelBuffer(width: 4, height: 2, channels: 1, samples: [0, 10, 100, 200, 20, 30, 100, 201]))
        let half = image.fitting(side: 2)
        #expect(half.width == 2 && half.height == 1)
        #expect(half.samples == [15, 150])
        #expect(image.fitting(side: 4) == image)
        let thin = try #require(
            PixelBuffer(width: 1_000, height: 1, channels: 3, samples: .init(repeating: 7, count: 3_000)))
        #expect(thin.fitting(side: 10).samples == [UInt8](repeating: 7, count: 30))
    }

    @Test("what is encoded decodes to about the same", arguments: [1, 3])
    func encoding(channels: Int) throws {
        let samples = (0..<64 * 48 * channels).map { UInt8($0 / channels % 64 * 3) }
        let image = try #require(PixelBuffer(width: 64, height: 48, channels: channels, samples: samples))
        let bytes = try #require(JPEGEncoder.encode(image, quality: 90))
        #expect(bytes.starts(with: [0xFF, 0xD8]) && bytes.count < samples.count)
        let decoded = try ImageDecoder().decode(bytes).pixels
        #expect(decoded.width == 64 && decoded.height == 48 && decoded.channels == channels)
        #expect(zip(decoded.samples, samples).allSatisfy { abs(Int($0) - Int($1)) < 40 })
        // Noise is the worst that can be encoded.
        let noise = (0..<64 * 48 * channels).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        let worst = try #require(PixelBuffer(width: 64, height: 48, channels: channels, samples: noise))
        #expect(JPEGEncoder.encode(worst, quality: 100) != nil)
    }
}
