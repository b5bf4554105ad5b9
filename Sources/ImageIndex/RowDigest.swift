internal import Digests

/// SHA-256 over the columns of one row, each with its storage class and its length before it: what the audit log vouches for.
/// Columns are taken as they are stored, so that no reading of them can hide an edit.
struct RowDigest {
    private let hasher = Hasher(.sha256)

    /// - Parameter table: the name of the table, with the version of its columns.
    init(_ table: String) { text(table) }

    func add(_ kind: UInt8, _ bytes: [UInt8]) {
        let count = UInt64(bytes.count)
        hasher.update([kind] + (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) })
        hasher.update(bytes)
    }

    func null() { add(UInt8(ascii: "n"), []) }

    func text(_ value: String?) {
        if let value { add(UInt8(ascii: "t"), Array(value.utf8)) } else { null() }
    }

    func blob(_ value: [UInt8]?) {
        if let value { add(UInt8(ascii: "b"), value) } else { null() }
    }

    /// In decimal digits, as SQLite casts integers to bytes.
    func integer(_ value: Int64) { add(UInt8(ascii: "i"), Array("\(value)".utf8)) }

    func finish() -> [UInt8] { hasher.finalize() }
}
