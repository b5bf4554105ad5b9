internal import Findings

/// The properties of an XMP packet that matter here, by namespace.
enum XMPPacket {
    private struct Namespace {
        let uri: String
        /// The customary prefix, under which a property is reported whatever prefix the packet uses.
        let prefix: String
        let names: Set<String>
    }

    private static let namespaces = [
        Namespace(
            uri: "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", prefix: "Iptc4xmpExt",
            names: [
                "DigitalSourceType", "AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName",
            ]),
        Namespace(uri: "http://purl.org/dc/terms/", prefix: "dcterms", names: ["provenance"]),
        Namespace(uri: "http://ns.adobe.com/xap/1.0/", prefix: "xmp", names: ["CreatorTool"]),
        Namespace(uri: "http://ns.adobe.com/photoshop/1.0/", prefix: "photoshop", names: ["Credit"]),
        Namespace(uri: "http://ns.adobe.com/tiff/1.0/", prefix: "tiff", names: ["Software", "Make"]),
        Namespace(uri: "http://ns.adobe.com/exif/1.0/", prefix: "exif", names: ["UserComment"]),
        Namespace(
            uri: "http://www.tc260.org.cn/ns/AIGC/1.0/", prefix: "TC260",
            names: ["AIGC", "Label", "ContentProducer", "ProduceID", "ContentPropagator", "PropagateID"]),
    ]

    /// All local names above, so that most elements are passed over without looking at their namespace.
    static let names = namespaces.reduce(into: Set<String>()) { $0.formUnion($1.names) }

    /// The key under which a property is reported; nil when it does not matter here.
    static func key(namespace: String, name: String) -> String? {
        guard let known = namespaces.first(where: { $0.uri == namespace }), known.names.contains(name) else {
            return nil
        }
        return "\(known.prefix):\(name)"
    }

    /// The signals of the packet at `offset` of the file, and one more when it is damaged.
    static func signals(of bytes: [UInt8], at offset: Int) -> [MetadataSignal] {
        var scanner = XMPScanner(bytes)
        let isWhole = scanner.scan()
        var signals = scanner.properties.map { AIMeaning.classify(xmp: $0.key, BoundedText.cut($0.value)) }
        if !isWhole {
            signals.append(MetadataReader.unreadable(.xmp, "the XMP at offset \(offset) is damaged"))
        }
        return signals
    }
}
