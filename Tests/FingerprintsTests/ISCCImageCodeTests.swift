import Fingerprints
import Pixels
import Testing

@Suite struct ISCCImageCodeTests {
    private static let gray: [UInt8] = (0..<1024).map { (i: Int) -> UInt8 in UInt8((i * i * 7 + i * 3) % 256) }

    /// What iscc-core 1.5.0 makes of the same 1,024 gray values.
    @Test func `codes are those of iscc-core`() throws {
        let gray = Self.gray
        let code = try #require(ISCCImageCode(gray: gray))
        #expect(code.text() == "ISCC:EEA4FIAAUAAKAAFB")
        #expect(code.text(bits: 256) == "ISCC:EED4FIAAUAAKAAFBD4HAADQAFYACYTC6AATAAJQAUZXNGAGTADLQARY")
        let image = try #require(PixelBuffer(width: 32, height: 32, channels: 1, samples: gray))
        #expect(ISCCImageCode(image) == code)
        #expect(ISCCImageCode(gray: [UInt8](repeating: 7, count: 1024))?.text().hasPrefix("ISCC:EEA") == true)
        #expect(ISCCImageCode(gray: [1, 2, 3]) == nil)
    }

    @Test func `a border of one colour and what is transparent do not count`() throws {
        let gray = Self.gray
        let expected = try #require(ISCCImageCode(gray: gray))
        var samples = [UInt8](repeating: 200, count: 50 * 40 * 3)
        var alpha = [UInt8](repeating: 0, count: 50 * 40)
        for y in 0..<32 {
            for x in 0..<32 {
                let at = (y + 5) * 50 + x + 9
                for channel in 0..<3 { samples[at * 3 + channel] = gray[y * 32 + x] }
                alpha[at] = 255
            }
        }
        let image = try #require(PixelBuffer(width: 50, height: 40, channels: 3, samples: samples))
        #expect(ISCCImageCode(image) == expected)
        #expect(ISCCImageCode(image, alpha: alpha) == expected)
        #expect(ISCCImageCode(image, alpha: [1]) == nil)
    }

    @Test(arguments: [(1, 1), (2, 3), (31, 33), (300, 200), (5, 900)])
    func `any size has a code`(_ size: (Int, Int)) throws {
        let samples = (0..<size.0 * size.1 * 3).map { (i: Int) -> UInt8 in UInt8(truncatingIfNeeded: i &* 31) }
        let image = try #require(PixelBuffer(width: size.0, height: size.1, channels: 3, samples: samples))
        #expect(ISCCImageCode(image)?.body.count == 32)
    }
}
