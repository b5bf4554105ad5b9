import Bytes
import Findings
import Foundation
import ImageFormats
import ImageMetadata

/// PNG and JPEG files around one piece of metadata, and the samples from elsewhere.
enum SampleMetadata {
    /// Samples that are read in place, beside the package, and are not part of it.
    static let shared = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared")

    static func sharedExists(_ path: String) -> Bool {
        let exists = FileManager.default.fileExists(atPath: shared.appendingPathComponent(path).path)
        if !exists { print("SKIPPED: there is no ../shared/\(path)") }
        return exists
    }

    static func sharedFiles(_ folder: String) -> [URL] {
        let root = shared.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }.sorted { $0.path < $1.path }
    }

    static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in Array(type.utf8) + data {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        var writer = ByteWriter()
        writer.append(UInt32(data.count))
        writer.append(text: type)
        writer.append(contentsOf: data)
        writer.append(~sum)
        return writer.bytes
    }

    static func png(_ chunks: [UInt8]) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
            + chunks + chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1]) + chunk("IEND", [])
    }

    static func text(_ key: String, _ value: String) -> [UInt8] {
        png(chunk("tEXt", Array(key.utf8) + [0] + Array(value.utf8)))
    }

    static func jpeg(_ application1: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(contentsOf: [0xFF, 0xD8, 0xFF, 0xE1])
        writer.append(UInt16(application1.count + 2))
        writer.append(contentsOf: application1)
        writer.append(contentsOf: [0xFF, 0xDA, 0, 2, 0xFF, 0xD9])
        return writer.bytes
    }

    static func xmp(_ packet: String) -> [UInt8] { jpeg(Array("http://ns.adobe.com/xap/1.0/\0\(packet)".utf8)) }

    /// A JPEG with one ASCII or UNDEFINED entry in a big-endian IFD0, or in an EXIF directory that IFD0 points to.
    static func exif(tag: UInt16, type: UInt16 = 2, isInner: Bool = false, _ value: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(text: "Exif\0\0MM\0*")
        writer.append(UInt32(8))
        writer.append(UInt16(1))
        if isInner {
            writer.append(contentsOf: [0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 1])
        }
        writer.append(tag)
        writer.append(type)
        writer.append(UInt32(value.count))
        writer.append(UInt32(isInner ? 44 : 26))
        writer.append(UInt32(0))
        writer.append(contentsOf: value)
        return jpeg(writer.bytes)
    }

    static func read(_ bytes: [UInt8], limits: Limits = .default) throws(SignetError) -> [MetadataSignal] {
        let source = MemorySource(bytes)
        return try MetadataReader.read(source, try ImageContainer.read(source, limits: limits), limits: limits)
    }
}
