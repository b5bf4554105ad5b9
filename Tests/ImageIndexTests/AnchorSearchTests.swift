import Bytes
import Findings
import Fingerprints
import Pixels
import TestSupport
import Testing

@testable import ImageIndex

/// The search file of anchors beside the records: whatever became of it, what was recorded is found, or it is said.
@Suite struct AnchorSearchTests {
    private func picture(_ seed: UInt64) throws -> PixelBuffer {
        try #require(BlobPicture.make(seed, width: 320, height: 240))
    }

    private func record(_ number: Int, _ set: AnchorSet?) -> ImageRecord {
        let hash = (0..<32).map { UInt8(truncatingIfNeeded: number >> (($0 & 1) * 8)) ^ UInt8($0) }
        return ImageRecord(
            fileHash: hash, pixelHash: hash.reversed(), width: 320, height: 240, created: "2026-11-24T12:00:00Z",
            fingerprints: StoredFingerprints(
                pdq: PDQ(hash: Hash256((0, 0, 0, 0)), quality: 0), anchors: set?.encoded), name: "\(number)")
    }

    private func found(_ index: ImageIndex, _ image: PixelBuffer) throws -> [String?] {
        var query = IndexQuery(probes: [], quality: 90)
        query.detail = AnchorQuery(image)
        return try index.search(query, purpose: "test", time: "2026-11-24T13:00:00Z").matches.map(\.record.name)
    }

    /// An index of 80 images, so many that their anchors are in the file.
    private func filled(_ folder: String) throws -> (index: ImageIndex, sought: PixelBuffer) {
        let index = try ImageIndex(folder: folder, create: true)
        let other = AnchorSet(try picture(1))
        let sought = try picture(2)
        _ = try index.add(
            (0..<80).map { record($0, $0 == 40 ? AnchorSet(sought) : other) }, purpose: "test",
            time: "2026-11-24T12:00:00Z")
        #expect(try found(index, sought) == ["40"])
        #expect(Folder.exists("\(folder)/search.anchors"))
        return (index, sought)
    }

    private func replace(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        let source = try FileSource(path: path)
        var bytes = try source.bytes(0..<source.count)
        change(&bytes)
        let file = try OutputFile(path: path)
        try file.write(bytes)
        try file.commit(durable: false)
    }

    @Test(arguments: ["older", "newer", "cut", "empty", "foreign"])
    func `a file of another version or a damaged one is made again`(_ what: String) throws {
        let folder = try TemporaryFolder()
        let (_, sought) = try filled("\(folder.path)/index")
        let path = "\(folder.path)/index/search.anchors"
        try replace(path) { bytes in
            switch what {
            case "older": bytes[8] = UInt8(AnchorPostings.fileVersion - 1)
            case "newer": bytes[8] = UInt8(AnchorPostings.fileVersion + 1)
            case "cut": bytes.removeLast(bytes.count / 2)
            case "empty": bytes = []
            default: bytes = Array("not a search file".utf8)
            }
        }
        #expect(throws: SignetError.self) { try AnchorPostings(path: path) }
        let index = try ImageIndex(folder: "\(folder.path)/index", create: false)
        #expect(try index.check().map(\.code) == ["search.damaged"])
        #expect(try found(index, sought) == ["40"])
        #expect(try AnchorPostings(path: path).imageCount == 80)
        #expect(try index.check().isEmpty)
    }

    @Test func `one flipped bit anywhere in the file is found by a check, and repaired`() throws {
        let folder = try TemporaryFolder()
        let (index, _) = try filled("\(folder.path)/index")
        let path = "\(folder.path)/index/search.anchors"
        let size = try FileSource(path: path).count
        // Ordinals, rows, tables, lists and sketches; the bytes between them mean nothing.
        for place in [4096, 8000, size / 3, size / 2, size - size / 8, size - 1] {
            try replace(path) { $0[place] ^= 4 }
            #expect(try !index.check().isEmpty, "\(place) of \(size)")
            try index.rebuildSearchFiles()
            #expect(try index.check().isEmpty)
        }
    }

    @Test func `records that were added after the index was put back are found`() throws {
        let folder = try TemporaryFolder()
        let (_, sought) = try filled("\(folder.path)/index")
        // A new index beside the old search file is what a restored backup looks like.
        let restored = try ImageIndex(folder: "\(folder.path)/restored", create: true)
        _ = try restored.add([record(7, AnchorSet(sought))], purpose: "test", time: "2026-11-24T12:00:00Z")
        let old = try FileSource(path: "\(folder.path)/index/search.anchors")
        let file = try OutputFile(path: "\(folder.path)/restored/search.anchors")
        try file.write(old.bytes(0..<old.count))
        try file.commit(durable: false)
        #expect(try found(ImageIndex(folder: "\(folder.path)/restored", create: false), sought) == ["7"])
    }
}
