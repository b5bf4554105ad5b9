import Bytes
import Findings
import Fingerprints
import ImageIndex
import Pixels
import TestSupport
import Testing

/// Parts of images, through the whole index.
@Suite struct ImagePartTests {
    private func picture(_ seed: UInt64, width: Int = 480, height: Int = 360) throws -> PixelBuffer {
        try #require(BlobPicture.make(seed, width: width, height: height))
    }

    private func pasted(_ image: PixelBuffer, x: Int, y: Int, width: Int, height: Int) throws -> PixelBuffer {
        var samples = [UInt8](repeating: 230, count: width * height)
        for row in 0..<image.height where row + y < height {
            for column in 0..<image.width where column + x < width {
                samples[(row + y) * width + column + x] = image.samples[row * image.width + column]
            }
        }
        return try #require(PixelBuffer(width: width, height: height, channels: 1, samples: samples))
    }

    private func record(_ number: UInt8, anchors: [UInt8]?) -> ImageRecord {
        ImageRecord(
            fileHash: [UInt8](repeating: number, count: 32), pixelHash: [UInt8](repeating: number ^ 0xFF, count: 32),
            width: 480, height: 360, created: "2026-11-24T12:00:00Z",
            fingerprints: StoredFingerprints(pdq: PDQ(hash: Hash256((0, 0, 0, 0)), quality: 0), anchors: anchors),
            name: "\(number)")
    }

    private func query(_ image: PixelBuffer) -> IndexQuery {
        var query = IndexQuery(probes: [], quality: 90)
        query.detail = AnchorQuery(image)
        return query
    }

    private let time = "2026-11-24T13:00:00Z"

    @Test
    func `an image on a page is found with its box, before and after the search file is made, and not when removed`()
        throws
    {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        _ = try index.add(
            (1...6).map { record($0, anchors: try AnchorSet(picture(UInt64($0)))?.encoded) }, purpose: "test",
            time: time)
        let page = try query(pasted(picture(3), x: 90, y: 200, width: 700, height: 900))
        for round in 0..<2 {
            let matches = try index.search(page, purpose: "test", time: time).matches
            #expect(matches.map(\.record.name) == ["3"])
            #expect(matches.first?.grade == .part && matches.first?.fingerprint == "anchors-2")
            let placement = try #require(matches.first?.placement)
            #expect(placement.correlation > 0.9 && placement.votes >= 8)
            #expect(abs(placement.scale - 1) < 0.03)
            #expect(abs(placement.query.x - 90) < 10 && abs(placement.query.y - 200) < 10)
            #expect(abs(placement.query.width - 480) < 20 && abs(placement.query.height - 360) < 20)
            #expect(placement.indexed.x + placement.indexed.width <= 480)
            if round == 0 { try index.rebuildSearchFiles() }
        }
        let mirrored = try index.search(
            query(pasted(picture(3).mirrored(), x: 90, y: 200, width: 700, height: 900)), purpose: "test", time: time)
        #expect(mirrored.matches.first?.placement?.isMirrored == true)
        #expect(abs((mirrored.matches.first?.placement?.query.x ?? 0) - 90) < 10)
        #expect(try index.remove(id: record(3, anchors: nil).id, reason: "test", purpose: "test", time: time))
        #expect(try index.search(page, purpose: "test", time: time).matches.isEmpty)
    }

    @Test func `a crop on a page is found, with the box of what is shown`() throws {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        _ = try index.add(
            (1...6).map { record($0, anchors: try AnchorSet(picture(UInt64($0)))?.encoded) }, purpose: "test",
            time: time)
        let ours = try picture(3)
        var samples: [UInt8] = []
        for y in 60..<300 { samples += ours.samples[y * 480 + 120..<y * 480 + 440] }
        let part = try #require(PixelBuffer(width: 320, height: 240, channels: 1, samples: samples))
        let page = try query(pasted(part, x: 150, y: 300, width: 700, height: 900))
        let match = try #require(try index.search(page, purpose: "test", time: time).matches.first)
        #expect(match.record.name == "3" && match.grade == .part)
        let (seen, shown) = try #require(match.placement.map { ($0.query, $0.indexed) })
        // To within a pixel or two of the small picture that is kept.
        for (value, expected) in [
            (seen.x, 150), (seen.y, 300), (seen.width, 320), (seen.height, 240), (shown.x, 120), (shown.y, 60),
            (shown.width, 320), (shown.height, 240),
        ] {
            #expect(abs(value - expected) <= 20, "\(value) for \(expected)")
        }
    }

    @Test func `anchors of another version are passed over, and strangers are not found`() throws {
        let folder = try TemporaryFolder()
        let index = try ImageIndex(folder: "\(folder.path)/index", create: true)
        let old = Array(try #require(AnchorSet(picture(1))).encoded.suffix(400))
        _ = try index.add(
            [record(1, anchors: old), record(2, anchors: AnchorSet(picture(2))?.encoded), record(3, anchors: [1])],
            purpose: "test", time: time)
        try index.rebuildSearchFiles()
        #expect(try index.search(query(picture(1)), purpose: "test", time: time).matches.isEmpty)
        #expect(try index.search(query(picture(9)), purpose: "test", time: time).matches.isEmpty)
        #expect(try index.search(query(picture(2)), purpose: "test", time: time).matches.count == 1)
    }
}
