import Bytes
import Foundation
import Testing

@testable import ImageFormats

@Suite("Images from elsewhere")
struct CorpusTests {
    private struct Expected: Decodable {
        let path: String
        let outcome: String
        let validationState: String?
        let embedded: Bool?
    }

    private static func expected() throws -> [Expected] {
        let text = try String(
            contentsOf: SampleImages.shared.appendingPathComponent("c2pa/expected.jsonl"), encoding: .utf8)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try text.split(separator: "\n").map { try decoder.decode(Expected.self, from: Data($0.utf8)) }
            .filter { !$0.path.hasPrefix("avif/") && !$0.path.hasPrefix("heif/") }
    }

    @Test("every C2PA sample has the store the reference reader finds", .enabled(if: SampleImages.sharedExists("c2pa")))
    func stores() throws {
        let all = try Self.expected()
        #expect(all.count > 50)
        for sample in all {
            let file = SampleImages.shared.appendingPathComponent("c2pa/files/\(sample.path)")
            let container = try ImageContainer.read(try FileSource(path: file.path))
            if sample.outcome == "read", sample.embedded != false {
                let store = try #require(container.store, "\(sample.path)")
                #expect(store.segments.reduce(0) { $0 + $1.storeRange.count } == store.bytes.count, "\(sample.path)")
            }
            if sample.outcome == "no-manifest" { #expect(container.store == nil, "\(sample.path)") }
            if sample.validationState == "Trusted" || sample.validationState == "Valid" {
                #expect(container.defects.isEmpty, "\(sample.path): \(container.defects)")
            } else if !container.defects.isEmpty {
                print("defects of \(sample.path): \(container.defects.map(\.reason))")
            }
        }
    }

    @Test(
        "every damaged sample gives a value or an error, within bounds",
        .enabled(if: SampleImages.sharedExists("security")))
    func damaged() throws {
        var read = 0
        var refused = 0
        for file in SampleImages.sharedFiles("security") + SampleImages.sharedFiles("metadata") {
            guard let source = try? FileSource(path: file.path) else { continue }
            do {
                let container = try ImageContainer.read(source)
                let kept = container.removalPieces.reduce(0) { $0 + $1.count }
                #expect(kept + container.carriers.reduce(0) { $0 + $1.count } == source.count, "\(file.path)")
                #expect(container.metadata.allSatisfy { $0.range.upperBound <= source.count }, "\(file.path)")
                read += 1
                guard let plan = try? container.embeddingPlan(storeSize: 1_000, in: source) else { continue }
                let size = plan.pieces.reduce(0) { sum, piece in
                    switch piece {
                    case .copy(let range), .store(let range), .unhashed(let range): sum + range.count
                    case .replace(let bytes): sum + bytes.count
                    case .mark: sum
                    }
                }
                #expect(plan.newFileSize == size, "\(file.path)")
            } catch {
                #expect(error.category == .badData, "\(file.path): \(error.reason)")
                refused += 1
            }
        }
        print("read \(read) damaged samples, refused \(refused)")
        #expect(read > 300)
        #expect(refused > 100)
    }

    @Test("changed bytes of small samples give a value or an error", .enabled(if: SampleImages.sharedExists("c2pa")))
    func mutations() throws {
        for name in ["jpeg/x509-es256-jpeg_426de9b7.jpg", "png/x509-es256-png_b4e9ac61.png"] {
            let file = SampleImages.shared.appendingPathComponent("c2pa/files/\(name)")
            let bytes = [UInt8](try Data(contentsOf: file))
            for offset in bytes.indices {
                for value in [0, 1, 0x7F, 0xFF, bytes[offset] ^ 0x20] {
                    var changed = bytes
                    changed[offset] = value
                    guard let container = try? ImageContainer.read(changed) else { continue }
                    let kept = container.removalPieces.reduce(0) { $0 + $1.count }
                    #expect(kept + container.carriers.reduce(0) { $0 + $1.count } == bytes.count)
                }
                _ = try? ImageContainer.read([UInt8](bytes.prefix(offset)))
            }
        }
    }
}
