/// Where in the tree of an SVG a walk is, as far as it matters for the manifest store and XMP.
struct SVGPath {
    private(set) var depth = 0
    /// The depth of the content of a metadata element of the root, while the walk is in one.
    private var metadata: Int?
    /// Where an XMP packet began, and at which depth.
    private var packet: (start: Int, depth: Int)?
    /// Prefixes that were bound to the namespace of C2PA somewhere above or before.
    private var prefixes: Set<[UInt8]> = [Array("c2pa".utf8)]
    private var isDefaultNamespace = false

    /// Whether the walk is directly in a metadata element of the root.
    var isInMetadata: Bool { metadata == depth }

    /// Whether `tag` opens a metadata element of the root.
    func opensMetadata(_ tag: XMLScanner.Tag) -> Bool {
        guard depth == 1, tag.kind != .end else { return false }
        return (tag.name.split(separator: UInt8(ascii: ":")).last ?? []).elementsEqual("metadata".utf8)
    }

    /// Takes in which attributes of a tag name the namespace of C2PA.
    mutating func learn(_ attributes: [[UInt8]]) {
        isDefaultNamespace = false
        for name in attributes {
            if name.elementsEqual("xmlns".utf8) { isDefaultNamespace = true }
            if name.starts(with: "xmlns:".utf8), prefixes.count < 8 { prefixes.insert(Array(name.dropFirst(6))) }
        }
    }

    /// Whether `tag` opens a C2PA manifest element, whatever prefix it has for the namespace.
    func isManifest(_ tag: XMLScanner.Tag) -> Bool {
        guard let colon = tag.name.firstIndex(of: UInt8(ascii: ":")) else {
            return isDefaultNamespace && tag.name.elementsEqual("manifest".utf8)
        }
        return tag.name[(colon + 1)...].elementsEqual("manifest".utf8) && prefixes.contains(Array(tag.name[..<colon]))
    }

    /// Goes over `tag`; returns the range of an XMP packet that it closes.
    mutating func follow(_ tag: XMLScanner.Tag) -> Range<Int>? {
        switch tag.kind {
        case .empty: return nil
        case .start:
            if opensMetadata(tag) { metadata = depth + 1 }
            depth += 1
            if packet == nil, tag.name.elementsEqual("x:xmpmeta".utf8) || tag.name.elementsEqual("rdf:RDF".utf8) {
                packet = (tag.range.lowerBound, depth)
            }
            return nil
        case .end:
            defer { depth -= 1 }
            if metadata == depth { metadata = nil }
            guard let open = packet, open.depth == depth else { return nil }
            packet = nil
            return open.start..<tag.range.upperBound
        }
    }
}
