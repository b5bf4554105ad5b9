internal import Foundation

/// Small pictures made in code, so that scripts need no file from elsewhere.
enum SampleImage {
    /// `png` or `jpeg`, 8 by 8 grey pixels; nil for other kinds.
    static func bytes(_ kind: String) -> [UInt8]? {
        switch kind {
        case "png": png
        case "jpeg": Data(base64Encoded: jpeg).map { [UInt8]($0) }
        default: nil
        }
    }

    private static var png: [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        bytes += chunk("IHDR", [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0])
        // Eight rows, each a filter byte (none) and eight pixels, in one stored block.
        var rows: [UInt8] = []
        for row: UInt8 in 0..<8 {
            rows.append(0)
            for column: UInt8 in 0..<8 { rows.append(16 * row + 2 * column) }
        }
        let size = UInt8(rows.count)
        var stream: [UInt8] = [0x78, 0x01, 0x01, size, 0, ~size, 0xff]
        stream += rows
        stream += bigEndian(adler32(rows))
        bytes += chunk("IDAT", stream)
        return bytes + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let named = [UInt8](type.utf8) + data
        return bigEndian(UInt32(data.count)) + named + bigEndian(crc32(named))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) } }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    /// A baseline JPEG (encoded with libjpeg at quality 10).
    private static let jpeg = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////\
        ////////////////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z
        """
}
