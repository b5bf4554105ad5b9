internal import AuditLog
internal import Bytes
internal import Findings
internal import FoundationEssentials
internal import GRDB

extension SQLiteStorage {
    func audit(
        _ action: AuditAction, subject: String, detail: String, purpose: String, time: String
    ) throws(SignetError) {
        let head = try write { db in
            var chain = try self.chain(db)
            try Self.append(action, subject: subject, detail: detail, purpose: purpose, time: time, to: &chain, db)
            return chain
        }
        saveHead(head)
    }

    /// The chain as the last entry left it. Only who has the key can go on with it.
    func chain(_ db: Database) throws -> AuditChain {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT sequence, digest FROM audit ORDER BY sequence DESC LIMIT 1"))
        else { return AuditChain(key: key) }
        return AuditChain(key: key, count: row[0], head: Self.bytes(row, 1))
    }

    static func append(
        _ action: AuditAction, subject: String, detail: String, purpose: String, time: String,
        to chain: inout AuditChain, _ db: Database
    ) throws {
        let purpose = purpose.filter { $0 != "\0" }
        let subject = subject.filter { $0 != "\0" }
        let texts = [action.rawValue, subject, detail, purpose, time]
        let link = chain.append(payload(texts.map { Array($0.utf8) }))
        try db.cachedStatement(
            sql: """
                INSERT INTO audit (sequence, action, subject, detail, purpose, time, previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            link.sequence, action.rawValue, subject, detail, purpose, time, Data(link.previous), Data(link.digest),
        ])
    }

    /// The fields with their lengths before them, so that no two sets of fields have the same bytes.
    static func payload(_ fields: [[UInt8]]) -> [UInt8] { fields.flatMap { Array("\($0.count):".utf8) + $0 } }

    func audit(after sequence: Int, _ body: (AuditEntry) throws(SignetError) -> Bool) throws(SignetError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM audit WHERE sequence > ? ORDER BY sequence", arguments: [sequence])
            while let row = try rows.next() {
                guard let action = AuditAction(rawValue: row["action"] as String? ?? "") else {
                    throw SignetError(
                        "index.audit", .badData,
                        "entry \(row["sequence"] as Int? ?? 0) of the audit log has an unknown action")
                }
                let entry = AuditEntry(
                    sequence: row["sequence"] ?? 0, action: action, subject: row["subject"] ?? "",
                    detail: row["detail"] ?? "", purpose: row["purpose"] ?? "", time: row["time"] ?? "",
                    digest: (row["digest"] as Data?).map { [UInt8]($0) } ?? [])
                guard try body(entry) else { return }
            }
        }
    }

    func auditHead() throws(SignetError) -> (count: Int, digest: [UInt8]) {
        let chain = try read { try self.chain($0) }
        return (chain.count, chain.head)
    }

    /// Kept after the transaction: a crash in between leaves a head that is a little behind, which is no defect.
    func saveHead(_ chain: AuditChain) {
        try? OutputFile.overwrite(
            headPath, with: Array("\(chain.count) \(Hex.encode(chain.head))\n".utf8), mode: 0o600)
    }

    func savedHead() -> (count: Int, head: String)? {
        guard let source = try? FileSource(path: headPath), source.count < 256,
            let bytes = try? source.bytes(0..<source.count)
        else { return nil }
        let fields = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard fields.count == 2, let count = Int(fields[0]) else { return nil }
        return (count, String(fields[1]))
    }
}
