internal import AuditLog
internal import Bytes
internal import Digests
internal import Findings
internal import FoundationEssentials
internal import GRDB

extension SQLiteStorage {
    func add(
        _ records: [ImageRecord], outputs: [PendingOutput?], purpose: String, time: String
    ) throws(SignetError) -> [Added] {
        let (added, head) = try write { db in
            var chain = try self.chain(db)
            var added: [Added] = []
            for (index, record) in records.enumerated() {
                let columns = RecordColumns(record)
                guard let ordinal = try Self.insert(columns, db) else {
                    let present = try Int64.fetchOne(
                        db.cachedStatement(sql: "SELECT ordinal FROM record WHERE id = ?"), arguments: [record.id])
                    added.append(Added(ordinal: present ?? 0, isNew: false))
                    continue
                }
                try Self.append(
                    .add, subject: record.id, detail: "\(ordinal) \(Hex.encode(columns.digest(ordinal: ordinal)))",
                    purpose: purpose, time: time, to: &chain, db)
                if outputs.indices.contains(index), let output = outputs[index] {
                    try db.cachedStatement(sql: "INSERT INTO intent (ordinal, path, content, code) VALUES (?, ?, ?, ?)")
                        .execute(arguments: [
                            ordinal, output.path, Data(output.hash), Data(self.code(of: output, ordinal)),
                        ])
                }
                added.append(Added(ordinal: ordinal, isNew: true))
            }
            return (added, chain)
        }
        saveHead(head)
        return added
    }

    private static func insert(_ columns: RecordColumns, _ db: Database) throws -> Int64? {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO record (id, file_hash, pixel_hash, width, height, name, created, model, requester,
                    labels, manifest_id, pdq, quality, others) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: columns.arguments)
        guard db.changesCount == 1 else { return nil }
        let ordinal = db.lastInsertedRowID
        for (table, column, value) in columns.large {
            guard let value else { continue }
            try db.cachedStatement(sql: "INSERT INTO \(table) (ordinal, \(column)) VALUES (?, ?)").execute(
                arguments: [ordinal, Data(value)])
        }
        return ordinal
    }

    // MARK: Intents

    /// A keyed hash of an intent, so that nobody else can make the index take a record back.
    private func code(of output: PendingOutput, _ ordinal: Int64) -> [UInt8] {
        MessageAuthentication.code(for: Array("\(ordinal) \(Hex.encode(output.hash)) \(output.path)".utf8), key: key)
    }

    private static func forget(_ ordinals: [Int64], _ db: Database) throws {
        for ordinal in ordinals {
            try db.cachedStatement(sql: "DELETE FROM intent WHERE ordinal = ?").execute(arguments: [ordinal])
        }
    }

    func finish(_ ordinals: [Int64]) throws(SignetError) { try write { db in try Self.forget(ordinals, db) } }

    func undo(_ ordinals: [Int64], purpose: String, time: String) throws(SignetError) {
        let head = try write { db in
            var chain = try self.chain(db)
            for ordinal in ordinals {
                guard
                    let id = try String.fetchOne(
                        db, sql: "SELECT id FROM record WHERE ordinal = ?", arguments: [ordinal])
                else { continue }
                try Self.delete(ordinal, db)
                try Self.append(
                    .undo, subject: id, detail: "\(ordinal)", purpose: purpose, time: time, to: &chain, db)
            }
            try Self.forget(ordinals, db)
            return chain
        }
        saveHead(head)
    }

    static func delete(_ ordinal: Int64, _ db: Database) throws {
        for table in ["record", "manifest", "anchors", "thumbnail"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE ordinal = ?").execute(arguments: [ordinal])
        }
    }

    func intents() throws(SignetError) -> [(ordinal: Int64, output: PendingOutput)] {
        try read { db in try self.intentRows(db) }
    }

    /// Those that this index wrote; one that somebody else wrote stays for `check` to find.
    func intentRows(_ db: Database) throws -> [(ordinal: Int64, output: PendingOutput)] {
        try Row.fetchAll(db, sql: "SELECT ordinal, path, content, code FROM intent ORDER BY ordinal").compactMap {
            row in
            let output = PendingOutput(path: row[1] as String? ?? "", hash: Self.bytes(row, 2))
            guard let ordinal = row[0] as Int64?, self.code(of: output, ordinal) == Self.bytes(row, 3) else {
                return nil
            }
            return (ordinal, output)
        }
    }
}
