import Bytes
import Digests
import Findings
import Fingerprints
import Foundation
import TestSupport
import Testing

@testable import ImageIndex

/// What the index asks of any storage, of the embedded one and of one that has nothing in common with it.
@Suite struct IndexStorageTests {
    enum Backend: CaseIterable { case sqlite, memory }

    private let time = "2026-11-24T13:00:00Z"
    private let key = [UInt8](repeating: 7, count: 32)

    private func storage(_ backend: Backend, _ folder: TemporaryFolder) throws -> any IndexStorage {
        switch backend {
        case .sqlite:
            try SQLiteStorage(path: "\(folder.path)/signet.sqlite", headPath: "\(folder.path)/audit.head", key: key)
        case .memory: MemoryStorage(key: key)
        }
    }

    private func index(_ storage: any IndexStorage, _ folder: TemporaryFolder) throws -> ImageIndex {
        let lock = try FolderLock(path: "\(folder.path)/writing.lock")
        return try ImageIndex(folder: folder.path, key: key, lock: lock, storage: storage)
    }

    private func record(_ number: UInt8, day: Int = 24) throws -> ImageRecord {
        let hash = try #require(
            Hash256(bytes: (0..<32).map { UInt8(truncatingIfNeeded: Int($0) * 37 + Int(number) * 91) }))
        return ImageRecord(
            fileHash: [UInt8](repeating: number, count: 32), pixelHash: [UInt8](repeating: number ^ 0xFF, count: 32),
            width: 640, height: 480, created: "2026-11-\(day)T12:00:00Z",
            fingerprints: StoredFingerprints(pdq: PDQ(hash: hash, quality: 90)), name: "picture \(number)",
            labels: ["a", "b"], manifestID: "urn:\(number)", manifestStore: [1, 2, number], thumbnail: [0xFF, number])
    }

    private func query(_ record: ImageRecord) -> IndexQuery {
        IndexQuery(
            probes: [.init(hash: record.fingerprints.pdq.hash, kind: .plain, transform: "original")], quality: 90)
    }

    @Test(arguments: Backend.allCases)
    func `records are kept once, whole and in order, and found`(_ backend: Backend) throws {
        let folder = try TemporaryFolder()
        let index = try index(storage(backend, folder), folder)
        let records = [try record(3), try record(1, day: 25), try record(2, day: 25)]
        #expect(try index.add(records + records.prefix(1), purpose: "test", time: time) == [true, true, true, false])
        var kept: [ImageRecord] = []
        try index.forEachRecord { kept.append($0) }
        #expect(kept == records)
        #expect(try index.count() == 3)
        #expect(try index.growth().map(\.count) == [1, 2])
        for isRebuilt in [false, true] {
            if isRebuilt { try index.rebuildSearchFiles() }
            let answer = try index.search(query(records[1]), purpose: "test", time: time)
            #expect(answer.matches.map(\.grade) == [.confirmed])
            #expect(answer.matches.first?.record.name == "picture 1")
        }
        var same = query(records[2])
        (same.fileHash, same.pixelHash) = (records[0].fileHash, records[2].pixelHash)
        let answer = try index.search(same, purpose: "test", time: time)
        #expect(answer.matches.map(\.grade) == [.exact, .exact])
    }

    @Test(arguments: Backend.allCases)
    func `what was removed is gone, provable, and its ordinal is not used again`(_ backend: Backend) throws {
        let folder = try TemporaryFolder()
        let storage = try storage(backend, folder)
        let index = try index(storage, folder)
        let (one, two) = (try record(1), try record(2))
        _ = try index.add([one, two], purpose: "test", time: time)
        let last = try storage.lastOrdinal()
        try index.rebuildSearchFiles()
        #expect(
            try index.remove(ids: [two.id, "nobody"], reason: "asked for", purpose: "test", time: time) == [two.id])
        #expect(try index.search(query(two), purpose: "test", time: time).matches.isEmpty)
        #expect(try index.record(id: two.id) == nil)
        #expect(try index.tombstones(id: nil, query: query(two)).map(\.reason) == ["asked for"])
        #expect(try index.tombstones(id: two.id, query: nil).map(\.removed) == [time])
        #expect(try index.tombstones(id: nil, query: query(one)).isEmpty)
        _ = try index.add([two], purpose: "again", time: time)
        #expect(try storage.lastOrdinal() > last)
        #expect(try index.search(query(two), purpose: "test", time: time).matches.count == 1)
        #expect(try index.check().isEmpty)
    }

    @Test(arguments: Backend.allCases)
    func `a record whose file never came is taken back by the next who opens the index`(_ backend: Backend) throws {
        let folder = try TemporaryFolder()
        let storage = try storage(backend, folder)
        let bytes: [UInt8] = [1, 2, 3]
        let there = PendingOutput(path: "\(folder.path)/there.png", hash: Hasher.digest(bytes, .sha256))
        _ = FileManager.default.createFile(atPath: there.path, contents: Data(bytes))
        do {
            let index = try index(storage, folder)
            _ = try index.prepare(
                [try record(1), try record(2)],
                outputs: [there, PendingOutput(path: "\(folder.path)/never.png", hash: there.hash)], purpose: "test",
                time: time)
        }
        let index = try index(storage, folder)
        #expect(try storage.intents().isEmpty)
        #expect(try index.record(id: record(1).id) != nil)
        #expect(try index.record(id: record(2).id) == nil)
        #expect(try index.check().isEmpty)
    }

    @Test(arguments: Backend.allCases)
    func `the audit log holds everything in order, with its purpose`(_ backend: Backend) throws {
        let folder = try TemporaryFolder()
        let index = try index(storage(backend, folder), folder)
        let one = try record(1)
        _ = try index.add([one], purpose: "delivery", time: time)
        _ = try index.search(query(one), purpose: "ticket 12", time: time)
        _ = try index.remove(id: one.id, reason: "asked for", purpose: "ticket 13", time: time)
        var entries: [AuditEntry] = []
        try index.audit { entry in
            entries.append(entry)
            return true
        }
        #expect(entries.map(\.action) == [.add, .search, .remove])
        #expect(entries.map(\.purpose) == ["delivery", "ticket 12", "ticket 13"])
        #expect(entries.map(\.sequence) == [1, 2, 3])
        #expect(Set(entries.map(\.digest)).count == 3)
        #expect(try index.auditHead() == (3, entries[2].digest))
        var later: [Int] = []
        try index.audit(after: 1) { entry in
            later.append(entry.sequence)
            return later.isEmpty
        }
        #expect(later == [2])
    }
}
