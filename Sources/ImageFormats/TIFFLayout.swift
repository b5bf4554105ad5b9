/// Where in a TIFF the things are that signing has to change; widths follow from whether it is a BigTIFF.
struct TIFFLayout: Sendable {
    /// One image file directory of the main chain.
    struct Directory: Sendable {
        let offset: Int
        let entryCount: Int
    }

    let isLittleEndian: Bool
    /// BigTIFF: 64-bit offsets and counts.
    let isBig: Bool
    /// The main chain, in its order.
    var directories: [Directory] = []
    /// The bytes of the entries of the only directory; empty when there are several.
    var onlyEntries: [UInt8] = []
    /// The first entry whose value lies beyond the end of the file.
    var valueBeyondEnd: Int?
    /// Where the entry of the manifest store is.
    var storeEntry: Int?

    init(isLittleEndian: Bool, isBig: Bool) {
        self.isLittleEndian = isLittleEndian
        self.isBig = isBig
    }

    /// The width of an offset and of a value count.
    var pointerSize: Int { isBig ? 8 : 4 }
    /// Tag, type, count, value or its offset.
    var entrySize: Int { 4 + 2 * pointerSize }
    /// The width of a directory's number of entries.
    var countSize: Int { isBig ? 8 : 2 }
    /// Where the header points at the first directory.
    var firstPointer: Range<Int> { isBig ? 8..<16 : 4..<8 }

    func range(of directory: Directory) -> Range<Int> {
        let size = countSize + directory.entryCount * entrySize + pointerSize
        return directory.offset..<directory.offset + size
    }

    /// Where a directory points at the next.
    func nextPointer(of directory: Directory) -> Range<Int> {
        let end = range(of: directory).upperBound
        return end - pointerSize..<end
    }

    /// A number in the file's own byte order.
    func bytes(_ value: Int, _ size: Int) -> [UInt8] {
        let little = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return isLittleEndian ? little : little.reversed()
    }

    /// The entry of a store: count and offset are right behind tag and type.
    func storeEntry(count: Int, offset: Int) -> [UInt8] {
        bytes(Int(TIFFContainer.storeTag), 2) + bytes(Int(TIFFContainer.undefined), 2) + bytes(count, pointerSize)
            + bytes(offset, pointerSize)
    }
}
