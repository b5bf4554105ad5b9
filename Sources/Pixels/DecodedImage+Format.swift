extension DecodedImage.Format {
    /// The format by the first bytes of a file; nil for any other.
    public init?(of bytes: [UInt8]) {
        func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
            let count = text.utf8CodeUnitCount
            guard bytes.count >= offset + count else { return false }
            return (0..<count).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if starts("RIFF"), starts("WEBP", at: 8) {
            self = .webp
        } else if starts("GIF87a") || starts("GIF89a") {
            self = .gif
        } else if bytes.starts(with: [0x49, 0x49, 42, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 42]) {
            self = .tiff
        } else if starts("ftyp", at: 4) {
            // ISO/IEC 14496-12, 4.3: the major brand, a version, then the compatible brands.
            let size = min(bytes.count, Int(bytes[2]) << 8 | Int(bytes[3]), 256)
            let brands = stride(from: 8, to: max(size - 3, 8), by: 4).filter { $0 != 12 }
            if brands.contains(where: { starts("avif", at: $0) || starts("avis", at: $0) }) {
                self = .avif
            } else if brands.contains(where: {
                starts("heic", at: $0) || starts("heix", at: $0) || starts("mif1", at: $0)
            }) {
                self = .heic
            } else {
                return nil
            }
        } else {
            return nil
        }
    }
}
