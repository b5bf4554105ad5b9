import Bytes
import Findings
import Foundation
import ImageFormats
import ImageMetadata
import Testing

@Suite("Metadata from elsewhere")
struct CorpusTests {
    private func signals(_ url: URL) throws -> [MetadataSignal] {
        let source = try FileSource(path: url.path)
        return try MetadataReader.read(source, try ImageContainer.read(source))
    }

    @Test(
        "images of generators have the signals that are known of them",
        .enabled(if: SampleMetadata.sharedExists("metadata")),
        arguments: [
            ("generators/mj-1.png", "Iptc4xmpExt:DigitalSourceType", MetadataSignal.Meaning.aiDeclared),
            ("generators/mj-1.png", "Description", .aiTrace), ("generators/grok-1.jpg", "Artist", .aiTrace),
            ("stable-diffusion/parsers/AUTOMATIC1111/automatic1111_cropped.png", "parameters", .aiTrace),
            ("stable-diffusion/parsers/ComfyUI/img2img_cropped.png", "workflow", .aiTrace),
            ("stable-diffusion/parsers/InvokeAI/invokeai_dream1.png", "Dream", .aiTrace),
            ("stable-diffusion/parsers/NovelAI/novelai1_cropped.png", "Title", .aiDeclared),
            ("stable-diffusion/bad_images/text_after_idat.png", "parameters", .aiTrace),
        ])
    func generators(path: String, key: String, meaning: MetadataSignal.Meaning) throws {
        let signals = try signals(SampleMetadata.shared.appendingPathComponent("metadata/\(path)"))
        #expect(signals.contains { $0.key == key && $0.meaning == meaning })
    }

    @Test("no camera image is taken for a generator's", .enabled(if: SampleMetadata.sharedExists("metadata")))
    func cameras() throws {
        var read = 0
        for url in SampleMetadata.sharedFiles("metadata/camera") {
            guard let signals = try? signals(url) else { continue }
            read += 1
            #expect(signals.allSatisfy { $0.meaning == .other }, "\(url.lastPathComponent)")
        }
        #expect(read >= 20)
    }

    @Test("EXIF values agree with libexif's own expectations", .enabled(if: SampleMetadata.sharedExists("security")))
    func oracle() throws {
        var compared = 0
        for url in SampleMetadata.sharedFiles("security/exif-libexif") where url.pathExtension == "parsed" {
            let found = try signals(url.deletingPathExtension())
            let values = Dictionary(found.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
            var name = ""
            // The expectations are lists of entries per directory; 1 is the thumbnail, and maker notes come last.
            var isRead = false
            for line in String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n") {
                let text = line.trimmingCharacters(in: .whitespaces)
                if text.hasPrefix("Content ") { isRead = !text.hasSuffix("ifd=1") }
                if text.hasPrefix("MakerNote") || text.hasPrefix("Mnote") { isRead = false }
                if text.hasPrefix("Entry "), text.hasSuffix(")") {
                    name = text.split(separator: " ").dropFirst(2).first.map(String.init) ?? ""
                }
                guard isRead, text.hasPrefix("Value: "), let value = values[name] else { continue }
                guard name != "InteroperabilityVersion", name != "RelatedImageLength" else { continue }
                #expect(
                    value == text.dropFirst(7).trimmingCharacters(in: .whitespaces), "\(url.lastPathComponent) \(name)")
                compared += 1
            }
        }
        #expect(compared > 150)
    }

    @Test("every damaged sample gives signals or an error", .enabled(if: SampleMetadata.sharedExists("security")))
    func damaged() throws {
        var read = 0
        let start = ContinuousClock.now
        for url in SampleMetadata.sharedFiles("security") {
            do {
                let signals = try signals(url)
                #expect(signals.allSatisfy { $0.value.utf8.count <= 4_100 }, "\(url.lastPathComponent)")
                read += 1
            } catch let error as SignetError {
                #expect(!error.reason.isEmpty)
            }
        }
        print("read the metadata of \(read) damaged samples in \(ContinuousClock.now - start)")
        #expect(read > 300)
    }
}
