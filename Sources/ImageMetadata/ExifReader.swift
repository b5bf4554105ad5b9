internal import CShims

/// EXIF through libexif, without maker notes.
enum ExifReader {
    /// One entry: its tag's name and its value as text.
    struct Entry: Equatable {
        let name: String
        let value: String
    }

    /// JPEG cannot hold more in one segment, and no entry that says anything about an image's origin lies further in.
    static let maximumBytes = 65_536
    /// IFD1 describes the thumbnail.
    private static let thumbnailDirectory: Int32 = 1
    private static let maximumEntries = 256

    private struct Collector {
        var entries: [Entry] = []
    }

    /// Reads TIFF-structured `data`; `isSound` is false when libexif found damage or nothing at all.
    static func read(_ data: [UInt8]) -> (entries: [Entry], isSound: Bool) {
        var collector = Collector()
        let outcome = withUnsafeMutablePointer(to: &collector) { pointer in
            data.withUnsafeBufferPointer { buffer in
                signet_exif_visit(buffer.baseAddress, buffer.count, pointer) { context, entry in
                    guard let context, let entry else { return }
                    let collector = context.assumingMemoryBound(to: Collector.self)
                    ExifReader.add(entry.pointee, to: &collector.pointee)
                }
            }
        }
        return (collector.entries, outcome == 0)
    }

    private static func add(_ entry: signet_exif_entry, to collector: inout Collector) {
        guard entry.directory != thumbnailDirectory, collector.entries.count < maximumEntries, let name = entry.name,
            let start = entry.value
        else { return }
        let bytes = UnsafeBufferPointer(start: start, count: entry.value_size)
        let value =
            entry.is_raw_comment != 0
            ? comment(Array(bytes), isBigEndian: entry.is_big_endian != 0)
            : BoundedText.text(bytes, fallback: .repair)
        let shown = trimmed(value)
        if !shown.isEmpty { collector.entries.append(Entry(name: String(cString: name), value: shown)) }
    }

    /// Decodes UserComment, of which libexif only reads ASCII (EXIF 2.32, 4.6.5, tag 0x9286).
    static func comment(_ bytes: [UInt8], isBigEndian: Bool) -> String {
        let code = bytes.prefix(8)
        let rest = bytes.dropFirst(8)
        if code.elementsEqual("UNICODE\0".utf8) { return utf16(Array(rest), isBigEndian: isBigEndian) }
        if code.elementsEqual("ASCII\0\0\0".utf8) || code.elementsEqual("JIS\0\0\0\0\0".utf8)
            || code.elementsEqual([UInt8](repeating: 0, count: 8))
        {
            return BoundedText.text(rest, fallback: .repair)
        }
        // Some generators write their text without the code.
        return BoundedText.text(bytes, fallback: .repair)
    }

    /// The standard leaves the byte order open, and writers differ: a mark decides, else where the zero bytes are.
    private static func utf16(_ bytes: [UInt8], isBigEndian: Bool) -> String {
        let kept = bytes.prefix(2 * BoundedText.maximumBytes + 2)
        var zerosFirst = 0
        var zerosSecond = 0
        var index = kept.startIndex
        while index + 1 < kept.endIndex {
            if kept[index] == 0 { zerosFirst += 1 }
            if kept[index + 1] == 0 { zerosSecond += 1 }
            index += 2
        }
        var isBig = zerosFirst == zerosSecond ? isBigEndian : zerosFirst > zerosSecond
        if kept.starts(with: [0xFE, 0xFF]) { isBig = true }
        if kept.starts(with: [0xFF, 0xFE]) { isBig = false }
        var units: [UInt16] = []
        index = kept.startIndex
        while index + 1 < kept.endIndex {
            let first = UInt16(kept[index])
            let second = UInt16(kept[index + 1])
            units.append(isBig ? first << 8 | second : second << 8 | first)
            index += 2
        }
        if units.first == 0xFEFF { units.removeFirst() }
        return BoundedText.cut(String(decoding: units, as: UTF16.self))
    }

    /// Writers fill fixed fields up with blanks and zero bytes.
    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let last = scalars.last, last == "\0" || last == " " { scalars.removeLast() }
        while scalars.first == " " { scalars.removeFirst() }
        return String(scalars)
    }
}
