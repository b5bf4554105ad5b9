/// A small reader of XML as XMP uses it; FoundationXML would need libxml2 at run time even in a static build.
///
/// It knows elements, attributes, namespaces, comments, CDATA, processing instructions, the five predefined entities and
/// character references. There is no DTD: a packet with one is not read. Values are those of properties that
/// ``XMPPacket/key(namespace:name:)`` knows: attribute values, element text (through `rdf:Alt`, `rdf:Bag`, `rdf:Seq`), and
/// `rdf:resource`. Depth, number of elements and number of namespace declarations are bounded; nothing recurses.
struct XMPScanner {
    struct Property: Equatable {
        let key: String
        let value: String
    }

    private(set) var properties: [Property] = []

    private static let maximumDepth = 64
    private static let maximumElements = 16_384
    private static let maximumAttributes = 512
    private static let maximumBindings = 256
    private static let maximumProperties = 64
    private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    private struct Binding {
        let prefix: ArraySlice<UInt8>
        let namespace: String
    }

    private struct Frame {
        let name: ArraySlice<UInt8>
        /// How many bindings were in force outside the element.
        let outerBindings: Int
    }

    private struct Attribute {
        let name: ArraySlice<UInt8>
        let value: ArraySlice<UInt8>
    }

    /// An element that is being read because its text is the value of a property.
    private struct Collection {
        let key: String
        let depth: Int
        var pieces: [String]
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var bindings: [Binding] = []
    private var frames: [Frame] = []
    private var collection: Collection?
    private var elements = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the packet; false when it is not well-formed or too large in some way. What was found before stays.
    mutating func scan() -> Bool {
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "<") {
                guard readMarkup() else { return false }
            } else {
                let end = bytes[offset...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                addText(bytes[offset..<end], isLiteral: false)
                offset = end
            }
        }
        return frames.isEmpty && elements > 0
    }

    private func has(_ text: StaticString, at start: Int) -> Bool {
        text.withUTF8Buffer { bytes[start...].starts(with: $0) }
    }

    /// Moves past the next `text` after `start` and returns where it begins.
    private mutating func skip(past text: StaticString, from start: Int) -> Int? {
        let first = text.utf8Start.pointee
        var place = start
        while place < bytes.count, let found = bytes[place...].firstIndex(of: first) {
            if has(text, at: found) {
                offset = found + text.utf8CodeUnitCount
                return found
            }
            place = found + 1
        }
        return nil
    }

    private mutating func readMarkup() -> Bool {
        if has("<?", at: offset) { return skip(past: "?>", from: offset + 2) != nil }
        if has("<!--", at: offset) { return skip(past: "-->", from: offset + 4) != nil }
        if has("<![CDATA[", at: offset) {
            let start = offset + 9
            guard let end = skip(past: "]]>", from: start) else { return false }
            addText(bytes[start..<end], isLiteral: true)
            return true
        }
        if has("<!", at: offset) { return false }
        return has("</", at: offset) ? readEndTag() : readStartTag()
    }

    private mutating func readEndTag() -> Bool {
        offset += 2
        let name = readName()
        skipSpace()
        guard let frame = frames.last, frame.name.elementsEqual(name), take(">") else { return false }
        endElement()
        return true
    }

    private mutating func endElement() {
        if let open = collection, open.depth == frames.count {
            add(open.key, open.pieces.joined(separator: ", "))
            collection = nil
        }
        if let frame = frames.popLast() { bindings.removeLast(bindings.count - frame.outerBindings) }
    }

    private mutating func readStartTag() -> Bool {
        offset += 1
        elements += 1
        let name = readName()
        guard !name.isEmpty, elements <= Self.maximumElements, frames.count < Self.maximumDepth else { return false }
        var attributes: [Attribute] = []
        while true {
            skipSpace()
            if take("/>") {
                guard open(name, attributes) else { return false }
                endElement()
                return true
            }
            if take(">") {
                return open(name, attributes)
            }
            guard attributes.count < Self.maximumAttributes, let attribute = readAttribute() else { return false }
            attributes.append(attribute)
        }
    }

    private mutating func readAttribute() -> Attribute? {
        let name = readName()
        skipSpace()
        guard !name.isEmpty, take("=") else { return nil }
        skipSpace()
        guard offset < bytes.count else { return nil }
        let quote = bytes[offset]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let start = offset + 1
        guard let end = bytes[start...].firstIndex(of: quote) else { return nil }
        offset = end + 1
        return Attribute(name: name, value: bytes[start..<end])
    }

    /// Enters an element: declares its namespaces, then looks at its attributes and its own name.
    /// False when there are more namespace declarations than anybody needs.
    private mutating func open(_ name: ArraySlice<UInt8>, _ attributes: [Attribute]) -> Bool {
        frames.append(Frame(name: name, outerBindings: bindings.count))
        for attribute in attributes {
            if attribute.name.elementsEqual("xmlns".utf8) {
                bindings.append(Binding(prefix: [], namespace: XMLText.decode(attribute.value)))
            } else if attribute.name.starts(with: "xmlns:".utf8) {
                let prefix = attribute.name.dropFirst(6)
                bindings.append(Binding(prefix: prefix, namespace: XMLText.decode(attribute.value)))
            }
        }
        guard bindings.count <= Self.maximumBindings else { return false }
        var resource: String?
        for attribute in attributes {
            if let key = key(of: attribute.name) { add(key, XMLText.decode(attribute.value)) }
            if attribute.name.suffix(9).elementsEqual(":resource".utf8), namespace(of: attribute.name) == Self.rdf {
                resource = XMLText.decode(attribute.value)
            }
        }
        if collection == nil, let key = key(of: name) {
            collection = Collection(key: key, depth: frames.count, pieces: [])
        }
        if let resource { collection?.pieces.append(resource) }
        return true
    }

    private mutating func addText(_ text: ArraySlice<UInt8>, isLiteral: Bool) {
        guard collection != nil, !text.isEmpty else { return }
        let value = isLiteral ? BoundedText.text(text, fallback: .repair) : XMLText.decode(text)
        let isBlank = value.utf8.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
        if !isBlank, collection?.pieces.count ?? 0 < Self.maximumProperties { collection?.pieces.append(value) }
    }

    private mutating func add(_ key: String, _ value: String) {
        guard !value.isEmpty, properties.count < Self.maximumProperties else { return }
        properties.append(Property(key: key, value: value))
    }

    private func key(of name: ArraySlice<UInt8>) -> String? {
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let local = String(decoding: name[(colon + 1)...], as: UTF8.self)
        guard XMPPacket.names.contains(local), let namespace = namespace(of: name) else { return nil }
        return XMPPacket.key(namespace: namespace, name: local)
    }

    private func namespace(of name: ArraySlice<UInt8>) -> String? {
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let prefix = name[..<colon]
        return bindings.last { $0.prefix.elementsEqual(prefix) }?.namespace
    }

    private mutating func readName() -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count, XMLText.isNameByte(bytes[offset]) { offset += 1 }
        return bytes[start..<offset]
    }

    private mutating func skipSpace() {
        while offset < bytes.count, bytes[offset] == 0x20 || 0x09...0x0D ~= bytes[offset] { offset += 1 }
    }

    private mutating func take(_ text: StaticString) -> Bool {
        guard has(text, at: offset) else { return false }
        offset += text.utf8CodeUnitCount
        return true
    }
}
