internal import AuditLog
internal import Bytes
internal import Digests
internal import Fingerprints
internal import FoundationEssentials
internal import GRDB

/// The embedded index's records and audit log: one SQLite file in WAL mode. A transaction that returned is on the disk.
final class SQLiteStorage: IndexStorage {
    static let schemaVersion = 1
    let database: DatabaseQueue
    let key: [UInt8]
    /// Where the head of the audit log is kept beside the database, so that entries dropped from its end are missed.
    let headPath: String

    init(path: String, headPath: String, key: [UInt8]) throws(SignetError) {
        self.key = key
        self.headPath = headPath
        var configuration = Configuration()
        // Another process that writes is waited for.
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // What is removed is overwritten.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        database = try Self.run { try DatabaseQueue(path: path, configuration: configuration) }
        try write { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard version <= Self.schemaVersion else {
                throw SignetError(
                    "index.newer", .configuration,
                    "the index was made by a newer signet (version \(version) of its tables)")
            }
            if version == 0 { try Self.create(db) }
        }
    }

    private static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE record (
                    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, file_hash BLOB NOT NULL,
                    pixel_hash BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, name TEXT,
                    created TEXT NOT NULL, model TEXT, requester BLOB, labels TEXT NOT NULL, manifest_id TEXT,
                    manifest_store BLOB, pdq BLOB NOT NULL, quality INTEGER NOT NULL, pdq_512 BLOB, pdq_trimmed BLOB,
                    iscc BLOB, anchors BLOB);
                CREATE INDEX record_pixels ON record (pixel_hash);
                CREATE INDEX record_manifest ON record (manifest_id) WHERE manifest_id IS NOT NULL;
                CREATE TABLE tombstone (
                    id TEXT NOT NULL, removed TEXT NOT NULL, reason TEXT NOT NULL, fingerprint BLOB NOT NULL);
                CREATE INDEX tombstone_id ON tombstone (id);
                CREATE TABLE audit (
                    sequence INTEGER PRIMARY KEY, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
                    purpose TEXT NOT NULL, time TEXT NOT NULL, previous BLOB NOT NULL, digest BLOB NOT NULL);
                PRAGMA user_version = \(schemaVersion);
                """)
    }

    /// Turns what the library throws into the house's errors.
    static func run<T>(_ work: () throws -> T) throws(SignetError) -> T {
        do { return try work() } catch let error as SignetError { throw error } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL:
                throw SignetError("index.full", .inputOutput, "the disk is full; nothing was added")
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                throw SignetError("index.busy", .inputOutput, "another process is writing to the index; try again")
            case .SQLITE_NOTADB, .SQLITE_CORRUPT:
                throw SignetError("index.damaged", .badData, "the index's database is damaged: \(error.message ?? "")")
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
                throw SignetError("index.open", .noInput, "the index's database cannot be opened for writing")
            default:
                throw SignetError(
                    "index.database", .inputOutput, "the index's database reports: \(error.message ?? "an error")")
            }
        } catch { throw SignetError("index.database", .unexpected, "the index's database reports: \(error)") }
    }

    func write<T>(_ work: (Database) throws -> T) throws(SignetError) -> T {
        try Self.run {
            try database.writeWithoutTransaction { db in
                var result: T?
                // Immediate: two writers wait for each other instead of failing half way.
                try db.inTransaction(.immediate) {
                    result = try work(db)
                    return .commit
                }
                guard let result else {
                    throw SignetError("index.database", .unexpected, "a transaction had no result")
                }
                return result
            }
        }
    }

    func read<T>(_ work: (Database) throws -> T) throws(SignetError) -> T {
        try Self.run { try database.read(work) }
    }

    func add(_ records: [ImageRecord], purpose: String, time: String) throws(SignetError) -> [Bool] {
        var head: AuditChain?
        let added = try write { db in
            var chain = try Self.chain(db)
            var added: [Bool] = []
            for record in records {
                let isNew = try Self.insert(record, db)
                if isNew {
                    try Self.append(
                        .add, subject: record.id, detail: Hex.encode(record.digest), purpose: purpose, time: time,
                        to: &chain, db)
                }
                added.append(isNew)
            }
            head = chain
            return added
        }
        if let head { saveHead(head) }
        return added
    }

    private static func insert(_ record: ImageRecord, _ db: Database) throws -> Bool {
        let prints = record.fingerprints
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO record (id, file_hash, pixel_hash, width, height, name, created, model, requester,
                    labels, manifest_id, manifest_store, pdq, quality, pdq_512, pdq_trimmed, iscc, anchors)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.id, Data(record.fileHash), Data(record.pixelHash), record.width, record.height, record.name,
                record.created, record.model, record.requester.map { Data($0) },
                record.labels.joined(separator: "\n"), record.manifestID, record.manifestStore.map { Data($0) },
                Data(prints.pdq.hash.bytes), prints.pdq.quality, prints.canonical.map { Data($0.bytes) },
                prints.trimmed.map { Data($0.bytes) }, prints.iscc.map { Data($0) }, prints.anchors.map { Data($0) },
            ])
        return db.changesCount == 1
    }

    func remove(id: String, reason: String, purpose: String, time: String) throws(SignetError) -> Bool {
        var head: AuditChain?
        let removed = try write { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM record WHERE id = ?", arguments: [id]),
                let record = Self.record(row)
            else { return false }
            var chain = try Self.chain(db)
            // Who holds the image can show that it was this one that was removed; nobody else learns anything from it.
            let proof = MessageAuthentication.code(for: record.fingerprints.pdq.hash.bytes, key: key)
            try db.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [id])
            try db.execute(
                sql: "INSERT INTO tombstone (id, removed, reason, fingerprint) VALUES (?, ?, ?, ?)",
                arguments: [id, time, reason, Data(proof)])
            try Self.append(.remove, subject: id, detail: reason, purpose: purpose, time: time, to: &chain, db)
            head = chain
            return true
        }
        if let head { saveHead(head) }
        // The write-ahead log still holds the old pages: it is emptied at once.
        if removed { try Self.run { try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } } }
        return removed
    }

    func record(ordinal: Int64) throws(SignetError) -> ImageRecord? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM record WHERE ordinal = ?", arguments: [ordinal]).flatMap(
                Self.record)
        }
    }

    func record(id: String) throws(SignetError) -> ImageRecord? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM record WHERE id = ?", arguments: [id]).flatMap(Self.record)
        }
    }

    func records(fileHash: [UInt8], pixelHash: [UInt8]) throws(SignetError) -> [ImageRecord] {
        let id = Hex.encode(fileHash.prefix(16))
        return try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM record WHERE id = ? OR pixel_hash = ? LIMIT 100",
                arguments: [id, Data(pixelHash)]
            ).compactMap(Self.record).filter { $0.fileHash == fileHash || $0.pixelHash == pixelHash }
        }
    }

    func count() throws(SignetError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM record") ?? 0 }
    }

    func lastOrdinal() throws(SignetError) -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT max(ordinal) FROM record") ?? 0 }
    }

    func fingerprints(after ordinal: Int64, _ body: (Int64, StoredFingerprints) -> Void) throws(SignetError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql:
                    "SELECT ordinal, pdq, quality, pdq_512, pdq_trimmed FROM record WHERE ordinal > ? ORDER BY ordinal",
                arguments: [ordinal])
            while let row = try rows.next() {
                guard let hash = Hash256(bytes: Self.bytes(row, 1)) else { continue }
                body(
                    row[0],
                    StoredFingerprints(
                        pdq: PDQ(hash: hash, quality: row[2]), canonical: Hash256(bytes: Self.bytes(row, 3)),
                        trimmed: Hash256(bytes: Self.bytes(row, 4))))
            }
        }
    }

    func anchors(after ordinal: Int64, _ body: (Int64, [UInt8]) -> Void) throws(SignetError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT ordinal, anchors FROM record WHERE ordinal > ? AND anchors IS NOT NULL ORDER BY ordinal",
                arguments: [ordinal])
            while let row = try rows.next() { body(row[0], Self.bytes(row, 1)) }
        }
    }

    func records(_ body: (Int64, ImageRecord) throws(SignetError) -> Void) throws(SignetError) {
        try read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM record ORDER BY ordinal")
            while let row = try rows.next() { if let record = Self.record(row) { try body(row["ordinal"], record) } }
        }
    }

    private static func bytes(_ row: Row, _ column: Int) -> [UInt8] {
        (row[column] as Data?).map { [UInt8]($0) } ?? []
    }

    /// Nil when a column holds what no record can have.
    static func record(_ row: Row) -> ImageRecord? {
        func bytes(_ name: String) -> [UInt8]? { (row[name] as Data?).map { [UInt8]($0) } }
        guard let fileHash = bytes("file_hash"), let pixelHash = bytes("pixel_hash"),
            let hash = bytes("pdq").flatMap(Hash256.init(bytes:)), let width = row["width"] as Int?,
            let height = row["height"] as Int?, let quality = row["quality"] as Int?,
            let created = row["created"] as String?, let labels = row["labels"] as String?
        else { return nil }
        return ImageRecord(
            fileHash: fileHash, pixelHash: pixelHash, width: width, height: height, created: created,
            fingerprints: StoredFingerprints(
                pdq: PDQ(hash: hash, quality: quality), canonical: bytes("pdq_512").flatMap(Hash256.init(bytes:)),
                trimmed: bytes("pdq_trimmed").flatMap(Hash256.init(bytes:)), iscc: bytes("iscc"),
                anchors: bytes("anchors")),
            name: row["name"], model: row["model"], requester: bytes("requester"),
            labels: labels.split(separator: "\n").map(String.init), manifestID: row["manifest_id"],
            manifestStore: bytes("manifest_store"))
    }
}
