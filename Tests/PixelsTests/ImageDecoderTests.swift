import Bytes
import Pixels
import TestSupport
import Testing

@Suite struct ImageDecoderTests {
    @Test(.enabled(if: SharedFiles.has("security")))
    func `no file of the corpora does more than fail`() throws {
        var limits = PixelLimits()
        limits.maximumPixels = 4_000_000
        let decoder = ImageDecoder(limits: limits)
        var tried = 0
        for folder in ["gofuzz-jpeg", "gofuzz-png", "gofuzz-webp", "gofuzz-gif", "gofuzz-tiff"]
        where SharedFiles.has("security/\(folder)") {
            for name in try SharedFiles.files(in: "security/\(folder)") {
                guard let bytes = try? SharedFiles.bytes(name) else { continue }
                _ = try? decoder.decode(bytes)
                tried += 1
            }
        }
        #expect(tried > 100)
    }

    @Test(.enabled(if: SharedFiles.has("metadata/camera")))
    func `the orientation of a photograph is undone`() throws {
        for name in ["landscape_6", "landscape_8", "portrait_2", "portrait_5", "portrait_7"] {
            let bytes = try SharedFiles.bytes("metadata/camera/jpg-orientation-\(name).jpg")
            let upright = try ImageDecoder().decode(bytes)
            #expect(upright.orientation > 1)
            #expect((upright.pixels.width > upright.pixels.height) == name.hasPrefix("landscape"), "\(name)")
        }
    }

    @Test(.enabled(if: SharedFiles.has("pdq")))
    func `a photograph decodes smaller, but not smaller than asked`() throws {
        let bytes = try SharedFiles.bytes("pdq/pdq/data/bridge-mods/aaa-orig.jpg")
        let whole = try ImageDecoder().decode(bytes)
        let small = try ImageDecoder().decode(bytes, shorterSide: 300)
        #expect(small.scale > 1)
        #expect(min(small.pixels.width, small.pixels.height) >= 300)
        #expect(small.pixels.width == (whole.pixels.width + small.scale - 1) / small.scale)
    }

    @Test func `what is no image, too large or empty is an error`() {
        #expect(throws: SignetError("pixels.format", .badData, "")) { try ImageDecoder().decode(Array("text".utf8)) }
        #expect(throws: SignetError("pixels.format", .badData, "")) { try ImageDecoder().decode([]) }
        #expect(throws: SignetError("pixels.damaged", .badData, "")) {
            try ImageDecoder().decode([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        }
    }
}
