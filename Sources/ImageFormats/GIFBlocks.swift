internal import Bytes

/// Cuts a GIF into its blocks (GIF89a, chapter 12 and up).
enum GIFBlocks {
    private static let extensions: [UInt8: String] = [
        0xF9: "graphic control", 0xFE: "comment", 0x01: "plain text", 0xFF: "application",
    ]

    static func all(_ source: any ByteSource, _ limits: Limits) throws(SignetError) -> [FilePart] {
        var window = HeaderWindow(source, size: 1 << 16)
        var offset = 13 + GIFContainer.colorTable(try window.uint8(at: 10))
        var parts = [FilePart("header", 0..<offset)]
        while parts.count < limits.maximumContainerParts {
            let start = offset
            let name: String
            switch try window.uint8(at: offset) {
            case 0x3B: return parts + [FilePart("trailer", offset..<offset + 1)]
            case 0x2C:
                name = "image"
                offset += 10 + GIFContainer.colorTable(try window.uint8(at: offset + 9)) + 1
                offset = try GIFContainer.endOfSubBlocks(from: offset, &window)
            case 0x21:
                name = Self.extensions[try window.uint8(at: offset + 1)] ?? "extension"
                offset = try GIFContainer.endOfSubBlocks(from: offset + 2, &window)
            default: return parts
            }
            guard offset <= source.count else { return parts }
            parts.append(FilePart(name, start..<offset))
        }
        return parts
    }
}
