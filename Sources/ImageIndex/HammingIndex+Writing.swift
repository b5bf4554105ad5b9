public import Bytes
internal import CKernels
public import Fingerprints

extension HammingIndex {
    /// Writes a search file under its final name, in one go: readers see the old file or the new one.
    ///
    /// It takes 32 bytes of memory for each hash and, a quarter of the lists at a time, 68 (fast), or 12 and the tables (compact).
    ///
    /// - Parameters:
    ///   - recordCount: how many records the hashes are of; nil takes one for each.
    ///   - compactBands: of the compact form, 12 to 16; nil takes what suits so many hashes.
    public static func write(
        _ hashes: [Hash256], owners: [UInt32], coveredOrdinal: Int64, recordCount: Int? = nil, form: Form,
        compactBands: Int? = nil, to path: String
    ) throws(SignetError) {
        guard hashes.count == owners.count, let count = UInt32(exactly: hashes.count) else {
            throw SignetError("index.search.count", .unexpected, "there are too many hashes for one search file")
        }
        let packed = PackedOwners.pack(owners)
        let bands = form == .fast ? Self.bands : compactBands ?? Self.compactBands(hashes.count)
        let layout = Layout(
            count: hashes.count, differencesSize: packed.differences.count, form: form, bands: bands)
        let permutation = BitPermutation.standard
        guard let rows = HugeBuffer(byteCount: hashes.count * 32), let hash = rows.pointer(to: UInt64.self) else {
            throw outOfMemory
        }
        hashes.withUnsafeBytes { permutation.apply($0.bindMemory(to: UInt64.self), into: hash) }

        let file = try SearchFileWriter(path: path)
        try file.append(
            magic + bytes(version) + bytes(form.rawValue) + bytes(UInt64(count)) + bytes(coveredOrdinal)
                + permutation.places + bytes(UInt64(packed.differences.count))
                + bytes(UInt64(recordCount ?? hashes.count)) + bytes(UInt64(bands)))
        try file.pad(to: layout.rows)
        try file.append(UnsafeRawBufferPointer(rebasing: rows.bytes[..<(hashes.count * 32)]))
        try file.pad(to: layout.owners)
        try file.append(packed.blocks)
        try file.pad(to: layout.differences)
        try file.append(packed.differences)
        switch form {
        case .fast: try writeLists(of: hash, count, layout, to: file)
        case .compact: try writeCompactLists(of: hash, count, bands, layout, to: file)
        }
        try file.commit()
    }

    private static func writeLists(
        of hash: UnsafePointer<UInt64>, _ count: UInt32, _ layout: Layout, to file: SearchFileWriter
    ) throws(SignetError) {
        let size = 4 * Int(count) * MemoryLayout<signet_mih_entry>.stride
        guard let tables = HugeBuffer(byteCount: tableSize), let table = tables.pointer(to: UInt32.self),
            let lists = HugeBuffer(byteCount: size)
        else { throw outOfMemory }
        signet_mih_count(hash, count, table)
        guard let scratch = HugeBuffer(byteCount: signet_mih_build_scratch(table, count)) else { throw outOfMemory }
        try file.pad(to: layout.tables)
        try file.append(UnsafeRawBufferPointer(rebasing: tables.bytes[..<tableSize]))
        try file.pad(to: layout.lists)
        for four in 0..<bands / 4 {
            signet_mih_build(
                hash, count, Int32(four), table, lists.pointer(to: signet_mih_entry.self),
                scratch.pointer(to: UInt8.self))
            try file.append(UnsafeRawBufferPointer(rebasing: lists.bytes[..<size]))
        }
    }

    private static func writeCompactLists(
        of hash: UnsafePointer<UInt64>, _ count: UInt32, _ bands: Int, _ layout: Layout, to file: SearchFileWriter
    ) throws(SignetError) {
        let size = Int(count) * MemoryLayout<UInt32>.stride
        let tableSize = compactTableSize(bands)
        guard let tables = HugeBuffer(byteCount: tableSize), let table = tables.pointer(to: UInt32.self),
            let list = HugeBuffer(byteCount: size),
            let scratch = HugeBuffer(byteCount: signet_mih_compact_scratch(count))
        else { throw outOfMemory }
        try file.pad(to: layout.lists)
        for band in 0..<bands {
            signet_mih_compact_build(
                hash, count, Int32(bands), Int32(band), table + signet_mih_compact_table(Int32(bands), Int32(band)),
                list.pointer(to: UInt32.self), scratch.pointer(to: UInt8.self))
            try file.append(UnsafeRawBufferPointer(rebasing: list.bytes[..<size]))
        }
        try file.pad(to: layout.tables)
        try file.append(UnsafeRawBufferPointer(rebasing: tables.bytes[..<tableSize]))
    }

    private static var outOfMemory: SignetError {
        SignetError("index.search.memory", .unexpected, "there is not enough memory to make the search file")
    }

    private static func bytes<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
    }
}
