internal import Bytes
internal import Digests
internal import Fingerprints
internal import FoundationEssentials
internal import GRDB

extension SQLiteStorage {
    private static let whole = """
        SELECT r.*, manifest.store AS manifest_store, anchors.places AS anchors, thumbnail.jpeg AS thumbnail FROM record r
        LEFT JOIN manifest ON manifest.ordinal = r.ordinal LEFT JOIN anchors ON anchors.ordinal = r.ordinal
        LEFT JOIN thumbnail ON thumbnail.ordinal = r.ordinal
        """

    func membership() -> @Sendable (String) throws(SignetError) -> Bool {
        { [database] (id) throws(SignetError) in
            try Self.run {
                try database.read { db in
                    try Bool.fetchOne(
                        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM record WHERE id = ?)"), arguments: [id])
                        ?? false
                }
            }
        }
    }

    func record(ordinal: Int64) throws(SignetError) -> ImageRecord? {
        try read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "\(Self.whole) WHERE r.ordinal = ?"), arguments: [ordinal]
            ).map(Self.record)
        }
    }

    func record(id: String) throws(SignetError) -> ImageRecord? {
        try read { db in
            try Row.fetchOne(db, sql: "\(Self.whole) WHERE r.id = ?", arguments: [id]).map(Self.record)
        }
    }

    func records(fileHash: [UInt8], pixelHash: [UInt8]) throws(SignetError) -> [ImageRecord] {
        try read { db in
            func find(_ column: String, _ hash: [UInt8]) throws -> [Row] {
                guard !hash.isEmpty else { return [] }
                return try Row.fetchAll(
                    db, sql: "\(Self.whole) WHERE r.\(column) = ? AND length(r.\(column)) > 0 LIMIT 100",
                    arguments: [Data(hash)])
            }
            var seen: Set<Int64> = []
            return try (find("file_hash", fileHash) + find("pixel_hash", pixelHash))
                .filter { seen.insert($0["ordinal"]).inserted }.map(Self.record)
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
                db.cachedStatement(
                    sql: "SELECT ordinal, pdq, quality, others FROM record WHERE ordinal > ? ORDER BY ordinal"),
                arguments: [ordinal])
            while let row = try rows.next() {
                body(row[0], try Self.prints(row, pdq: 1, quality: 2, others: 3))
            }
        }
    }

    /// Throws for fingerprints that cannot be read: a search that passed over them would miss silently.
    private static func prints(_ row: Row, pdq: Int, quality: Int, others: Int) throws -> StoredFingerprints {
        guard let hash = Hash256(bytes: bytes(row, pdq)), let quality = row[quality] as Int? else {
            throw unreadable(row)
        }
        var prints = StoredFingerprints(pdq: PDQ(hash: hash, quality: quality))
        guard prints.take(others: bytes(row, others)) else { throw unreadable(row) }
        return prints
    }

    private static func unreadable(_ row: Row) -> SignetError {
        SignetError(
            "index.record", .badData,
            "record \(row["ordinal"] as Int64? ?? 0) of the index cannot be read; see signet index check")
    }

    func anchors(after ordinal: Int64, _ body: (Int64, [UInt8]) -> Void) throws(SignetError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: "SELECT ordinal, places FROM anchors WHERE ordinal > ? ORDER BY ordinal"),
                arguments: [ordinal])
            while let row = try rows.next() { body(row[0], Self.bytes(row, 1)) }
        }
    }

    func anchors(ordinal: Int64) throws(SignetError) -> [UInt8]? {
        try read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT places FROM anchors WHERE ordinal = ?"), arguments: [ordinal]
            ).map { Self.bytes($0, 0) }
        }
    }

    func records(
        after ordinal: Int64, _ body: (Int64, ImageRecord) throws(SignetError) -> Void
    ) throws(SignetError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "\(Self.whole) WHERE r.ordinal > ? ORDER BY r.ordinal", arguments: [ordinal])
            while let row = try rows.next() { try body(row["ordinal"], Self.record(row)) }
        }
    }

    func growth() throws(SignetError) -> [(day: String, count: Int)] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT substr(created, 1, 10) AS day, count(*) FROM record GROUP BY day ORDER BY day"
            ).map { (day: $0[0] as String? ?? "", count: $0[1] as Int? ?? 0) }
        }
    }

    static func bytes(_ row: Row, _ column: Int) -> [UInt8] {
        (row[column] as Data?).map { [UInt8]($0) } ?? []
    }

    static func record(_ row: Row) throws -> ImageRecord {
        func bytes(_ name: String) -> [UInt8]? { (row[name] as Data?).map { [UInt8]($0) } }
        guard let fileHash = bytes("file_hash"), let pixelHash = bytes("pixel_hash"), let id = row["id"] as String?,
            let hash = bytes("pdq").flatMap(Hash256.init(bytes:)), let width = row["width"] as Int?,
            let height = row["height"] as Int?, let quality = row["quality"] as Int?,
            let created = row["created"] as String?, let labels = row["labels"] as String?,
            (0...Int(UInt32.max)).contains(width), (0...Int(UInt32.max)).contains(height)
        else { throw unreadable(row) }
        var prints = StoredFingerprints(pdq: PDQ(hash: hash, quality: quality), anchors: bytes("anchors"))
        guard prints.take(others: bytes("others") ?? []) else { throw unreadable(row) }
        return ImageRecord(
            fileHash: fileHash, pixelHash: pixelHash, width: width, height: height, created: created,
            fingerprints: prints, name: row["name"], model: row["model"], requester: bytes("requester"),
            labels: labels.split(separator: "\n").map(String.init), manifestID: row["manifest_id"],
            manifestStore: bytes("manifest_store"), thumbnail: bytes("thumbnail"), id: id)
    }
}
