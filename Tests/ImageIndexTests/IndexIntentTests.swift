import Bytes
import Digests
import Fingerprints
import Foundation
import ImageIndex
import TestSupport
import Testing

/// Records of files that are about to get their names: whatever happens in between, both are there or neither.
@Suite struct IndexIntentTests {
    private let time = "2026-11-24T13:00:00Z"

    private func record(_ number: UInt8) -> ImageRecord {
        let hash = Hash256(bytes: (0..<32).map { UInt8(truncatingIfNeeded: Int($0) * 37 + Int(number) * 91) })
        return ImageRecord(
            fileHash: [UInt8](repeating: number, count: 32), pixelHash: [UInt8](repeating: number ^ 0xFF, count: 32),
            width: 640, height: 480, created: "2026-11-24T12:00:00Z",
            fingerprints: StoredFingerprints(pdq: PDQ(hash: hash ?? Hash256((0, 0, 0, 0)), quality: 90)))
    }

    private func write(_ bytes: [UInt8], to path: String) throws -> PendingOutput {
        _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
        return PendingOutput(path: path, hash: Hasher.digest(bytes, .sha256))
    }

    @Test func `after a crash a record stays when its file is there, and only then`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        do {
            let index = try ImageIndex(folder: path, create: true)
            let there = try write([1, 2, 3], to: "\(folder.path)/there.png")
            let other = try write([9], to: "\(folder.path)/other.png")
            _ = try index.prepare(
                [record(1), record(2), record(3)],
                outputs: [
                    there, PendingOutput(path: "\(folder.path)/never.png", hash: there.hash),
                    PendingOutput(path: other.path, hash: there.hash),
                ], purpose: "test", time: time)
            // The process ends here: nothing was finished.
        }
        let index = try ImageIndex(folder: path, create: false)
        #expect(try index.count() == 1)
        #expect(try index.record(id: record(1).id) != nil)
        #expect(try index.check().isEmpty)
        #expect(try index.settle() == (0, 0))
        // What was taken back can be added anew.
        #expect(try index.add([record(2)], purpose: "test", time: time) == [true])
        #expect(try index.check().isEmpty)
    }

    @Test func `a crash right after the first entry is no defect, a head that was taken away is one`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        _ = try ImageIndex(folder: path, create: true)
        let head = FileManager.default.contents(atPath: "\(path)/audit.head")
        #expect(head != nil)
        _ = try ImageIndex(folder: path, create: false).add([record(1)], purpose: "test", time: time)
        _ = FileManager.default.createFile(atPath: "\(path)/audit.head", contents: head)
        #expect(try ImageIndex(folder: path, create: false).check().isEmpty)
        try FileManager.default.removeItem(atPath: "\(path)/audit.head")
        #expect(try ImageIndex(folder: path, create: false).check().map(\.code) == ["audit.head"])
    }

    @Test func `nobody settles what another process is still writing`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/index"
        let writer = try ImageIndex(folder: path, create: true)
        let output = PendingOutput(path: "\(folder.path)/a.png", hash: Hasher.digest([5], .sha256))
        let added = try writer.prepare([record(1)], outputs: [output], purpose: "test", time: time)
        let reader = try ImageIndex(folder: path, create: false)
        #expect(try reader.count() == 1)
        #expect(try reader.settle() == (0, 0))
        _ = try write([5], to: output.path)
        try writer.finish(added.map(\.ordinal))
        #expect(try writer.check().isEmpty)
        // From now on nobody looks for the file.
        try FileManager.default.removeItem(atPath: output.path)
        #expect(try reader.settle() == (0, 0))
        #expect(try reader.count() == 1)
    }

    @Test func `a file that failed takes its record with it, also out of the search file`() throws {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        let output = PendingOutput(path: "\(folder.path)/a.png", hash: [])
        let added = try index.prepare([record(1)], outputs: [output], purpose: "test", time: time)
        try index.rebuildSearchFiles()
        try index.undo(added.map(\.ordinal), purpose: "test", time: time)
        #expect(try index.count() == 0)
        #expect(try index.check().isEmpty)
    }
}
