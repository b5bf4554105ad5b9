import Bytes
import Findings
import Fingerprints
import GRDB
import ImageIndex
import TestSupport
import Testing

@Suite struct ImageIndexTests {
    private func record(_ number: UInt8) -> ImageRecord {
        let hash = Hash256(bytes: (0..<32).map { UInt8(truncatingIfNeeded: Int($0) * 37 + Int(number) * 91) })
        return ImageRecord(
            fileHash: [UInt8](repeating: number, count: 32), pixelHash: [UInt8](repeating: number ^ 0xFF, count: 32),
            width: 640, height: 480, created: "2026-11-24T12:00:00Z",
            fingerprints: StoredFingerprints(pdq: PDQ(hash: hash ?? Hash256((0, 0, 0, 0)), quality: 90)),
            name: "picture \(number)", model: "painter@1", labels: ["a", "b"], manifestStore: [1, 2, number])
    }

    private func query(_ record: ImageRecord) -> IndexQuery {
        IndexQuery(
            probes: [.init(hash: record.fingerprints.pdq.hash, kind: .plain, transform: "original")], quality: 90)
    }

    private let time = "2026-11-24T13:00:00Z"

    @Test func `what was added is found again, also by another process, and only once`() throws {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        #expect(try index.add([record(1), record(2), record(1)], purpose: "test", time: time) == [true, true, false])
        #expect(try index.add([record(2)], purpose: "test", time: time) == [false])
        let other = try ImageIndex(folder: "\(folder.path)/index", create: false)
        let answer = try other.search(query(record(2)), purpose: "test", time: time)
        #expect(answer.matches.map(\.grade) == [.confirmed])
        #expect(answer.matches.first?.record.name == "picture 2")
        #expect(try other.record(id: record(2).id) == record(2))
        #expect(try other.count() == 2)
        #expect(try other.check().isEmpty)
    }

    @Test func `a near hash of what looks otherwise is not confirmed`() throws {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        func layout(_ sample: (Int, Int) -> Int) throws -> ImageLayout {
            let samples = (0..<64 * 64).map { UInt8(min(max(sample($0 / 64, $0 % 64), 0), 255)) }
            return try #require(ImageLayout(width: 64, height: 64, samples: samples))
        }
        let seen = try layout { y, x in x * 3 + y * y / 64 }
        var record = record(1)
        record.fingerprints.anchors = AnchorSet(anchors: [], layout: seen).encoded
        _ = try index.add([record], purpose: "test", time: time)
        func grade(bits: Int, _ layout: ImageLayout?, _ transform: String = "original") throws -> IndexMatch.Grade? {
            var bytes = record.fingerprints.pdq.hash.bytes
            for bit in 0..<bits { bytes[bit] ^= 1 }
            let probe = IndexQuery.Probe(
                hash: try #require(Hash256(bytes: bytes)), kind: .plain, transform: transform)
            return try index.search(
                IndexQuery(probes: [probe], quality: 90, layout: layout), purpose: "test", time: time
            ).matches.first?.grade
        }
        let negative = try layout { y, x in 255 - (x * 3 + y * y / 64) }
        let mirrored = try layout { y, x in (63 - x) * 3 + y * y / 64 }
        #expect(try grade(bits: 20, seen) == .confirmed)
        #expect(try grade(bits: 20, negative) == .probable)
        #expect(try grade(bits: 20, negative, "inverted") == .confirmed)
        #expect(try grade(bits: 20, mirrored) == .probable)
        #expect(try grade(bits: 20, mirrored, "flippedVertically") == .confirmed)
        // What is very near is the same, and a hash alone has nothing to look at.
        #expect(try grade(bits: 12, negative) == .confirmed)
        #expect(try grade(bits: 20, nil) == .confirmed)
    }

    @Test func `a removed image is gone, and leaves a tombstone`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        let index = try ImageIndex(folder: path, create: true)
        _ = try index.add([record(1), record(2)], purpose: "test", time: time)
        try index.rebuildSearchFiles()
        #expect(try index.remove(id: record(1).id, reason: "asked for", purpose: "test", time: time))
        #expect(try !index.remove(id: record(1).id, reason: "again", purpose: "test", time: time))
        #expect(try index.search(query(record(1)), purpose: "test", time: time).matches.isEmpty)
        #expect(try index.check().isEmpty)
        // Nothing of its hash is left in any file.
        let needle = record(1).fingerprints.pdq.hash.bytes
        for name in ["signet.sqlite", "signet.sqlite-wal", "search.hamming"] {
            guard let source = try? FileSource(path: "\(path)/\(name)"), source.count > 0 else { continue }
            let bytes = try source.bytes(0..<source.count)
            #expect(
                !bytes.indices.dropLast(31).contains {
                    bytes[$0] == needle[0] && bytes[$0..<$0 + 32].elementsEqual(needle)
                })
        }
    }

    @Test(arguments: [
        ("UPDATE audit SET purpose = 'other' WHERE sequence = 2", "audit.broken"),
        ("DELETE FROM audit WHERE sequence = 2", "audit.broken"),
        ("DELETE FROM audit WHERE sequence = 3", "audit.dropped"),
        ("UPDATE audit SET sequence = CASE sequence WHEN 1 THEN 12 ELSE 11 END WHERE sequence < 3", "audit.broken"),
        ("UPDATE record SET model = 'other' WHERE ordinal = 1", "record.edited"),
        ("DELETE FROM record WHERE ordinal = 1", "record.dropped"),
    ])
    func `any change beside the program is found`(_ statement: String, _ code: String) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        let index = try ImageIndex(folder: path, create: true)
        _ = try index.add([record(1), record(2)], purpose: "test", time: time)
        _ = try index.search(query(record(2)), purpose: "test", time: time)
        #expect(try index.check().isEmpty)
        try DatabaseQueue(path: "\(path)/signet.sqlite").write { try $0.execute(sql: statement) }
        #expect(try ImageIndex(folder: path, create: false).check().contains { $0.code == code }, "\(statement)")
    }

    @Test func `a newer database and a damaged one are errors`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        _ = try ImageIndex(folder: path, create: true)
        try DatabaseQueue(path: "\(path)/signet.sqlite").write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(throws: SignetError("index.newer", .configuration, "")) { try ImageIndex(folder: path, create: false) }
        let file = try OutputFile(path: "\(path)/signet.sqlite")
        try file.write([UInt8](repeating: 0x41, count: 4096))
        try file.commit(durable: false)
        #expect(throws: SignetError("index.damaged", .badData, "")) { try ImageIndex(folder: path, create: false) }
        #expect(throws: SignetError("index.none", .noInput, "")) {
            try ImageIndex(folder: "\(folder.path)/none", create: false)
        }
    }

    @Test func `a damaged search file is made again and hides nothing`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        let index = try ImageIndex(folder: path, create: true)
        _ = try index.add([record(1), record(2)], purpose: "test", time: time)
        try index.rebuildSearchFiles()
        let file = try OutputFile(path: "\(path)/search.hamming")
        try file.write([UInt8](repeating: 0, count: 5000))
        try file.commit(durable: false)
        let again = try ImageIndex(folder: path, create: false)
        #expect(try again.search(query(record(1)), purpose: "test", time: time).matches.count == 1)
        #expect(try again.check().isEmpty)
    }

    @Test func `a search file of an earlier version is made again`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        let index = try ImageIndex(folder: path, create: true)
        _ = try index.add([record(1), record(2)], purpose: "test", time: time)
        try index.rebuildSearchFiles()
        let source = try FileSource(path: "\(path)/search.hamming")
        let now = try source.bytes(0..<source.count)
        var earlier = now
        earlier[8] = 1
        let file = try OutputFile(path: "\(path)/search.hamming")
        try file.write(earlier)
        try file.commit(durable: false)
        let again = try ImageIndex(folder: path, create: false)
        #expect(try again.search(query(record(1)), purpose: "test", time: time).matches.count == 1)
        let made = try FileSource(path: "\(path)/search.hamming")
        #expect(try made.bytes(0..<made.count) == now)
    }

    @Test func `only hashes that were computed in the same way are compared`() throws {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        var framed = record(1)
        framed.fingerprints.canonical = record(2).fingerprints.pdq.hash
        framed.fingerprints.trimmed = record(4).fingerprints.pdq.hash
        _ = try index.add([framed], purpose: "test", time: time)
        func found(_ number: UInt8, _ kind: StoredFingerprints.Kind) throws -> String? {
            let hash = record(number).fingerprints.pdq.hash
            let query = IndexQuery(probes: [.init(hash: hash, kind: kind, transform: "original")], quality: 90)
            return try index.search(query, purpose: "test", time: time).matches.first?.fingerprint
        }
        #expect(try found(1, .plain) == "pdq")
        #expect(try found(2, .plain) == nil)
        #expect(try found(2, .canonical) == "pdq-512")
        #expect(try found(4, .canonical) == "pdq-512-trimmed")
        #expect(try found(2, .trimmed) == "pdq-512")
        #expect(try found(1, .trimmed) == nil)
    }

    @Test func `an image with little detail is never confirmed`() throws {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        var weak = record(3)
        weak.fingerprints.pdq = PDQ(hash: weak.fingerprints.pdq.hash, quality: 12)
        _ = try index.add([weak], purpose: "test", time: time)
        let answer = try index.search(query(weak), purpose: "test", time: time)
        #expect(answer.matches.map(\.grade) == [.probable])
    }
}
