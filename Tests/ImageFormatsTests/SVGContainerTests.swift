import Bytes
import Testing

@testable import ImageFormats

@Suite("SVG containers")
struct SVGContainerTests {
    private static let store = SampleImages.store(size: 100)
    private static let text = String(decoding: CanonicalBase64.encode(store), as: UTF8.self)

    private static func read(_ content: String) throws -> ImageContainer {
        try ImageContainer.read(SampleImages.svg(content))
    }

    @Test("only canonical base64 text is a store")
    func canonical() throws {
        #expect(try Self.read(SampleImages.svgManifest(Self.text)).store?.bytes == Self.store)
        let broken = [
            "", " " + Self.text, Self.text + "\n", Self.text.replacing("AAAA", with: "AA AA"),
            Self.text.replacing("=", with: ""),
            "<![CDATA[\(Self.text)]]>", "&#65;" + Self.text.dropFirst(),
            Self.text.dropLast(4) + "<!---->" + Self.text.suffix(4),
            Self.text.replacing("=", with: "x"),
        ]
        for text in broken {
            let container = try Self.read(SampleImages.svgManifest(String(text)))
            #expect(container.store == nil || !container.defects.isEmpty, "\(text)")
            #expect(!container.hasNoTraceOfStore, "\(text)")
        }
    }

    @Test("loose bits in the last group are another spelling, and refused")
    func looseBits() {
        #expect(CanonicalBase64.decode(Array("QQ==".utf8)) == [65])
        #expect(CanonicalBase64.decode(Array("QR==".utf8)) == nil)
        #expect(CanonicalBase64.decode(Array("QUI=".utf8)) == [65, 66])
        #expect(CanonicalBase64.decode(Array("QUJ=".utf8)) == nil)
        #expect(CanonicalBase64.decode(Array("Q===".utf8)) == nil)
        #expect(CanonicalBase64.decode(Array("QQ=A".utf8)) == nil)
    }

    @Test("a manifest element in a wrong place, empty or twice is there, but no store")
    func places() throws {
        let element = #"<c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">\#(Self.text)</c2pa:manifest>"#
        #expect(try Self.read("<g>\(element)</g>").kinds == [.storeUnreadable])
        #expect(try Self.read("<g><metadata>\(element)</metadata></g>").kinds == [.storeUnreadable])
        #expect(try Self.read("<metadata><c2pa:manifest/></metadata>").kinds == [.storeUnreadable])
        #expect(try Self.read("<metadata>\(element)\(element)</metadata>").kinds == [.severalStores])
    }

    @Test("any prefix bound to the namespace counts, comments and CDATA do not")
    func names() throws {
        let other = #"<metadata><x:manifest xmlns:x="http://c2pa.org/manifest">\#(Self.text)</x:manifest></metadata>"#
        #expect(try Self.read(other).store != nil)
        let plain = #"<metadata><manifest xmlns='http://c2pa.org/manifest'>\#(Self.text)</manifest></metadata>"#
        #expect(try Self.read(plain).store != nil)
        #expect(try Self.read("<!--\(SampleImages.svgManifest(Self.text))-->").hasNoTraceOfStore)
        #expect(try Self.read("<style><![CDATA[\(SampleImages.svgManifest(Self.text))]]></style>").hasNoTraceOfStore)
    }

    @Test("entities are never expanded, whatever the document type declares")
    func entities() throws {
        let bomb = #"<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!-- ]> -->]><svg><g>&b;</g></svg>"#
        let container = try ImageContainer.read(Array(bomb.utf8))
        #expect(container.hasNoTraceOfStore)
        #expect(container.format == .svg)
    }

    @Test("depth is bounded, broken markup is refused, other XML is no image")
    func hostile() throws {
        let deep = String(repeating: "<g>", count: 5_000)
        #expect(throws: SignetError("limit.containerParts", .badData, "")) { try Self.read(deep) }
        #expect(throws: SignetError("svg.damaged", .badData, "")) { try Self.read("<g a></g>") }
        #expect(throws: SignetError("svg.damaged", .badData, "")) { try ImageContainer.read(Array("<svg><g>".utf8)) }
        #expect(throws: SignetError("image.unknownFormat", .badData, "")) {
            try ImageContainer.read(Array("<html><svg/></html>".utf8))
        }
    }

    @Test("an XMP packet is handed out")
    func xmp() throws {
        let packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF></rdf:RDF></x:xmpmeta>"
        let bytes = SampleImages.svg("<metadata>\(packet)</metadata>")
        #expect(try ImageContainer.read(bytes).xmp.map { String(decoding: bytes[$0], as: UTF8.self) } == [packet])
    }
}
