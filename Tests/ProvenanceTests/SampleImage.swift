internal import Bytes
internal import ImageFormats

/// The smallest files that the container readers take for images; nobody decodes their pixels.
struct SampleImage {
    let bytes: [UInt8]
    /// Where a store goes.
    let insertion: Int
    private let format: ImageFormat

    func carry(_ store: [UInt8]) throws -> [UInt8] { try format.carry(store) }

    static let png = SampleImage(
        bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", [0, 0, 0, 4, 0, 0, 0, 4, 8, 0, 0, 0, 0]) + chunk("tEXt", Array("Comment\0hello".utf8))
            + chunk("IDAT", Array(0..<64)) + chunk("IEND", []),
        insertion: 33, format: .png)

    static let jpeg = SampleImage(
        bytes: [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
            + segment(0xFE, Array("hello".utf8)) + segment(0xDA, [1, 1, 0, 0, 63, 0]) + Array(0..<64) + [0xFF, 0xD9],
        insertion: 20, format: .jpeg)

    /// A PNG whose pixel data has `count` bytes.
    static func png(dataCount count: Int) -> SampleImage {
        SampleImage(
            bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
                + chunk("IHDR", [0, 0, 0, 4, 0, 0, 0, 4, 8, 0, 0, 0, 0])
                + chunk("IDAT", [UInt8](repeating: 7, count: count))
                + chunk("IEND", []),
            insertion: 33, format: .png)
    }

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return big(UInt32(data.count)) + body + big(checksum(body))
    }

    private static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        let length = UInt16(data.count + 2)
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + data
    }

    static func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    /// CRC-32 of PNG, annex D.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var register: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
        }
        return ~register
    }
}
