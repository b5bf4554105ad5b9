internal import AuditLog
internal import Bytes
internal import Digests
internal import Fingerprints
internal import FoundationEssentials
internal import GRDB

/// The embedded index's records and audit log: one SQLite file in WAL mode. A transaction that returned is on the disk.
final class SQLiteStorage: IndexStorage {
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
        // Who only opens an index does not wait for those who write.
        if try !read({ db in try SQLiteSchema.isCurrent(db) }) { try write { db in try SQLiteSchema.open(db) } }
        // The head is there before the first entry, so that a crash right after that entry does not look like a head that was
        // taken away.
        if !Folder.exists(headPath), try auditHead().count == 0 { saveHead(AuditChain(key: key)) }
    }

    /// Turns what the library throws into the house's errors.
    static func run<T>(_ work: () throws -> T) throws(SignetError) -> T {
        do { return try work() } catch let error as SignetError { throw error } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL:
                throw SignetError(
                    "index.full", .inputOutput, "the disk is full; nothing of this was written to the index")
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
}
