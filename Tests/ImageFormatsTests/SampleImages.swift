import Bytes
import Foundation
import ImageFormats

/// Images and stores put together byte by byte, and the folders with samples from elsewhere.
enum SampleImages {
    /// The folder that holds the package.
    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Samples that are read in place, beside the package, and are not part of it.
    static let shared = packageRoot.deletingLastPathComponent().appendingPathComponent("shared")

    static func sharedExists(_ path: String) -> Bool {
        let exists = FileManager.default.fileExists(atPath: shared.appendingPathComponent(path).path)
        if !exists { print("SKIPPED: there is no ../shared/\(path)") }
        return exists
    }

    /// Every regular file under a shared folder, in order.
    static func sharedFiles(_ folder: String) -> [URL] {
        let root = shared.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        else {
            return []
        }
        return walk.compactMap { $0 as? URL }
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
            .sorted { $0.path < $1.path }
    }

    /// A superbox with the description of a C2PA manifest store and `content` bytes that count up.
    static func store(size: Int, label: String = "c2pa", uuid: String = "c2pa") -> [UInt8] {
        var description = ByteWriter()
        description.append(text: "jumd")
        description.append(text: uuid)
        description.append(contentsOf: [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71, 3])
        description.append(text: label)
        description.append(UInt8(0))
        var box = ByteWriter()
        box.append(UInt32(size))
        box.append(text: "jumb")
        box.append(UInt32(description.count + 4))
        box.append(contentsOf: description.bytes)
        while box.count < size { box.append(UInt8(truncatingIfNeeded: box.count &* 7)) }
        return box.bytes
    }

    static func pngChunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(UInt32(data.count))
        writer.append(text: type)
        writer.append(contentsOf: data)
        writer.append(checksum(Array(type.utf8) + data))
        return writer.bytes
    }

    /// The plain bitwise CRC-32, independent of the library the program uses.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    static let pngHeader: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + pngChunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])

    static let pngBody = pngChunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1]) + pngChunk("IEND", [])

    static func png(_ chunks: [UInt8] = []) -> [UInt8] { pngHeader + chunks + pngBody }

    static func jpegSegment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(UInt8(0xFF))
        writer.append(marker)
        writer.append(UInt16(data.count + 2))
        writer.append(contentsOf: data)
        return writer.bytes
    }

    /// An APP11 segment of a box; `header` is LBox and TBox.
    static func jumbfSegment(
        _ number: UInt32, header: ArraySlice<UInt8>, content: ArraySlice<UInt8>, instance: UInt16 = 0x0211,
        identifier: String = "JP"
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(text: identifier)
        writer.append(instance)
        writer.append(number)
        writer.append(contentsOf: header)
        writer.append(contentsOf: content)
        return jpegSegment(0xEB, writer.bytes)
    }

    static let jfif = jpegSegment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
    static let exif = jpegSegment(0xE1, Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    static let jpegBody =
        jpegSegment(0xDB, [0] + [UInt8](repeating: 1, count: 64)) + jpegSegment(0xDA, [1, 1, 0, 0, 63, 0])
        + [0x12, 0x34, 0xFF, 0xD9]

    static func jpeg(_ segments: [UInt8] = []) -> [UInt8] { [0xFF, 0xD8] + jfif + segments + jpegBody }
}

extension ImageContainer {
    static func read(_ bytes: [UInt8], limits: Limits = .default) throws(SignetError) -> ImageContainer {
        try read(MemorySource(bytes), limits: limits)
    }

    /// For the formats whose plan follows from what was read before.
    func embeddingPlan(storeSize: Int) throws(SignetError) -> EmbeddingPlan {
        try embeddingPlan(storeSize: storeSize, in: MemorySource([]))
    }

    var kinds: [ContainerDefect.Kind] { defects.map(\.kind) }
}

extension EmbeddingPlan {
    /// The new file, put together as a writer would.
    func assemble(from old: [UInt8], carried: [UInt8]) -> [UInt8] {
        pieces.reduce(into: []) { result, piece in
            switch piece {
            case .copy(let range), .unhashed(let range): result += old[range]
            case .replace(let bytes): result += bytes
            case .mark: break
            case .store: result += carried
            }
        }
    }
}
