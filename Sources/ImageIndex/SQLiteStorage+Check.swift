internal import AuditLog
internal import Bytes
internal import Findings
internal import FoundationEssentials
internal import GRDB

/// Finds every row that is not as it was written. All columns are read as the bytes they are stored as.
extension SQLiteStorage {
    /// No more than this many are listed.
    private static let maximumDefects = 1000

    private struct Findings {
        var defects: [IndexDefect] = []
        /// What the audit log says is there: the digest of each record, by ordinal.
        var records: [Int64: Substring] = [:]
        /// The digest of each tombstone, by number.
        var tombstones: [Int64: Substring] = [:]
        var lastOrdinal: Int64 = 0

        mutating func add(_ code: String, _ message: String) {
            if defects.count < SQLiteStorage.maximumDefects {
                defects.append(IndexDefect(code: code, message: message))
            }
        }
    }

    func defects() throws(SignetError) -> [IndexDefect] {
        let saved = savedHead()
        return try read { db in
            var findings = Findings()
            for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)") where line != "ok" {
                findings.add("database.damaged", "SQLite reports: \(line)")
            }
            if try !SQLiteSchema.isUnchanged(db) {
                findings.add("database.tables", "the tables are not those that signet makes")
            }
            try checkAudit(db, saved, &findings)
            try checkRecords(db, &findings)
            try checkTombstones(db, &findings)
            try checkIntents(db, &findings)
            return findings.defects
        }
    }

    private func checkAudit(_ db: Database, _ saved: (count: Int, head: String)?, _ findings: inout Findings) throws {
        var chain = AuditChain(key: key)
        let columns = ["sequence", "action", "subject", "detail", "purpose", "time", "previous", "digest"]
        let selected = columns.map { "typeof(\($0)), CAST(\($0) AS BLOB)" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(db, sql: "SELECT \(selected), sequence FROM audit ORDER BY sequence")
        while let row = try rows.next() {
            let sequence = row[16] as Int? ?? 0
            let link = AuditChain.Link(
                sequence: sequence, previous: Self.bytes(row, 13), digest: Self.bytes(row, 15))
            let types = (0..<8).map { row[2 * $0] as String? ?? "" }
            let isPlain = types == ["integer", "text", "text", "text", "text", "text", "blob", "blob"]
            if !isPlain || !chain.accept(link, Self.payload((1...5).map { Self.bytes(row, 2 * $0 + 1) })) {
                findings.add(
                    "audit.broken",
                    "entry \(sequence) of the audit log was edited, or entries before it were dropped or reordered")
                chain = AuditChain(key: key, count: sequence, head: link.digest)
            }
            if let saved, saved.count == sequence, saved.head != Hex.encode(link.digest) {
                findings.add("audit.head", "entry \(sequence) of the audit log is not the one that was once its last")
            }
            func text(_ column: Int) -> String { String(decoding: Self.bytes(row, 2 * column + 1), as: UTF8.self) }
            let detail = text(3).split(separator: " ")
            let ordinal = detail.first.flatMap { Int64($0) } ?? 0
            switch AuditAction(rawValue: text(1)) {
            case .add:
                findings.records[ordinal] = detail.last ?? ""
                findings.lastOrdinal = max(findings.lastOrdinal, ordinal)
            case .remove:
                findings.records[ordinal] = nil
                if detail.count == 3, let number = Int64(detail[1]) { findings.tombstones[number] = detail[2] }
            case .undo: findings.records[ordinal] = nil
            case .search, .recover, .export: break
            case nil: findings.add("audit.unknown", "entry \(sequence) of the audit log has an unknown action")
            }
        }
        if let saved, saved.count > chain.count {
            findings.add(
                "audit.dropped", "the audit log ends at \(chain.count), but it once had \(saved.count) entries")
        }
        if saved == nil, chain.count > 0 {
            findings.add("audit.head", "the file with the head of the audit log is missing or unreadable")
        }
    }

    private func checkRecords(_ db: Database, _ findings: inout Findings) throws {
        let rows = try Row.fetchCursor(db, sql: RecordColumns.digestQuery)
        while let row = try rows.next() {
            let (digest, ordinal, id) = RecordColumns.digest(of: row)
            guard let expected = findings.records.removeValue(forKey: ordinal) else {
                findings.add("record.unknown", "record \(id) was not added through the audit log")
                continue
            }
            if Hex.encode(digest) != expected { findings.add("record.edited", "record \(id) is not as it was added") }
        }
        for ordinal in findings.records.keys.sorted() {
            findings.add("record.dropped", "record number \(ordinal) was added but is not there")
        }
        for (table, _) in RecordColumns.largeNames {
            let strays = try Int64.fetchAll(
                db, sql: "SELECT ordinal FROM \(table) WHERE ordinal NOT IN (SELECT ordinal FROM record) LIMIT 10")
            for ordinal in strays {
                findings.add("record.stray", "table \(table) has number \(ordinal), which is no record")
            }
        }
        let used = try Int64.fetchAll(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'record'")
        if findings.lastOrdinal > 0, used.count != 1 || used[0] < findings.lastOrdinal {
            findings.add("record.sequence", "numbers of records would be used again")
        }
    }

    private func checkTombstones(_ db: Database, _ findings: inout Findings) throws {
        let columns = ["number", "id", "removed", "reason", "proof"]
        let selected = columns.map { "typeof(\($0)), CAST(\($0) AS BLOB)" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(db, sql: "SELECT \(selected), number FROM tombstone ORDER BY number")
        while let row = try rows.next() {
            let digest = RowDigest("tombstone.1")
            for index in columns.indices { Self.add(row, 2 * index, to: digest) }
            let number = row[2 * columns.count] as Int64? ?? 0
            guard let expected = findings.tombstones.removeValue(forKey: number) else {
                findings.add("tombstone.unknown", "tombstone \(number) was not made by a removal")
                continue
            }
            if Hex.encode(digest.finish()) != expected {
                findings.add("tombstone.edited", "tombstone \(number) is not as it was made")
            }
        }
        for number in findings.tombstones.keys.sorted() {
            findings.add("tombstone.dropped", "tombstone \(number) is not there")
        }
    }

    private func checkIntents(_ db: Database, _ findings: inout Findings) throws {
        let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM intent") ?? 0
        let own = try intentRows(db).count
        if total > own { findings.add("intent.unknown", "\(total - own) intents were not written by signet") }
    }

    /// Adds the storage class and the bytes of a column to a digest.
    static func add(_ row: Row, _ column: Int, to digest: RowDigest) {
        switch row[column] as String? {
        case "integer": digest.add(UInt8(ascii: "i"), bytes(row, column + 1))
        case "text": digest.add(UInt8(ascii: "t"), bytes(row, column + 1))
        case "blob": digest.add(UInt8(ascii: "b"), bytes(row, column + 1))
        case "null": digest.null()
        default: digest.add(UInt8(ascii: "r"), bytes(row, column + 1))
        }
    }
}
