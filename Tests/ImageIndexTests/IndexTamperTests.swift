import Bytes
import Fingerprints
import Foundation
import GRDB
import ImageIndex
import TestSupport
import Testing

/// `index check` finds every edit of every column of every table that is made beside the program.
@Suite struct IndexTamperTests {
    /// Many more with `SIGNET_EDITS`, as `make tamper` does.
    private static let edits = ProcessInfo.processInfo.environment["SIGNET_EDITS"].flatMap(Int.init) ?? 150
    private static let tables = ["record", "manifest", "anchors", "thumbnail", "tombstone", "audit"]
    private static let time = "2026-11-24T13:00:00Z"

    /// xorshift64*, so that a failure can be repeated.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return state &* 2_685_821_657_736_338_717
        }
    }

    private static func record(_ number: UInt8) -> ImageRecord {
        let bytes = (0..<32).map { UInt8(truncatingIfNeeded: Int($0) * 37 + Int(number) * 91) }
        let hash = Hash256(bytes: bytes) ?? Hash256((0, 0, 0, 0))
        var prints = StoredFingerprints(pdq: PDQ(hash: hash, quality: 90), canonical: hash, iscc: bytes)
        prints.anchors = [UInt8](repeating: number, count: 80)
        return ImageRecord(
            fileHash: [UInt8](repeating: number, count: 32), pixelHash: [UInt8](repeating: number ^ 0xFF, count: 32),
            width: 640, height: 480, created: "2026-11-24T12:00:00Z", fingerprints: prints,
            name: "picture \(number)", model: "painter@1", requester: bytes, labels: ["a", "b"],
            manifestID: "urn:c2pa:\(number)", manifestStore: [1, 2, number], thumbnail: [9, 8, number])
    }

    /// An index with several rows in each table.
    private static func fill(_ path: String) throws {
        let index = try ImageIndex(folder: path, create: true)
        _ = try index.add((1...6).map(record), purpose: "test", time: time)
        for number in 1...2 as ClosedRange<UInt8> {
            _ = try index.remove(id: record(number).id, reason: "asked", purpose: "test", time: time)
        }
        let probe = IndexQuery.Probe(
            hash: record(4).fingerprints.pdq.hash, kind: .plain, transform: "original")
        _ = try index.search(IndexQuery(probes: [probe]), purpose: "test", time: time)
    }

    /// Everything a table holds, storage classes included.
    private static func dump(_ table: String, _ db: Database) throws -> [String] {
        let columns = try db.columns(in: table).map(\.name)
        let whole = columns.map { "typeof(\($0)) || hex(\($0)) || quote(\($0))" }.joined(separator: " || '|' || ")
        return try String.fetchAll(db, sql: "SELECT \(whole) FROM \(table) ORDER BY rowid")
    }

    /// One random edit as SQL.
    private static func edit(_ table: String, _ db: Database, _ generator: inout Generator) throws -> String {
        let columns = try db.columns(in: table).map(\.name)
        let rows = try Int64.fetchAll(db, sql: "SELECT rowid FROM \(table)")
        guard let row = rows.randomElement(using: &generator), let other = rows.randomElement(using: &generator),
            let column = columns.randomElement(using: &generator)
        else { return "" }
        let key = columns[0]
        let byte = Int.random(in: 0...255, using: &generator)
        let place = Int.random(in: 1...40, using: &generator)
        let hex = String(format: "%02x", byte)
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: return "DELETE FROM \(table) WHERE rowid = \(row)"
        case 1:
            return """
                UPDATE \(table) SET \(key) = -9 WHERE rowid = \(row); UPDATE \(table) SET \(key) = \(row) WHERE rowid = \(other);
                UPDATE \(table) SET \(key) = \(other) WHERE rowid = -9
                """
        case 2: return "UPDATE \(table) SET \(key) = \(key) + \(1000 + byte) WHERE rowid = \(row)"
        case 3: return "UPDATE \(table) SET \(column) = NULL WHERE rowid = \(row)"
        case 4: return "UPDATE \(table) SET \(column) = \(column) + 1 WHERE rowid = \(row)"
        case 5: return "UPDATE \(table) SET \(column) = CAST(\(column) AS BLOB) WHERE rowid = \(row)"
        case 6: return "UPDATE \(table) SET \(column) = CAST(\(column) AS TEXT) WHERE rowid = \(row)"
        case 7:
            // Behind a zero character, where a reader of C strings does not look.
            return """
                UPDATE \(table) SET \(column) = CAST(CAST(\(column) AS BLOB) || x'00\(hex)' AS TEXT) WHERE rowid = \(row)
                """
        case 8:
            return """
                UPDATE \(table) SET \(column) = (SELECT \(column) FROM \(table) WHERE rowid = \(other)) WHERE rowid = \(row)
                """
        case 9:
            let rest = columns.dropFirst().joined(separator: ", ")
            return "INSERT OR IGNORE INTO \(table) (\(rest)) SELECT \(rest) FROM \(table) WHERE rowid = \(row)"
        default:
            let value = "CAST(\(column) AS BLOB)"
            let changed = "substr(\(value), 1, \(place - 1)) || x'\(hex)' || substr(\(value), \(place + 1))"
            let kind = ["BLOB", "TEXT"].randomElement(using: &generator) ?? "BLOB"
            return "UPDATE \(table) SET \(column) = CAST(\(changed) AS \(kind)) WHERE rowid = \(row)"
        }
    }

    private static func isFound(_ path: String) -> Bool {
        do { return try !ImageIndex(folder: path, create: false).check().isEmpty } catch { return true }
    }

    @Test func `every edit of every column is found`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        try Self.fill(path)
        #expect(try ImageIndex(folder: path, create: false).check().isEmpty)
        let files = FileManager.default
        let clean = try files.contentsOfDirectory(atPath: path).map { ($0, files.contents(atPath: "\(path)/\($0)")) }
        var generator = Generator(state: 0x5EED)
        var done = 0
        var touched: Set<String> = []
        for _ in 0..<Self.edits * 4 where done < Self.edits {
            let table = Self.tables[Int.random(in: 0..<Self.tables.count, using: &generator)]
            var statement = ""
            var isChanged = false
            do {
                let queue = try DatabaseQueue(path: "\(path)/signet.sqlite")
                try queue.write { db in
                    let before = try Self.dump(table, db)
                    statement = try Self.edit(table, db, &generator)
                    try db.execute(sql: statement)
                    isChanged = try Self.dump(table, db) != before
                }
                try queue.close()
            } catch is DatabaseError {
                // What the tables do not allow cannot be done with them.
                isChanged = false
            }
            guard isChanged else { continue }
            done += 1
            touched.insert(table)
            #expect(Self.isFound(path), "\(statement)")
            for name in try files.contentsOfDirectory(atPath: path) { try files.removeItem(atPath: "\(path)/\(name)") }
            for (name, data) in clean { _ = files.createFile(atPath: "\(path)/\(name)", contents: data) }
        }
        #expect(done == Self.edits)
        #expect(touched.count == Self.tables.count)
    }

    @Test func `tables, triggers and settings that were added are found`() throws {
        for statement in [
            "CREATE TABLE other (a)", "DROP INDEX record_pixels", "DELETE FROM sqlite_sequence",
            "CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM tombstone; END",
            "INSERT INTO intent VALUES (3, '/nowhere', x'00', x'00')",
        ] {
            let folder = try TemporaryFolder()
            let path = "\(folder.path)/index"
            try Self.fill(path)
            try DatabaseQueue(path: "\(path)/signet.sqlite").write { try $0.execute(sql: statement) }
            #expect(Self.isFound(path), "\(statement)")
        }
    }

    @Test func `an index without its key, or with another one, is refused or unsound`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        try Self.fill(path)
        let head = try ImageIndex(folder: path, create: false).auditHead()
        let kept = "\(head.count):\(Hex.encode(head.digest))"
        #expect(try ImageIndex(folder: path, create: false).check(expecting: kept).isEmpty)
        #expect(try !ImageIndex(folder: path, create: false).check(expecting: "\(head.count):00").isEmpty)
        try FileManager.default.moveItem(atPath: "\(path)/index.key", toPath: "\(folder.path)/key")
        #expect(throws: SignetError("index.key", .configuration, "")) { try ImageIndex(folder: path, create: false) }
        #expect(try ImageIndex(folder: path, create: false, keyPath: "\(folder.path)/key").check().isEmpty)
        _ = FileManager.default.createFile(
            atPath: "\(path)/index.key", contents: Data(repeating: 7, count: 32), attributes: [.posixPermissions: 0o600]
        )
        #expect(try !ImageIndex(folder: path, create: false).check().isEmpty)
    }
}
