import Testing

@testable import Pixels
@testable import Workflows

@Suite struct PixelHashTests {
    private func image(_ alpha: [UInt8]?) throws -> DecodedImage {
        DecodedImage(
            pixels: try #require(PixelBuffer(width: 2, height: 2, channels: 1, samples: [0, 0, 0, 0])), alpha: alpha,
            format: .png, storedWidth: 2, storedHeight: 2, scale: 1, orientation: 1, notes: [])
    }

    /// Icons that are drawn in black by their transparency alone were once all "exactly" each other.
    @Test func `black icons of different shapes are not the same pixels`() throws {
        let one = IndexedImageReader.hash(try image([0, 255, 0, 0]))
        #expect(one != IndexedImageReader.hash(try image([0, 0, 255, 0])))
        #expect(one == IndexedImageReader.hash(try image([0, 255, 0, 0])))
    }

    @Test func `an opaque image has the same hash in a format without transparency`() throws {
        #expect(
            IndexedImageReader.hash(try image([255, 255, 255, 255])) == IndexedImageReader.hash(try image(nil)))
    }
}
