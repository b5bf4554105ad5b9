internal import Bytes
internal import CKernels
internal import Fingerprints
internal import Glibc

/// The anchors of many images, listed by bands of their descriptors: an immutable block of memory, mapped from a file or made on
/// the spot. Its structure is checked when it is opened, so that no damage can lead a search outside; what it finds is only ever
/// a record that is compared again.
///
/// ```
/// offset 0     "SIGNETAN", version 3 (4 bytes), bands (4), bits (4), images (4), rows (8), covered ordinal (8), bit places (256)
/// page 1       ordinals: 8 bytes an image · rows: 32 bytes each, bits permuted · owners: 4 bytes · radii, angles: 1 byte each
/// then         tables: bands x (2^bits + 1) x 4 bytes · lists: bands x rows x 4 bytes · sketches: bands x rows x 2 bytes
/// ```
final class AnchorPostings {
    /// How many of an image's anchors are listed.
    static let listedCount = 128
    static let fileVersion: UInt32 = 3
    private static let magic = Array("SIGNETAN".utf8)
    private static let headerSize = 4096
    private static let bands = 10
    private static let bitRange = 8...22

    /// One image's part.
    struct Entry {
        let ordinal: Int64
        let anchors: [Anchor]
    }

    let imageCount: Int
    let rowCount: Int
    let coveredOrdinal: Int64
    /// In bytes.
    let size: Int
    private let memory: Memory
    let permutation: BitPermutation
    let ordinals: UnsafePointer<Int64>
    let postings: signet_postings

    /// A block of memory and who holds it.
    private enum Memory {
        case mapped(MappedFile)
        case own(HugeBuffer)

    }

    private struct Layout {
        let ordinals = AnchorPostings.headerSize
        let rows, owners, radii, angles, tables, lists, sketches, end: Int

        /// Nil when the sizes are out of reason.
        init?(images: UInt64, rows count: UInt64, bands: Int, bits: Int) {
            guard images < 1 << 31, count < 1 << 32, 1...32 ~= bands, 8...24 ~= bits, bands * bits <= 256 else {
                return nil
            }
            let (images, count) = (Int(images), Int(count))
            func page(_ offset: Int) -> Int { (offset + 63) / 64 * 64 }
            rows = page(ordinals + images * 8)
            owners = page(rows + count * 32)
            radii = page(owners + count * 4)
            angles = page(radii + count)
            tables = page(angles + count)
            lists = page(tables + bands * ((1 << bits) + 1) * 4)
            sketches = page(lists + bands * count * 4)
            end = sketches + bands * count * 2
        }
    }

    /// Opens a search file.
    convenience init(path: String) throws(SignetError) {
        let map = try MappedFile(path: path)
        guard let opened = Self.header(map) else {
            throw HammingIndex.damaged(path, "is cut short, damaged, or of another version")
        }
        self.init(
            .mapped(map), base: UnsafeRawPointer(map.pointer(at: 0, as: UInt8.self)), opened.layout, opened.permutation,
            size: map.count)
        guard signet_postings_are_sound(postings.offsets, postings.count, postings.bits, postings.bands) == 1 else {
            throw HammingIndex.damaged(path, "has a damaged table")
        }
    }

    private static func header(_ map: MappedFile) -> (layout: Layout, permutation: BitPermutation)? {
        guard map.count >= headerSize, map.bytes(0..<8) == magic, map.uint32(at: 8) == fileVersion,
            let layout = Layout(
                images: UInt64(map.uint32(at: 20)), rows: map.uint64(at: 24), bands: Int(map.uint32(at: 12)),
                bits: Int(map.uint32(at: 16))),
            map.count == layout.end, let permutation = BitPermutation(places: map.bytes(40..<40 + 256))
        else { return nil }
        return (layout, permutation)
    }

    private init(
        _ memory: Memory, base: UnsafeRawPointer, _ layout: Layout, _ permutation: BitPermutation, size: Int
    ) {
        self.memory = memory
        self.permutation = permutation
        self.size = size
        func pointer<T>(_ offset: Int, _ type: T.Type) -> UnsafePointer<T> {
            (base + offset).assumingMemoryBound(to: type)
        }
        func number(_ offset: Int) -> UInt32 { base.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
        imageCount = Int(number(20))
        rowCount = Int(base.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        coveredOrdinal = base.loadUnaligned(fromByteOffset: 32, as: Int64.self)
        ordinals = pointer(layout.ordinals, Int64.self)
        postings = signet_postings(
            rows: pointer(layout.rows, UInt64.self), owners: pointer(layout.owners, UInt32.self),
            radii: pointer(layout.radii, UInt8.self), angles: pointer(layout.angles, UInt8.self),
            count: UInt32(truncatingIfNeeded: rowCount), images: UInt32(truncatingIfNeeded: imageCount),
            bands: Int32(truncatingIfNeeded: number(12)), bits: Int32(truncatingIfNeeded: number(16)),
            offsets: pointer(layout.tables, UInt32.self), lists: pointer(layout.lists, UInt32.self),
            sketches: pointer(layout.sketches, UInt16.self))
    }

    // MARK: Making

    /// What is collected before the block is made.
    struct Collection {
        fileprivate(set) var ordinals: [Int64] = []
        fileprivate(set) var rows: [UInt64] = []
        fileprivate(set) var owners: [UInt32] = []
        fileprivate(set) var radii: [UInt8] = []
        fileprivate(set) var angles: [UInt8] = []

        mutating func add(_ entry: Entry) {
            guard !entry.anchors.isEmpty, let image = UInt32(exactly: ordinals.count) else { return }
            ordinals.append(entry.ordinal)
            let anchors = entry.anchors
            let listed = min(anchors.count, AnchorPostings.listedCount)
            for number in 0..<listed {
                // Evenly over all, as they are ordered by scale.
                let anchor = anchors[number * anchors.count / listed]
                let words = anchor.descriptor.words
                rows += [words.0, words.1, words.2, words.3]
                owners.append(image)
                radii.append(AnchorPostings.radius(anchor.radius, side: Float(AnchorSet.canonicalSide)))
                angles.append(AnchorPostings.angle(anchor.angle))
            }
        }
    }

    /// A block in memory; nil when there is not enough of it.
    convenience init?(_ collection: Collection, coveredOrdinal: Int64) {
        guard let made = Self.make(collection, coveredOrdinal), let base = made.block.bytes.baseAddress else {
            return nil
        }
        self.init(.own(made.block), base: base, made.layout, .standard, size: made.layout.end)
    }

    /// Writes a search file under its final name, in one go.
    static func write(_ collection: Collection, coveredOrdinal: Int64, to path: String) throws(SignetError) {
        guard let made = make(collection, coveredOrdinal) else {
            throw SignetError("index.search.memory", .unexpected, "there is not enough memory to make the search file")
        }
        let file = try SearchFileWriter(path: path)
        try file.append(UnsafeRawBufferPointer(rebasing: made.block.bytes[..<made.layout.end]))
        try file.commit()
    }

    private static func make(
        _ collection: Collection, _ coveredOrdinal: Int64
    ) -> (block: HugeBuffer, layout: Layout)? {
        let bits = bits(rows: collection.owners.count)
        guard
            let layout = Layout(
                images: UInt64(collection.ordinals.count), rows: UInt64(collection.owners.count), bands: bands,
                bits: bits), let block = HugeBuffer(byteCount: layout.end), let base = block.bytes.baseAddress
        else { return nil }
        fill(base, layout, collection, bits: bits, coveredOrdinal, .standard)
        return (block, layout)
    }

    /// Lists of a few rows on average.
    static func bits(rows: Int) -> Int {
        min(max(Int.bitWidth - rows.leadingZeroBitCount - 1, bitRange.lowerBound), bitRange.upperBound)
    }

    private static func fill(
        _ base: UnsafeMutableRawPointer, _ layout: Layout, _ collection: Collection, bits: Int, _ coveredOrdinal: Int64,
        _ permutation: BitPermutation
    ) {
        func put(_ value: some FixedWidthInteger, _ offset: Int) {
            withUnsafeBytes(of: value.littleEndian) {
                (base + offset).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(base), byteCount: $0.count)
            }
        }
        func put<T>(_ values: [T], _ offset: Int) {
            values.withUnsafeBytes {
                if let start = $0.baseAddress { (base + offset).copyMemory(from: start, byteCount: $0.count) }
            }
        }
        let count = collection.owners.count
        put(magic, 0)
        put(fileVersion, 8)
        put(UInt32(bands), 12)
        put(UInt32(bits), 16)
        put(UInt32(truncatingIfNeeded: collection.ordinals.count), 20)
        put(UInt64(count), 24)
        put(coveredOrdinal, 32)
        put(permutation.places, 40)
        put(collection.ordinals, layout.ordinals)
        let rows = (base + layout.rows).assumingMemoryBound(to: UInt64.self)
        collection.rows.withUnsafeBufferPointer { permutation.apply($0, into: rows) }
        put(collection.owners, layout.owners)
        put(collection.radii, layout.radii)
        put(collection.angles, layout.angles)
        for band in 0..<bands {
            signet_postings_build_band(
                rows, UInt32(truncatingIfNeeded: count), Int32(bits), Int32(band),
                (base + layout.tables + band * ((1 << bits) + 1) * 4).assumingMemoryBound(to: UInt32.self),
                (base + layout.lists + band * count * 4).assumingMemoryBound(to: UInt32.self),
                (base + layout.sketches + band * count * 2).assumingMemoryBound(to: UInt16.self))
        }
    }

    // MARK: Looking up

    /// In eighths of octaves, for an image of that longer side.
    static func radius(_ radius: Float, side: Float) -> UInt8 {
        let octaves = radius > 0 && side > 0 ? log2f(radius / side * 8192) : 0
        return UInt8(min(max((octaves * 8).rounded(), 0), 255))
    }

    /// In 256ths of a turn.
    static func angle(_ angle: Float) -> UInt8 {
        let turns = angle / (2 * .pi)
        return UInt8(min(max(((turns - turns.rounded(.down)) * 256).rounded(.down), 0), 255))
    }

    /// The images that share most anchors with `query`, seen at about the same scale and rotation; the most promising first.
    func candidates(_ query: [Anchor], side: Float, limit: Int) -> [(ordinal: Int64, weight: Float)] {
        let places = query.map { anchor in
            signet_posting_query(
                descriptor: permutation.apply(anchor.descriptor), radius: Self.radius(anchor.radius, side: side),
                angle: Self.angle(anchor.angle))
        }
        var votes = [signet_posting_vote](repeating: signet_posting_vote(), count: min(max(limit, 1), 256))
        let count = withUnsafePointer(to: postings) {
            signet_postings_vote(
                $0, places, Int32(places.count), Self.searchRadius, Self.commonCount, &votes, Int32(votes.count))
        }
        return votes.prefix(max(Int(count), 0)).filter { Int($0.image) < imageCount && $0.weight > 0 }.map {
            (ordinals[Int($0.image)], $0.weight)
        }
    }

    /// Anchors that differ in more bits are not counted; half of 256 is chance.
    private static let searchRadius: UInt32 = 56
    /// Longer lists stand for texture or letters, not for an image.
    private static let commonCount: UInt32 = 128
}
