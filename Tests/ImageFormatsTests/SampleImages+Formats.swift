import Bytes

@testable import ImageFormats

/// Small files of the formats beside PNG and JPEG, as far as their containers go.
extension SampleImages {
    static func little(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func big(_ value: Int, _ size: Int) -> [UInt8] { little(value, size).reversed() }

    static func riffChunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(data.count, 4) + data + [UInt8](repeating: 0, count: data.count % 2)
    }

    static func webp(_ chunks: [UInt8] = []) -> [UInt8] {
        let content = Array("WEBP".utf8) + riffChunk("VP8L", [0x2F, 0, 0, 0, 0]) + chunks
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }

    static let gifScreen: [UInt8] = [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF]
    static let gifImage: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]

    static func gif(_ blocks: [UInt8] = [], version: String = "GIF89a") -> [UInt8] {
        Array(version.utf8) + gifScreen + blocks + gifImage + [0x3B]
    }

    static func gifBlock(_ store: [UInt8], piece: Int = 255, version: [UInt8] = [1, 0, 0]) -> [UInt8] {
        var block: [UInt8] = [0x21, 0xFF, 0x0B] + Array("C2PA_GIF".utf8) + version
        var start = 0
        while start < store.count {
            let end = min(start + piece, store.count)
            block += [UInt8(end - start)] + store[start..<end]
            start = end
        }
        return block + [0]
    }

    struct TIFFEntry {
        var tag: Int
        var type = 4
        var count = 1
        var value: Int
    }

    /// Directories one behind the other from offset 8 (16 in a BigTIFF) on, and then `tail`.
    static func tiff(
        _ directories: [[TIFFEntry]] = [[TIFFEntry(tag: 256, value: 8), TIFFEntry(tag: 257, value: 8)]],
        isBig: Bool = false, isLittle: Bool = true, last: Int = 0, tail: [UInt8] = []
    ) -> [UInt8] {
        func number(_ value: Int, _ size: Int) -> [UInt8] { isLittle ? little(value, size) : big(value, size) }
        let pointer = isBig ? 8 : 4
        var bytes = Array((isLittle ? "II" : "MM").utf8) + number(isBig ? 43 : 42, 2)
        if isBig { bytes += number(8, 2) + number(0, 2) }
        bytes += number(bytes.count + pointer, pointer)
        for (index, entries) in directories.enumerated() {
            bytes += number(entries.count, isBig ? 8 : 2)
            for entry in entries {
                bytes +=
                    number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, pointer)
                    + number(entry.value, pointer)
            }
            bytes += number(index + 1 < directories.count ? bytes.count + pointer : last, pointer)
        }
        return bytes + tail
    }

    static func box(_ type: String, _ data: [UInt8]) -> [UInt8] { big(data.count + 8, 4) + Array(type.utf8) + data }

    static func jxl(_ boxes: [UInt8] = []) -> [UInt8] {
        box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + box("ftyp", Array("jxl \0\0\0\0jxl ".utf8)) + boxes
            + box("jxlc", [0xFF, 0x0A, 1, 2, 3])
    }

    static func svg(_ content: String = "<rect/>") -> [UInt8] {
        Array(#"<?xml version="1.0"?><!-- c --><svg xmlns="http://www.w3.org/2000/svg">\#(content)</svg>"#.utf8)
    }

    static func svgManifest(_ text: String) -> String {
        #"<metadata><c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">\#(text)</c2pa:manifest></metadata>"#
    }

    /// One file of each way of carrying a store, without one.
    static let everyFormat: [[UInt8]] = [
        png(), jpeg(), webp(), webp(riffChunk("XMP ", [1, 2, 3])), gif(), gif(version: "GIF87a"), tiff(),
        tiff(isLittle: false), tiff(isBig: true), tiff(tail: [1]),
        tiff([[TIFFEntry(tag: 256, value: 8)], [TIFFEntry(tag: 256, value: 8)]]),
        tiff([[TIFFEntry(tag: 256, value: 8)], [TIFFEntry(tag: 256, value: 8)]], isBig: true, isLittle: false),
        jxl(), jxl(box("jxll", [5]) + box("jumb", [1, 2, 3])), svg(), svg("<metadata/>"),
        svg("<metadata>x</metadata><g/>"),
    ]
}
