internal import Bytes

/// A manifest store as APP11 segments (ISO/IEC 19566-5, D.2; ISO/IEC 18477-3, B.2).
///
/// Each segment is: marker FFEB, length Le, common identifier `JP`, box instance number En, packet sequence number Z, then the
/// box's LBox and TBox (repeated in every segment), then the next piece of the box's content.
enum JPEGStoreCarrier {
    /// From the marker to the first byte after the repeated box header.
    static let overhead = 2 + 2 + 2 + 2 + 4 + boxHeader
    static let boxHeader = 8
    /// Box content per segment. Le could say 65,517 bytes; the reference implementation stays at about this size too.
    private static let piece = 64_000
    /// The instance number that the reference implementation writes; it must only differ from that of other boxes.
    static let instance: UInt16 = 0x0211

    static func carriedSize(of size: Int) throws(SignetError) -> Int {
        guard size >= boxHeader, size <= Int(UInt32.max) else {
            throw SignetError("store.size", .unexpected, "a manifest store of \(size) bytes does not fit into a JPEG")
        }
        let content = size - boxHeader
        let segments = max(1, (content + piece - 1) / piece)
        return content + segments * overhead
    }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        var writer = ByteWriter(reserving: try carriedSize(of: store.count))
        var start = boxHeader
        var number: UInt32 = 1
        repeat {
            let end = min(start + piece, store.count)
            writer.append(UInt16(0xFFEB))
            writer.append(UInt16(overhead - 2 + end - start))
            writer.append(text: "JP")
            writer.append(instance)
            writer.append(number)
            writer.append(contentsOf: store[..<boxHeader])
            writer.append(contentsOf: store[start..<end])
            start = end
            number += 1
        } while start < store.count
        return writer.bytes
    }
}
