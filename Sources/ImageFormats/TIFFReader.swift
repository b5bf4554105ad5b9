internal import Bytes

/// Reads the numbers of a TIFF in its byte order and its widths.
struct TIFFReader: ~Copyable {
    let layout: TIFFLayout
    private var window: HeaderWindow

    /// One directory entry, its value unread.
    struct Entry {
        let offset: Int
        let tag: UInt16
        let type: UInt16
        let count: Int
        /// The field that holds the value, or its offset when the value does not fit.
        let field: Int
    }

    init(_ source: any ByteSource) throws(SignetError) {
        window = HeaderWindow(source, size: 4096)
        let isLittleEndian = try window.uint8(at: 0) == 0x49
        let version = try window.uint16(at: 2)
        layout = TIFFLayout(
            isLittleEndian: isLittleEndian, isBig: (isLittleEndian ? version.byteSwapped : version) == 43)
    }

    /// BigTIFF states the width of its offsets, of which there is only one.
    mutating func checkHeader() throws(SignetError) {
        guard layout.isBig else { return }
        guard try uint16(at: 4) == 8, try uint16(at: 6) == 0 else {
            throw SignetError(
                TIFFContainer.damaged, .badData, "the BigTIFF does not have offsets of 8 bytes", offset: 4)
        }
    }

    mutating func uint16(at offset: Int) throws(SignetError) -> UInt16 {
        let value = try window.uint16(at: offset)
        return layout.isLittleEndian ? value.byteSwapped : value
    }

    /// An offset or a count.
    mutating func pointer(at offset: Int) throws(SignetError) -> Int {
        if layout.isBig {
            let value = try window.uint64(at: offset)
            return Int(clamping: layout.isLittleEndian ? value.byteSwapped : value)
        }
        let value = try window.uint32(at: offset)
        return Int(layout.isLittleEndian ? value.byteSwapped : value)
    }

    mutating func entryCount(at offset: Int) throws(SignetError) -> Int {
        layout.isBig ? try pointer(at: offset) : Int(try uint16(at: offset))
    }

    mutating func entry(at offset: Int) throws(SignetError) -> Entry {
        Entry(
            offset: offset, tag: try uint16(at: offset), type: try uint16(at: offset + 2),
            count: try pointer(at: offset + 4), field: offset + 4 + layout.pointerSize)
    }

    /// The sizes of the types, by number (TIFF 6.0, section 2, and BigTIFF).
    private static let typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]

    /// Where the value of `entry` is; nil for a type that is not known or a size that no file can have.
    mutating func value(of entry: Entry) throws(SignetError) -> Range<Int>? {
        guard Int(entry.type) < Self.typeSizes.count else { return nil }
        let (size, overflow) = entry.count.multipliedReportingOverflow(by: Self.typeSizes[Int(entry.type)])
        guard !overflow, size > 0 else { return nil }
        let start = size <= layout.pointerSize ? entry.field : try pointer(at: entry.field)
        let (end, isTooLarge) = start.addingReportingOverflow(size)
        return isTooLarge ? nil : start..<end
    }
}
