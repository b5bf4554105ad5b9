internal import Bytes
internal import GRDB

/// The tables of the embedded index.
///
/// Large values have tables of their own, so that going through all fingerprints reads little. Version 1 was never released.
enum SQLiteSchema {
    static let version = 2
    /// "SgIx": tells the file from any other database.
    private static let application: Int32 = 0x5367_4978

    private static let statements = [
        """
        CREATE TABLE record (
            ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, file_hash BLOB NOT NULL,
            pixel_hash BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, name TEXT, created TEXT NOT NULL,
            model TEXT, requester BLOB, labels TEXT NOT NULL, manifest_id TEXT, pdq BLOB NOT NULL,
            quality INTEGER NOT NULL, others BLOB NOT NULL)
        """,
        "CREATE INDEX record_file ON record (file_hash) WHERE length(file_hash) > 0",
        "CREATE INDEX record_pixels ON record (pixel_hash) WHERE length(pixel_hash) > 0",
        "CREATE INDEX record_manifest ON record (manifest_id) WHERE manifest_id IS NOT NULL",
        "CREATE TABLE manifest (ordinal INTEGER PRIMARY KEY, store BLOB NOT NULL)",
        "CREATE TABLE anchors (ordinal INTEGER PRIMARY KEY, places BLOB NOT NULL)",
        "CREATE TABLE thumbnail (ordinal INTEGER PRIMARY KEY, jpeg BLOB NOT NULL)",
        """
        CREATE TABLE tombstone (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL, removed TEXT NOT NULL, reason TEXT NOT NULL,
            proof BLOB NOT NULL)
        """,
        "CREATE INDEX tombstone_id ON tombstone (id)",
        "CREATE INDEX tombstone_proof ON tombstone (proof)",
        """
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
            purpose TEXT NOT NULL, time TEXT NOT NULL, previous BLOB NOT NULL, digest BLOB NOT NULL)
        """,
        """
        CREATE TABLE intent (
            ordinal INTEGER PRIMARY KEY, path TEXT NOT NULL, content BLOB NOT NULL, code BLOB NOT NULL)
        """,
        "CREATE TABLE erasure (number INTEGER PRIMARY KEY)",
    ]

    /// Whether the tables of this version are there.
    static func isCurrent(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "PRAGMA user_version") == version
            && Int32.fetchOne(db, sql: "PRAGMA application_id") == application
    }

    /// Makes the tables of an empty database; throws for one of another version.
    static func open(_ db: Database) throws {
        switch try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 {
        case version:
            guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == application else {
                throw SignetError("index.damaged", .badData, "the database is not one of a signet index")
            }
        case 0:
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
                throw SignetError("index.damaged", .badData, "the database is not one of a signet index")
            }
            for statement in statements { try db.execute(sql: statement) }
            try db.execute(sql: "PRAGMA application_id = \(application)")
            try db.execute(sql: "PRAGMA user_version = \(version)")
        case let other where other > version:
            throw SignetError(
                "index.newer", .configuration,
                "the index was made by a newer signet (version \(other) of its tables, this one knows \(version))")
        case let other:
            throw SignetError(
                "index.older", .configuration,
                "the index was made by a version of signet that was never released (tables \(other)); add the images anew"
            )
        }
    }

    /// Whether the tables, and nothing else, are there.
    static func isUnchanged(_ db: Database) throws -> Bool {
        let found = try String.fetchAll(
            db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        return found.sorted() == statements.sorted()
    }
}
