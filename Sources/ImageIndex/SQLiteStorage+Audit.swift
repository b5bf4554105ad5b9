internal import AuditLog
internal import Bytes
internal import Fingerprints
internal import FoundationEssentials
internal import GRDB

extension SQLiteStorage {
    func audit(
        _ action: AuditAction, subject: String, detail: String, purpose: String, time: String
    ) throws(SignetError) {
        let head = try write { db in
            var chain = try Self.chain(db)
            try Self.append(action, subject: subject, detail: detail, purpose: purpose, time: time, to: &chain, db)
            return chain
        }
        saveHead(head)
    }

    /// The chain as the last entry left it.
    static func chain(_ db: Database) throws -> AuditChain {
        guard let row = try Row.fetchOne(db, sql: "SELECT sequence, digest FROM audit ORDER BY sequence DESC LIMIT 1")
        else { return AuditChain() }
        return AuditChain(count: row[0], head: (row[1] as Data?).map { [UInt8]($0) })
    }

    static func append(
        _ action: AuditAction, subject: String, detail: String, purpose: String, time: String,
        to chain: inout AuditChain, _ db: Database
    ) throws {
        let link = chain.append(payload(action.rawValue, subject, detail, purpose, time))
        try db.execute(
            sql: """
                INSERT INTO audit (sequence, action, subject, detail, purpose, time, previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                link.sequence, action.rawValue, subject, detail, purpose, time, Data(link.previous), Data(link.digest),
            ])
    }

    /// The fields with their lengths before them, so that no two sets of fields have the same bytes.
    private static func payload(_ fields: String...) -> [UInt8] {
        fields.flatMap { field in Array("\(field.utf8.count):".utf8) + Array(field.utf8) }
    }

    /// Kept after the transaction: a crash in between leaves a head that is a little behind, which is no defect.
    func saveHead(_ chain: AuditChain) {
        guard let file = try? OutputFile(path: headPath, mode: 0o600) else { return }
        try? file.write(Array("\(chain.count) \(Hex.encode(chain.head))\n".utf8))
        try? file.commit(durable: false)
    }

    private func savedHead() -> (count: Int, head: String)? {
        guard let source = try? FileSource(path: headPath), source.count < 256,
            let bytes = try? source.bytes(0..<source.count)
        else { return nil }
        let fields = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard fields.count == 2, let count = Int(fields[0]) else { return nil }
        return (count, String(fields[1]))
    }

    func defects() throws(SignetError) -> [IndexDefect] {
        let saved = savedHead()
        return try read { db in
            var defects: [IndexDefect] = []
            func add(_ code: String, _ message: String) {
                if defects.count < 1000 { defects.append(IndexDefect(code: code, message: message)) }
            }
            for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)") where line != "ok" {
                add("database.damaged", "SQLite reports: \(line)")
            }
            var chain = AuditChain()
            var expected: [String: String] = [:]
            var removed: Set<String> = []
            let entries = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY sequence")
            while let row = try entries.next() {
                func text(_ name: String) -> String { row[name] as String? ?? "" }
                func bytes(_ name: String) -> [UInt8] { (row[name] as Data?).map { [UInt8]($0) } ?? [] }
                let link = AuditChain.Link(
                    sequence: row["sequence"] as Int? ?? 0, previous: bytes("previous"), digest: bytes("digest"))
                let payload = Self.payload(
                    text("action"), text("subject"), text("detail"), text("purpose"), text("time"))
                if !chain.accept(link, payload) {
                    add(
                        "audit.broken",
                        "entry \(link.sequence) of the audit log was edited, or entries before it were dropped or reordered"
                    )
                    chain = AuditChain(count: link.sequence, head: link.digest)
                }
                if let saved, saved.count == link.sequence, saved.head != Hex.encode(link.digest) {
                    add("audit.head", "entry \(link.sequence) of the audit log is not the one that was once its last")
                }
                switch AuditAction(rawValue: text("action")) {
                case .add: expected[text("subject")] = text("detail")
                case .remove:
                    expected[text("subject")] = nil
                    removed.insert(text("subject"))
                case .search: break
                case nil: add("audit.unknown", "entry \(link.sequence) of the audit log has an unknown action")
                }
            }
            if let saved, saved.count > chain.count {
                add("audit.dropped", "the audit log ends at \(chain.count), but it once had \(saved.count) entries")
            }
            if saved == nil, chain.count > 0 { add("audit.head", "the file with the head of the audit log is missing") }
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM record")
            while let row = try rows.next() {
                let id = row["id"] as String? ?? ""
                guard let digest = expected.removeValue(forKey: id) else {
                    add("record.unknown", "record \(id) was not added through the audit log")
                    continue
                }
                guard let record = Self.record(row), record.id == id, Hex.encode(record.digest) == digest else {
                    add("record.edited", "record \(id) is not as it was added")
                    continue
                }
            }
            for id in expected.keys.sorted() { add("record.dropped", "record \(id) was added but is not there") }
            let stones = Set(try String.fetchAll(db, sql: "SELECT id FROM tombstone"))
            for id in removed.subtracting(stones).sorted() {
                add("tombstone.dropped", "the tombstone of \(id) is not there")
            }
            return defects
        }
    }
}
