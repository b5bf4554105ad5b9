import Findings
import Testing

@testable import ImageMetadata

@Suite("XMP packets")
struct XMPScannerTests {
    private func scan(_ text: String) -> (properties: [XMPScanner.Property], isWhole: Bool) {
        var scanner = XMPScanner(Array(text.utf8))
        let isWhole = scanner.scan()
        return (scanner.properties, isWhole)
    }

    private let declarations =
        "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:any='http://ns.adobe.com/xap/1.0/'"

    @Test("properties are read from attributes, elements, resources and lists")
    func forms() {
        let tool = XMPScanner.Property(key: "xmp:CreatorTool", value: "A & B")
        #expect(scan("<r \(declarations) any:CreatorTool='A &amp; B'/>").properties == [tool])
        #expect(scan("<r \(declarations)><any:CreatorTool>A &#38; B</any:CreatorTool></r>").properties == [tool])
        #expect(
            scan("<r \(declarations)><any:CreatorTool><![CDATA[A & B]]></any:CreatorTool></r>").properties == [tool])
        #expect(scan("<r \(declarations)><any:CreatorTool rdf:resource='A &#x26; B'/></r>").properties == [tool])
        let list = "<rdf:Alt> <rdf:li>A &amp; B</rdf:li> </rdf:Alt>"
        #expect(scan("<r \(declarations)><any:CreatorTool>\(list)</any:CreatorTool></r>").properties == [tool])
    }

    @Test("only the namespace counts, not the prefix")
    func namespaces() {
        #expect(scan("<r xmlns:xmp='urn:other' xmp:CreatorTool='a'/>").properties.isEmpty)
        #expect(scan("<r xmp:CreatorTool='a'/>").properties.isEmpty)
        let inner = "<s xmlns:any='urn:other' any:CreatorTool='a'/><s any:CreatorTool='b'/>"
        #expect(scan("<r \(declarations)>\(inner)</r>").properties.map(\.value) == ["b"])
    }

    @Test("packet wrappers, comments and white space are passed over")
    func wrapper() {
        let text =
            "<?xpacket begin='' id='x'?>\n<!-- <r> --><r \(declarations) any:CreatorTool=\"a'b\"/>\n<?xpacket end='w'?>  "
        #expect(scan(text).properties.map(\.value) == ["a'b"])
        #expect(scan(text).isWhole)
    }

    @Test("unknown references stay as they are written")
    func references() {
        #expect(
            scan("<r \(declarations) any:CreatorTool='&x;&#xD800;&;& &#65;'/>").properties.first?.value
                == "&x;&#xD800;&;& A")
    }

    @Test(
        "what is not well-formed is noticed, and what came before is kept",
        arguments: [
            "<r", "<r>", "<r></s>", "</r>", "<r a>", "<r a=b/>", "<r a='b/>", "<r><!DOCTYPE x></r>", "<!DOCTYPE r><r/>",
            "",
            "   ", "<r><![CDATA[</r>", "<r><!-- </r>", "<?x <r/>", "< r/>", "<>", "<",
        ])
    func malformed(text: String) { #expect(!scan(text).isWhole) }

    @Test("depth, elements and namespaces are bounded")
    func bounds() {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(!scan(deep).isWhole)
        #expect(!scan("<r>" + String(repeating: "<a/>", count: 20_000) + "</r>").isWhole)
        #expect(scan("<r>" + String(repeating: "<a/>", count: 1_000) + "</r>").isWhole)
        let names = (0..<400).map { "xmlns:n\($0)='u'" }.joined(separator: " ")
        #expect(!scan("<r \(names)/>").isWhole)
        let many = String(repeating: "<any:CreatorTool>x</any:CreatorTool>", count: 500)
        #expect(scan("<r \(declarations)>\(many)</r>").properties.count == 64)
    }

    @Test("source types are recognised by address and by bare code")
    func sourceTypes() {
        let key = "Iptc4xmpExt:DigitalSourceType"
        let base = "http://cv.iptc.org/newscodes/digitalsourcetype/"
        for code in ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"] {
            #expect(AIMeaning.classify(xmp: key, base + code).meaning == .aiDeclared)
            #expect(AIMeaning.classify(xmp: key, code).meaning == .aiDeclared)
        }
        #expect(AIMeaning.classify(xmp: key, base + "digitalCapture").meaning == .other)
        #expect(AIMeaning.classify(xmp: key, base + "algorithmicMedia").meaning == .other)
        #expect(AIMeaning.classify(xmp: "photoshop:Credit", "Made with Google AI").meaning == .aiDeclared)
        #expect(AIMeaning.classify(xmp: "Iptc4xmpExt:AISystemUsed", "x").meaning == .aiDeclared)
    }
}
