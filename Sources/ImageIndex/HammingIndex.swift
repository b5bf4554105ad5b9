public import Bytes
internal import CKernels
public import Fingerprints
internal import Glibc

/// An immutable file of 256-bit hashes that finds all within a distance of 31 without looking at most of them.
///
/// The file is mapped, not read: opening it costs the same whatever its size. Its structure is checked when it is opened, so
/// that no damage can lead a search outside; what it says is only ever a pointer to a record, which is checked again.
///
/// ```
/// offset 0     "SIGNETHI", version 3 (4 bytes), form (4), count (8), covered ordinal (8), bit places (256), bytes of differences (8),
///              records (8), bands (8)
/// page 1       rows: 32 bytes each, bits permuted
/// then         owners (``PackedOwners``): blocks, differences
/// fast         tables: 16 x 65,537 x 4 bytes · lists: 16 x count x 16 bytes
/// compact      lists: bands x count x 4 bytes · tables: bands x (2^(256 / bands) + 1) x 4 bytes
/// ```
public final class HammingIndex {
    /// How much memory a search may cost: 290 bytes for each of many hashes, or 98, with owners and tables.
    public enum Form: UInt32, Sendable {
        case fast = 1
        case compact = 2
    }

    /// A hash that was found.
    public struct Hit: Sendable, Equatable {
        /// What was given as the hash's owner.
        public let owner: UInt32
        public let distance: Int
    }

    static let radius = Int(SIGNET_MIH_RADIUS)
    static let magic = Array("SIGNETHI".utf8)
    /// Files of other versions are made anew from the records.
    static let version: UInt32 = 3
    static let page = 4096
    static let bands = Int(SIGNET_MIH_BANDS)
    static let tableSize = Int(SIGNET_MIH_BANDS) * (Int(SIGNET_MIH_KEYS) + 1) * 4

    public let count: Int
    public let form: Form
    /// The last record that is in the file.
    public let coveredOrdinal: Int64
    /// How many records the file was made of, those without a hash included.
    public let recordCount: Int
    private let map: MappedFile
    private let permutation: BitPermutation
    private let owners: PackedOwners
    private let rows: UnsafePointer<UInt64>
    private let lists: Lists

    private enum Lists {
        case fast(signet_mih)
        case compact(signet_mih_compact)
    }

    struct Layout {
        let rows: Int
        let owners: Int
        let differences: Int
        let tables: Int
        let lists: Int
        let end: Int

        /// - Parameter differencesSize: in bytes, below 2^40.
        init(count: Int, differencesSize: Int, form: Form, bands: Int) {
            func page(_ offset: Int) -> Int { (offset + HammingIndex.page - 1) / HammingIndex.page * HammingIndex.page }
            rows = HammingIndex.page
            owners = page(rows + count * 32)
            differences = page(owners + PackedOwners.blocksSize(count))
            let first = page(differences + differencesSize)
            switch form {
            case .fast:
                tables = first
                lists = page(tables + HammingIndex.tableSize)
                end = lists + HammingIndex.bands * count * MemoryLayout<signet_mih_entry>.stride
            case .compact:
                lists = first
                tables = page(lists + bands * count * 4)
                end = tables + HammingIndex.compactTableSize(bands)
            }
        }
    }

    static func compactTableSize(_ bands: Int) -> Int { signet_mih_compact_table(Int32(bands), Int32(bands)) * 4 }

    /// The fewest bands whose tables and lists take at most 65 bytes a hash: the fewer, the faster.
    static func compactBands(_ count: Int) -> Int {
        let most = Int(SIGNET_MIH_MOST_BANDS)
        return (Int(SIGNET_MIH_FEWEST_BANDS)..<most).first { $0 * count * 4 + compactTableSize($0) <= 65 * count }
            ?? most
    }

    static func damaged(_ path: String, _ reason: String) -> SignetError {
        SignetError("index.search.damaged", .badData, "the search file \(path) \(reason)")
    }

    /// Opens a search file.
    public init(path: String) throws(SignetError) {
        let map = try MappedFile(path: path)
        guard map.count >= Self.page, map.bytes(0..<8) == Self.magic else {
            throw Self.damaged(path, "is not one of signet")
        }
        guard map.uint32(at: 8) == Self.version else {
            throw Self.damaged(path, "has version \(map.uint32(at: 8)), which this signet does not know")
        }
        let differencesSize = map.uint64(at: 288)
        let records = map.uint64(at: 296)
        guard let form = Form(rawValue: map.uint32(at: 12)), let count = UInt32(exactly: map.uint64(at: 16)),
            differencesSize <= UInt64(map.count), let recordCount = UInt32(exactly: records),
            let bands = Int(exactly: map.uint64(at: 304)),
            (Int(SIGNET_MIH_FEWEST_BANDS)...Int(SIGNET_MIH_MOST_BANDS)).contains(bands)
        else {
            throw Self.damaged(path, "has a damaged header")
        }
        let layout = Layout(count: Int(count), differencesSize: Int(differencesSize), form: form, bands: bands)
        guard map.count == layout.end, let permutation = BitPermutation(places: map.bytes(32..<32 + 256)) else {
            throw Self.damaged(path, "is cut short or has a damaged header")
        }
        let tables = map.pointer(at: layout.tables, as: UInt32.self)
        // The compact form's tables are large: what a lookup needs of them is checked by it.
        guard form == .compact || signet_mih_is_sound(tables, count) == 1,
            let owners = PackedOwners(
                count: Int(count), blocks: map.pointer(at: layout.owners, as: UInt32.self),
                differences: map.pointer(at: layout.differences, as: UInt8.self),
                differencesSize: Int(differencesSize))
        else { throw Self.damaged(path, "has a damaged table") }
        self.map = map
        self.form = form
        self.count = Int(count)
        self.recordCount = Int(recordCount)
        self.permutation = permutation
        coveredOrdinal = Int64(bitPattern: map.uint64(at: 24))
        self.owners = owners
        rows = map.pointer(at: layout.rows, as: UInt64.self)
        switch form {
        case .fast:
            lists = .fast(
                signet_mih(
                    rows: rows, count: count, offsets: tables,
                    entries: map.pointer(at: layout.lists, as: signet_mih_entry.self)))
        case .compact:
            lists = .compact(
                signet_mih_compact(
                    rows: rows, count: count, bands: Int32(bands), offsets: tables,
                    ids: map.pointer(at: layout.lists, as: UInt32.self)))
        }
    }

    /// All hashes within `radius`, in no order. Up to 31 through the lists, beyond that by looking at every hash.
    ///
    /// - Parameter limit: how many are given back at most.
    /// - Returns: the hits, and how many there are in all.
    public func search(_ hash: Hash256, radius: Int, limit: Int = 4096) -> (hits: [Hit], total: Int) {
        guard count > 0, radius >= 0, limit > 0 else { return ([], 0) }
        let query = permutation.apply(hash)
        var total = 0
        let matches = [signet_mih_match](unsafeUninitializedCapacity: limit) { buffer, filled in
            withUnsafeBytes(of: query) { words in
                guard let words = words.bindMemory(to: UInt64.self).baseAddress else { return }
                if radius <= Self.radius {
                    var damaged: Int32 = 0
                    switch lists {
                    case .fast(var index):
                        total = signet_mih_search(&index, words, UInt32(radius), buffer.baseAddress, limit, &damaged)
                    case .compact(var index):
                        total = signet_mih_compact_search(
                            &index, words, UInt32(radius), buffer.baseAddress, limit, &damaged)
                    }
                    // A list that names rows which do not exist may also miss some: then all rows are looked at.
                    if damaged == 0 {
                        filled = min(total, limit)
                        return
                    }
                }
                total = signet_hamming_scan(
                    rows, count, words, UInt32(min(radius, 256)), buffer.baseAddress, limit)
                filled = min(total, limit)
            }
        }
        return (matches.map { Hit(owner: owners[Int($0.row)], distance: Int($0.distance)) }, total)
    }

    /// Every hash with its owner, in the order in which they were written.
    func forEach(_ body: (Hash256, UInt32) -> Void) {
        for row in 0..<count {
            let words = rows + row * 4
            body(permutation.undo(Hash256((words[0], words[1], words[2], words[3]))), owners[row])
        }
    }
}
