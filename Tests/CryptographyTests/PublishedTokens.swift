/// Finds time-stamp tokens in any file by the bytes every one of them begins with.
enum PublishedTokens {
    /// The OBJECT IDENTIFIER signedData.
    private static let marker: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]

    static func find(in bytes: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var index = 4
        while index + marker.count <= bytes.count {
            defer { index += 1 }
            guard bytes[index] == 0x06, bytes[index..<index + marker.count].elementsEqual(marker) else { continue }
            guard bytes[index - 4] == 0x30, bytes[index - 3] == 0x82 else { continue }
            let end = index + (Int(bytes[index - 2]) << 8 | Int(bytes[index - 1]))
            guard end <= bytes.count else { continue }
            found.append(Array(bytes[index - 4..<end]))
        }
        return found
    }
}
