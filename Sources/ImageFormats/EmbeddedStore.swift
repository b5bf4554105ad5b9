/// A C2PA manifest store found in an image, and where in the file each of its bytes is.
public struct EmbeddedStore: Sendable, Equatable {
    /// A run of store bytes that is one run of file bytes.
    public struct Segment: Sendable, Equatable {
        /// Which bytes of the store.
        public let storeRange: Range<Int>
        /// Where in the file they are; of the same length, unless the store is written as base64 text.
        public let fileRange: Range<Int>

        public init(storeRange: Range<Int>, fileRange: Range<Int>) {
            self.storeRange = storeRange
            self.fileRange = fileRange
        }

        /// The part of the segment that lies within the first `size` bytes of the store; nil when none does.
        func cut(to size: Int) -> Segment? {
            guard storeRange.lowerBound < size else { return nil }
            let surplus = max(0, storeRange.upperBound - size)
            return Segment(
                storeRange: storeRange.lowerBound..<storeRange.upperBound - surplus,
                fileRange: fileRange.lowerBound..<fileRange.upperBound - surplus)
        }
    }

    /// The store: one JUMBF superbox, JPEG segments put together.
    public let bytes: [UInt8]
    /// The file range from the first to the last byte that carries the store, with markers, lengths and the PNG checksum.
    ///
    /// This is what the exclusion of a `c2pa.hash.data` assertion must be equal to (C2PA 2.4, 15.12.1).
    public let range: Range<Int>
    /// Where the store's bytes are in the file, in order and without gaps in the store.
    public let segments: [Segment]
    /// Whether four bytes of the file stand for three of the store, as in SVG.
    public let isBase64: Bool

    /// JPEG: the box instance number (En) of the segments, which the format leaves to the writer.
    public let boxInstance: UInt16?

    public init(
        bytes: [UInt8], range: Range<Int>, segments: [Segment], isBase64: Bool = false, boxInstance: UInt16? = nil
    ) {
        self.isBase64 = isBase64
        self.bytes = bytes
        self.range = range
        self.segments = segments
        self.boxInstance = boxInstance
    }

    /// The file offset of the store's byte at `offset`; nil outside the store.
    ///
    /// The offset just past the end of the store maps to just past the end of its last segment, so that the end of a
    /// range can be mapped too.
    public func fileOffset(ofStoreOffset offset: Int) -> Int? {
        if isBase64 {
            guard offset >= 0, offset <= bytes.count else { return nil }
            return range.lowerBound + offset / 3 * 4 + offset % 3
        }
        var low = 0
        var high = segments.count
        while low < high {
            let middle = low + (high - low) / 2
            let segment = segments[middle]
            if offset < segment.storeRange.lowerBound {
                high = middle
            } else if offset >= segment.storeRange.upperBound {
                low = middle + 1
            } else {
                return segment.fileRange.lowerBound + (offset - segment.storeRange.lowerBound)
            }
        }
        guard let last = segments.last, offset == last.storeRange.upperBound else { return nil }
        return last.fileRange.upperBound
    }
}
