internal import Bytes
internal import CShims
internal import Findings
internal import ImageFormats

/// PNG text through libpng, chunk by chunk, so that each chunk is judged alone and the sum stays bounded.
struct PNGTextReader {
    /// XMP in PNG is a text with this keyword (XMP specification part 3, 1.1.5); some writers use `tEXt` instead of `iTXt`.
    private static let xmpKey = "XML:com.adobe.xmp"
    /// After this many unreadable chunks no more are tried, so that many small decompression bombs cost no more than few.
    private static let maximumUnreadable = 8

    /// How many bytes of text, carried or inflated, may still be read.
    private var remaining: Int
    private var unreadable = 0
    /// Whether it was already said that no more is read; once is enough.
    private var hasGivenUp = false

    init(limits: Limits) { remaining = limits.maximumMetadataBytes }

    private struct Text {
        let key: String
        let value: [UInt8]
    }

    private struct Collector {
        var texts: [Text] = []
    }

    /// What the text chunk with the data of `block` says.
    mutating func signals(_ source: any ByteSource, _ block: MetadataBlock) throws(SignetError) -> [MetadataSignal] {
        let chunk = block.range.lowerBound - 8..<block.range.upperBound + 4
        guard block.range.count <= remaining, unreadable < Self.maximumUnreadable else {
            defer { hasGivenUp = true }
            let reason = "text from offset \(chunk.lowerBound) on is beyond the limit for metadata"
            return hasGivenUp ? [] : [MetadataReader.unreadable(.pngText, reason)]
        }
        let bytes = try source.bytes(chunk)
        let texts = Self.texts(of: bytes, limit: remaining)
        guard !texts.isEmpty else {
            unreadable += 1
            let reason = "the text chunk at offset \(chunk.lowerBound) is damaged or inflates beyond the limit"
            return [MetadataReader.unreadable(.pngText, reason)]
        }
        let size = texts.reduce(0) { $0 + $1.value.count }
        remaining = max(0, remaining - max(size, block.range.count))
        return texts.flatMap { text in
            if text.key == Self.xmpKey { return XMPPacket.signals(of: text.value, at: chunk.lowerBound) }
            let value = BoundedText.text(
                text.value, fallback: block.kind == .pngInternationalText ? .repair : .latin1)
            return [AIMeaning.classify(pngText: text.key, value)]
        }
    }

    private static func texts(of chunk: [UInt8], limit: Int) -> [Text] {
        var collector = Collector()
        withUnsafeMutablePointer(to: &collector) { pointer in
            chunk.withUnsafeBufferPointer { buffer in
                _ = signet_png_visit_text(buffer.baseAddress, buffer.count, limit, pointer) {
                    context, key, keySize, value, size in
                    guard let context, let key, let value else { return }
                    let collector = context.assumingMemoryBound(to: Collector.self)
                    let name = UnsafeRawBufferPointer(start: key, count: keySize)
                    let text = UnsafeRawBufferPointer(start: value, count: size)
                    collector.pointee.texts.append(
                        Text(key: BoundedText.text(name, fallback: .latin1), value: Array(text)))
                }
            }
        }
        return collector.texts
    }
}
