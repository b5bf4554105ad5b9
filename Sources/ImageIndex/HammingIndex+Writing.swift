public import Bytes
internal import CKernels
public import Fingerprints

extension HammingIndex {
    /// Writes a search file under its final name, in one go: readers see the old file or the new one.
    ///
    /// It takes 32 bytes of memory for each hash and, a quarter of the lists at a time, 68 (fast) or 20 more.
    ///
    /// - Parameter recordCount: how many records the hashes are of; nil takes one for each.
    public static func write(
        _ hashes: [Hash256], owners: [UInt32], coveredOrdinal: Int64, recordCount: Int? = nil, form: Form,
        to path: String
    ) throws(SignetError) {
        guard hashes.count == owners.count, let count = UInt32(exactly: hashes.count) else {
            throw SignetError("index.search.count", .unexpected, "there are too many hashes for one search file")
        }
        let packed = PackedOwners.pack(owners)
        let layout = Layout(count: hashes.count, differencesSize: packed.differences.count, form: form)
        let permutation = BitPermutation.standard
        let entrySize = form == .fast ? MemoryLayout<signet_mih_entry>.stride : MemoryLayout<UInt32>.stride
        guard let rows = HugeBuffer(byteCount: hashes.count * 32), let tables = HugeBuffer(byteCount: tableSize),
            let lists = HugeBuffer(byteCount: 4 * hashes.count * entrySize),
            let hash = rows.pointer(to: UInt64.self), let table = tables.pointer(to: UInt32.self)
        else { throw outOfMemory }
        hashes.withUnsafeBytes { permutation.apply($0.bindMemory(to: UInt64.self), into: hash) }
        signet_mih_count(hash, count, table)
        guard let scratch = HugeBuffer(byteCount: signet_mih_build_scratch(table, count)) else { throw outOfMemory }

        let file = try SearchFileWriter(path: path)
        try file.append(
            header(
                form, count, coveredOrdinal, permutation, differencesSize: packed.differences.count,
                recordCount: recordCount ?? hashes.count))
        try file.pad(to: layout.rows)
        try file.append(UnsafeRawBufferPointer(rebasing: rows.bytes[..<(hashes.count * 32)]))
        try file.pad(to: layout.owners)
        try file.append(packed.blocks)
        try file.pad(to: layout.differences)
        try file.append(packed.differences)
        try file.pad(to: layout.tables)
        try file.append(UnsafeRawBufferPointer(rebasing: tables.bytes[..<tableSize]))
        try file.pad(to: layout.lists)
        for four in 0..<bands / 4 {
            signet_mih_build(
                hash, count, Int32(four), table, form == .fast ? lists.pointer(to: signet_mih_entry.self) : nil,
                form == .compact ? lists.pointer(to: UInt32.self) : nil, scratch.pointer(to: UInt8.self))
            try file.append(UnsafeRawBufferPointer(rebasing: lists.bytes[..<(4 * hashes.count * entrySize)]))
        }
        try file.commit()
    }

    private static var outOfMemory: SignetError {
        SignetError("index.search.memory", .unexpected, "there is not enough memory to make the search file")
    }

    private static func bytes<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
    }

    private static func header(
        _ form: Form, _ count: UInt32, _ coveredOrdinal: Int64, _ permutation: BitPermutation, differencesSize: Int,
        recordCount: Int
    ) -> [UInt8] {
        magic + bytes(version) + bytes(form.rawValue) + bytes(UInt64(count)) + bytes(coveredOrdinal)
            + permutation.places
            + bytes(UInt64(differencesSize)) + bytes(UInt64(recordCount))
    }
}
