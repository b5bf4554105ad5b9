import Bytes
import Fingerprints
import ImageIndex
import Synchronization
import TestSupport
import Testing

@testable import Workflows

@Suite struct IndexWriterTests {
    private static func record(_ number: Int) -> ImageRecord {
        let bytes = (0..<32).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ number &* 91) }
        let hash = Hash256(bytes: bytes) ?? Hash256((0, 0, 0, 0))
        return ImageRecord(
            fileHash: [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
                + [UInt8](repeating: 1, count: 30), pixelHash: bytes, width: 8, height: 8,
            created: "2026-11-24T12:00:00Z", fingerprints: StoredFingerprints(pdq: PDQ(hash: hash, quality: 90)))
    }

    @Test func `many threads write at once, and each gets its own answer`() throws {
        let folder = try TemporaryFolder()
        let writer = IndexWriter(try ImageIndex(folder: folder.file("index"), create: true), purpose: "test")
        let ordinals = Mutex<Set<Int64>>([])
        // Every record comes twice.
        try OrderedBatch(jobs: 6).run(Array(0..<120)) { number -> Bool? in
            guard let added = try? writer.add(Self.record(number / 2), output: nil) else { return nil }
            _ = ordinals.withLock { $0.insert(added.ordinal) }
            return added.isNew
        } consume: { _, isNew in
            #expect(isNew != nil)
        }
        #expect(ordinals.withLock { $0.count } == 60)
        let index = try ImageIndex(folder: folder.file("index"), create: false)
        #expect(try index.count() == 60)
        #expect(try index.check().isEmpty)
    }

    @Test func `records keep everything as lines of JSON`() throws {
        var record = Self.record(3)
        record.name = "a/b"
        record.labels = ["x", "y"]
        record.manifestID = "urn:c2pa:1"
        record.manifestStore = [1, 2, 3]
        record.thumbnail = [4]
        record.fingerprints.iscc = [UInt8](repeating: 7, count: 32)
        record.fingerprints.anchors = [UInt8](repeating: 9, count: 80)
        #expect(RecordLine(record).record == record)
    }

    @Test func `an ISCC unit has its header before it`() {
        #expect(StoredFingerprints.isccUnit([UInt8](repeating: 5, count: 32))?.prefix(3) == [0x21, 7, 5])
        #expect(StoredFingerprints.isccUnit([]) == nil)
    }
}
