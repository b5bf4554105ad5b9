import Testing

@testable import Pixels

@Suite("Small pictures")
struct ThumbnailTests {
    /// Every pixel of another value, so that a wrong place shows.
    private static func pixels(_ width: Int, _ height: Int, _ channels: Int) throws -> PixelBuffer {
        let samples = (0..<width * height * channels).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        return try #require(PixelBuffer(width: width, height: height, channels: channels, samples: samples))
    }

    @Test(
        "Each pixel is the mean of those it stands for",
        arguments: [(640, 427, 3), (427, 640, 1), (321, 5, 3), (1, 900, 3), (5_000, 3, 1)])
    func means(_ shape: (width: Int, height: Int, channels: Int)) throws {
        let image = try Self.pixels(shape.width, shape.height, shape.channels)
        let small = try #require(image.shrunk(to: 320))
        #expect(max(small.width, small.height) == 320)
        #expect(min(small.width, small.height) >= 1)
        for row in 0..<small.height {
            for column in 0..<small.width {
                let rows = row * image.height / small.height..<(row + 1) * image.height / small.height
                let columns = column * image.width / small.width..<(column + 1) * image.width / small.width
                for channel in 0..<image.channels {
                    var sum = 0
                    for y in rows {
                        for x in columns { sum += Int(image.samples[(y * image.width + x) * image.channels + channel]) }
                    }
                    let place = (row * small.width + column) * small.channels + channel
                    #expect(Int(small.samples[place]) == sum / (rows.count * columns.count))
                }
            }
        }
    }

    @Test("A picture that is small enough stays as it is")
    func small() throws {
        let image = try Self.pixels(320, 200, 3)
        #expect(image.shrunk(to: 320) == image)
        #expect(image.shrunk(to: 0) == nil)
    }

    @Test("A small JPEG is decoded to the same shape")
    func jpeg() throws {
        let bytes = try #require(Thumbnail.jpeg(Self.pixels(1_000, 300, 3)))
        let decoded = try ImageDecoder().decode(bytes).pixels
        #expect((decoded.width, decoded.height) == (320, 96))
    }
}
