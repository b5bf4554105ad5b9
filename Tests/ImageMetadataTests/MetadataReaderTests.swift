import Bytes
import Findings
import Foundation
import ImageFormats
import ImageMetadata
import Testing

@Suite("Metadata")
struct MetadataReaderTests {
    @Test("an image without metadata has no signals")
    func none() throws {
        #expect(try SampleMetadata.read(SampleMetadata.png([])).isEmpty)
    }

    @Test(
        "PNG texts of generators are recognised",
        arguments: [
            ("parameters", "a duck\nNegative prompt: x\nSteps: 15, Sampler: Euler", MetadataSignal.Meaning.aiTrace),
            ("parameters", "none", .other), ("prompt", "{\"3\": {\"class_type\": \"KSampler\"}}", .aiTrace),
            ("prompt", "a word", .other), ("Software", "NovelAI", .aiTrace), ("Software", "GIMP 2.10", .other),
            ("Software", "StableDiffusionist", .other), ("Title", "AI generated image", .aiDeclared),
            ("Title", "contains no AI-generated parts", .other), ("AIGC", "{}", .aiDeclared),
            ("invokeai_metadata", "{}", .aiTrace), ("Description", "a boat --ar 4:3 Job ID: 1", .aiTrace),
            ("Comment", "Editor de imagen", .other),
        ])
    func generators(key: String, value: String, meaning: MetadataSignal.Meaning) throws {
        let signals = try SampleMetadata.read(SampleMetadata.text(key, value))
        #expect(signals == [MetadataSignal(kind: .pngText, key: key, value: value, meaning: meaning)])
    }

    @Test("Latin-1, UTF-8 and long values become text of bounded size")
    func decoding() throws {
        let latin = SampleMetadata.png(SampleMetadata.chunk("tEXt", Array("Author\0".utf8) + [0x4A, 0xF6, 0x72, 0x67]))
        #expect(try SampleMetadata.read(latin).first?.value == "Jörg")
        #expect(try SampleMetadata.read(SampleMetadata.text("Author", "Jörg")).first?.value == "Jörg")
        let long = try SampleMetadata.read(SampleMetadata.text("Author", String(repeating: "é", count: 4_000)))
        #expect(long.first?.value == String(repeating: "é", count: 2_048) + "…")
        let odd = try SampleMetadata.read(SampleMetadata.text("Author", "a" + String(repeating: "é", count: 4_000)))
        #expect(odd.first?.value == "a" + String(repeating: "é", count: 2_047) + "…")
    }

    @Test("a damaged text chunk is reported beside those that can be read")
    func damagedText() throws {
        var broken = SampleMetadata.chunk("tEXt", Array("Author\0me".utf8))
        broken[14] ^= 1
        let good = SampleMetadata.chunk("tEXt", Array("Title\0boat".utf8))
        let signals = try SampleMetadata.read(SampleMetadata.png(broken + good))
        #expect(signals.map(\.key) == [MetadataReader.unreadableKey, "Title"])
        #expect(signals.first?.value.contains("offset 33") == true)
    }

    @Test("many damaged chunks are given up on after a few")
    func manyDamaged() throws {
        var broken = SampleMetadata.chunk("zTXt", Array("Author\0\0me".utf8))
        broken[14] ^= 1
        let chunks = [[UInt8]](repeating: broken, count: 400).flatMap { $0 }
        let signals = try SampleMetadata.read(SampleMetadata.png(chunks))
        #expect(signals.count == 9)
        #expect(signals.allSatisfy { $0.key == MetadataReader.unreadableKey })
    }

    @Test("text beyond the limit is not read")
    func limit() throws {
        var limits = Limits()
        limits.maximumMetadataBytes = 100
        let long = SampleMetadata.text("Author", String(repeating: "a", count: 200))
        #expect(try SampleMetadata.read(long, limits: limits).map(\.key) == [MetadataReader.unreadableKey])
    }

    @Test("compressed text is inflated, but not beyond the limit")
    func inflation() throws {
        // 5,000 times the letter a.
        let deflated: [UInt8] = [
            0x78, 0xDA, 0xED, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0xAC, 0xEB, 0x5F, 0xC2, 0x14, 0x7E, 0x40,
            0x01, 0x00, 0x00, 0x00, 0x00, 0x6F, 0x03, 0x4B, 0x6F, 0x66, 0xF2,
        ]
        let bytes = SampleMetadata.png(SampleMetadata.chunk("zTXt", Array("Comment\0\0".utf8) + deflated))
        #expect(try SampleMetadata.read(bytes).first?.value == String(repeating: "a", count: 4_096) + "…")
        var limits = Limits()
        limits.maximumMetadataBytes = 1_000
        #expect(try SampleMetadata.read(bytes, limits: limits).map(\.key) == [MetadataReader.unreadableKey])
    }

    @Test("XMP in a PNG text is read as XMP")
    func pngXMP() throws {
        let packet =
            "<x xmlns:i='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' i:DigitalSourceType='trainedAlgorithmicMedia'/>"
        for type in ["tEXt", "iTXt"] {
            let gap: [UInt8] = type == "iTXt" ? [0, 0, 0, 0, 0] : [0]
            let bytes = SampleMetadata.png(
                SampleMetadata.chunk(type, Array("XML:com.adobe.xmp".utf8) + gap + Array(packet.utf8)))
            let signals = try SampleMetadata.read(bytes)
            #expect(
                signals == [
                    MetadataSignal(
                        kind: .xmp, key: "Iptc4xmpExt:DigitalSourceType", value: "trainedAlgorithmicMedia",
                        meaning: .aiDeclared)
                ])
        }
    }

    @Test("EXIF fields are named and classified")
    func exif() throws {
        let software = try SampleMetadata.read(SampleMetadata.exif(tag: 0x0131, Array("ComfyUI\0".utf8)))
        #expect(software == [MetadataSignal(kind: .exif, key: "Software", value: "ComfyUI", meaning: .aiTrace)])
        let camera = try SampleMetadata.read(SampleMetadata.exif(tag: 0x010F, Array("Firefly Cameras\0".utf8)))
        #expect(camera == [MetadataSignal(kind: .exif, key: "Make", value: "Firefly Cameras", meaning: .other)])
    }

    @Test("UserComment is decoded whatever its byte order", arguments: [true, false])
    func userComment(isBigEndian: Bool) throws {
        let text = "a duck, Negative prompt: none"
        let units = text.utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? bytes : bytes.reversed()
        }
        let signals = try SampleMetadata.read(
            SampleMetadata.exif(tag: 0x9286, type: 7, isInner: true, Array("UNICODE\0".utf8) + units))
        #expect(signals == [MetadataSignal(kind: .exif, key: "UserComment", value: text, meaning: .aiTrace)])
    }

    @Test("maker notes are not read")
    func makerNotes() throws {
        let note = Array("OLYMP\0\u{1}\0".utf8) + [UInt8](repeating: 0, count: 64)
        let signals = try SampleMetadata.read(SampleMetadata.exif(tag: 0x927C, type: 7, isInner: true, note))
        #expect(signals.allSatisfy { $0.key == MetadataReader.unreadableKey })
    }

    @Test("EXIF that is no TIFF data is reported as unreadable")
    func brokenExif() throws {
        let signals = try SampleMetadata.read(SampleMetadata.jpeg(Array("Exif\0\0nonsense nonsense".utf8)))
        #expect(signals.map(\.key) == [MetadataReader.unreadableKey])
    }

    @Test("the address of a remote manifest is handed out")
    func remote() throws {
        let packet =
            "<x xmlns:dcterms='http://purl.org/dc/terms/' dcterms:provenance='https://example.com/m.c2pa?a=1&amp;b=2'/>"
        let signals = try SampleMetadata.read(SampleMetadata.xmp(packet))
        #expect(MetadataReader.remoteManifest(in: signals) == "https://example.com/m.c2pa?a=1&b=2")
        #expect(MetadataReader.remoteManifest(in: []) == nil)
    }

    @Test("changed bytes give signals or an error, never a crash")
    func mutations() throws {
        let files = [
            SampleMetadata.exif(tag: 0x0131, Array("ComfyUI\0".utf8)),
            SampleMetadata.xmp("<x xmlns:a='http://ns.adobe.com/xap/1.0/'><a:CreatorTool>b&#65;</a:CreatorTool></x>"),
            SampleMetadata.text("parameters", "Steps: 1"),
        ]
        for file in files {
            for offset in file.indices {
                for value: UInt8 in [0, 1, 0x3C, 0x7F, 0xFF, file[offset] ^ 0x20] {
                    var changed = file
                    changed[offset] = value
                    let signals = try? SampleMetadata.read(changed)
                    #expect(signals?.count ?? 0 < 8)
                }
            }
        }
    }
}
