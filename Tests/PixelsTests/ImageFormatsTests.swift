import Bytes
import Pixels
import TestSupport
import Testing

/// GIF, TIFF, AVIF and HEIC, and transparency in all formats.
@Suite struct ImageFormatsTests {
    /// Two by two pixels, red, green, blue and a transparent one; LZW codes of three bits.
    private static let gif: [UInt8] =
        Array("GIF89a".utf8) + [2, 0, 2, 0, 0x91, 0, 0] + [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]
        + [0x21, 0xF9, 4, 1, 0, 0, 3, 0] + [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0] + [2, 3, 0x44, 0x34, 0x05, 0, 0x3B]

    /// One row of two gray pixels, little-endian and uncompressed.
    private static func tiff(orientation: UInt8) -> [UInt8] {
        func entry(_ tag: UInt16, _ type: UInt8, _ value: UInt8) -> [UInt8] {
            [UInt8(tag & 0xFF), UInt8(tag >> 8), type, 0, 1, 0, 0, 0, value, 0, 0, 0]
        }
        let entries =
            entry(256, 3, 2) + entry(257, 3, 1) + entry(258, 3, 8) + entry(259, 3, 1) + entry(262, 3, 1)
            + entry(273, 4, 8) + entry(274, 3, orientation) + entry(277, 3, 1) + entry(278, 3, 1) + entry(279, 4, 2)
        return [0x49, 0x49, 42, 0, 10, 0, 0, 0, 50, 200] + [10, 0] + entries + [0, 0, 0, 0]
    }

    @Test func `a GIF's first frame comes with its colours and its transparency`() throws {
        let image = try ImageDecoder().decode(Self.gif)
        #expect(image.format == .gif)
        #expect(image.pixels.samples == [255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0])
        #expect(image.alpha == [255, 255, 255, 0])
        #expect(image.notes == [.transparencyDropped])
        // Cut off at any place it is an error or a damaged picture, nothing worse.
        for count in Self.gif.indices { _ = try? ImageDecoder().decode(Array(Self.gif[..<count])) }
    }

    @Test func `a TIFF is turned upright as its orientation says`() throws {
        let image = try ImageDecoder().decode(Self.tiff(orientation: 1))
        #expect(image.format == .tiff)
        #expect(image.alpha == nil)
        #expect(image.pixels.samples == [50, 50, 50, 200, 200, 200])
        let mirrored = try ImageDecoder().decode(Self.tiff(orientation: 2))
        #expect(mirrored.pixels.samples == [200, 200, 200, 50, 50, 50])
        let turned = try ImageDecoder().decode(Self.tiff(orientation: 6))
        #expect(turned.pixels.width == 1)
        #expect(turned.pixels.height == 2)
        let bytes = Self.tiff(orientation: 1)
        for count in bytes.indices { _ = try? ImageDecoder().decode(Array(bytes[..<count])) }
    }

    @Test(
        .enabled(if: SharedFiles.has("c2pa/files")),
        arguments: [
            ("avif/sample1_a10de820.avif", DecodedImage.Format.avif), ("heif/sample1_46ac9351.heic", .heic),
            ("tiff/TUSCANY_be2c3767.tif", .tiff), ("gif/cards_56428272.gif", .gif),
        ])
    func `real files of each format are read`(_ path: String, _ format: DecodedImage.Format) throws {
        let bytes = try SharedFiles.bytes("c2pa/files/\(path)")
        let image = try ImageDecoder().decode(bytes)
        #expect(image.format == format)
        #expect(image.pixels.width > 32 && image.pixels.height > 32)
        // Not of one colour.
        #expect(Set(image.pixels.samples).count > 1)
        var limits = PixelLimits()
        limits.maximumPixels = 1000
        #expect(throws: SignetError("pixels.limit", .badData, "")) { try ImageDecoder(limits: limits).decode(bytes) }
    }

    /// The decoder's memory is bounded by the size the file states: what is inside may not be larger.
    @Test(
        .enabled(if: SharedFiles.has("c2pa/files")),
        arguments: ["avif/sample1_a10de820.avif", "heif/sample1_46ac9351.heic"])
    func `a picture larger than its file states is an error`(_ path: String) throws {
        var bytes = try SharedFiles.bytes("c2pa/files/\(path)")
        let size = Array("ispe".utf8)
        for at in bytes.indices.dropLast(16) where bytes[at..<at + 4].elementsEqual(size) {
            bytes.replaceSubrange(at + 8..<at + 16, with: [0, 0, 0, 64, 0, 0, 0, 64])
        }
        #expect(throws: SignetError("pixels.damaged", .badData, "")) { try ImageDecoder().decode(bytes) }
    }

    @Test(.enabled(if: SharedFiles.has("security/png-pngsuite")))
    func `transparent PNGs have an opacity for each pixel`() throws {
        for name in ["tbbn3p08", "basn6a08", "basn4a08"] {
            let file = name.hasPrefix("t") ? "contrib__pngsuite__f\(name)" : "contrib__pngsuite__\(name)"
            let image = try ImageDecoder().decode(SharedFiles.bytes("security/png-pngsuite/\(file).png"))
            #expect(image.alpha?.count == image.pixels.width * image.pixels.height, "\(name)")
            #expect(Set(image.alpha ?? []).count > 1, "\(name)")
        }
        let plain = try ImageDecoder().decode(
            SharedFiles.bytes("security/png-pngsuite/contrib__pngsuite__basn2c08.png"))
        #expect(plain.alpha == nil)
    }
}
