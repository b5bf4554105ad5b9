internal import AuditLog
internal import Bytes
internal import Digests
internal import Findings
internal import Fingerprints
internal import FoundationEssentials
internal import GRDB

extension SQLiteStorage {
    func remove(ids: [String], reason: String, purpose: String, time: String) throws(SignetError) -> Set<String> {
        let (removed, head) = try write { db in
            var chain = try self.chain(db)
            var removed: Set<String> = []
            for id in ids {
                guard
                    let row = try Row.fetchOne(db, sql: "SELECT ordinal, pdq FROM record WHERE id = ?", arguments: [id])
                else { continue }
                try Self.delete(row[0], db)
                // Who holds the image can show that it was this one; nobody else learns anything from it.
                let proof = MessageAuthentication.code(for: Self.bytes(row, 1), key: self.key)
                let reason = reason.filter { $0 != "\0" }
                try db.execute(
                    sql: "INSERT INTO tombstone (id, removed, reason, proof) VALUES (?, ?, ?, ?)",
                    arguments: [id, time, reason, Data(proof)])
                let digest = RowDigest("tombstone.1")
                digest.integer(db.lastInsertedRowID)
                digest.text(id)
                digest.text(time)
                digest.text(reason)
                digest.blob(proof)
                try Self.append(
                    .remove, subject: id,
                    detail: "\(row[0] as Int64) \(db.lastInsertedRowID) "
                        + Hex.encode(digest.finish()), purpose: purpose, time: time, to: &chain, db)
                removed.insert(id)
            }
            if !removed.isEmpty { try db.execute(sql: "INSERT OR IGNORE INTO erasure (number) VALUES (1)") }
            return (removed, chain)
        }
        if !removed.isEmpty { saveHead(head) }
        return removed
    }

    func hasErasures() throws(SignetError) -> Bool {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM erasure") ?? 0 } > 0
    }

    /// The write-ahead log still holds the old pages: it is emptied before the erasure counts as done.
    func confirmErasures() throws(SignetError) {
        try Self.run {
            try database.writeWithoutTransaction { db in
                let result = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                // A reader in another process holds the log: the erasure is finished when the index is opened next.
                guard result?[0] as Int? == 0 else { return }
                try db.execute(sql: "DELETE FROM erasure")
                _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }

    func tombstones(id: String?, hash: Hash256?) throws(SignetError) -> [Tombstone] {
        let proof = hash.map { MessageAuthentication.code(for: $0.bytes, key: key) }
        return try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT id, removed, reason FROM tombstone WHERE id = ? OR proof = ? ORDER BY number LIMIT 100",
                arguments: [id ?? "", Data(proof ?? [])]
            ).map { Tombstone(id: $0[0] ?? "", removed: $0[1] ?? "", reason: $0[2] ?? "") }
        }
    }
}
