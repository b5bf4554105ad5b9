internal import Bytes

/// SVG: the store is base64 text in `<metadata><c2pa:manifest>` (C2PA 2.4, A.3.3).
///
/// The content hash leaves out the base64 text and nothing else, so the text must have its one canonical form: no white space,
/// no entities, padding where it belongs. Tags, attributes and what is around them are hashed.
enum SVGContainer: ContainerFormat {
    static let signatures: [[UInt8]] = []
    static let namespace = Array("http://c2pa.org/manifest".utf8)

    /// How far the root element is looked for.
    private static let longestProlog = 64 << 10
    /// The largest SVG that is walked: every byte of it has to be looked at.
    private static let largestFile = 64 << 20
    private static let deepest = 1_024
    private static let opening = Array(#"<c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">"#.utf8)
    private static let closing = Array("</c2pa:manifest>".utf8)

    static func recognizes(_ source: some ByteSource, _ window: inout HeaderWindow) throws(SignetError) -> Bool {
        guard source.count > 4 else { return false }
        let first = try window.uint8(at: 0)
        let hasMark = try window.matches([0xEF, 0xBB, 0xBF], at: 0)
        guard hasMark || [0x3C, 0x20, 0x09, 0x0A, 0x0D].contains(first) else { return false }
        var start = hasMark ? 3 : 0
        while start < min(source.count, 200), try window.uint8(at: start) != 0x3C {
            guard try window.uint8(at: start) <= 0x20 else { return false }
            start += 1
        }
        var scanner = XMLScanner(source, wanted: namespace, end: longestProlog)
        return localName(try scanner.nextTag().name).elementsEqual("svg".utf8)
    }

    private static func localName(_ name: [UInt8]) -> ArraySlice<UInt8> {
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return name[...] }
        return name[(colon + 1)...]
    }

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        guard source.count <= largestFile else {
            throw SignetError(
                "limit.svgBytes", .badData, "the SVG has more than \(largestFile) bytes", offset: largestFile)
        }
        var container = ImageContainer(format: .svg, fileSize: source.count, insertion: 0)
        do throws(SignetError) {
            try walk(source, limits: limits, into: &container)
        } catch {
            try container.close(after: error, code: XMLScanner.damaged)
        }
        if let text = container.store?.range { container.insertion = text.lowerBound }
        return container
    }

    private static func walk(
        _ source: any ByteSource, limits: Limits, into container: inout ImageContainer
    ) throws(SignetError) {
        var scanner = XMLScanner(source, wanted: namespace)
        var path = SVGPath()
        var parts = 0
        repeat {
            let tag = try scanner.nextTag()
            parts += 1
            guard parts <= limits.maximumContainerParts, path.depth < deepest else {
                throw .tooManyParts("the SVG", limits, at: tag.range.lowerBound)
            }
            path.learn(tag.matching)
            if tag.kind != .end, path.depth == 0 {
                container.insertion = tag.range.upperBound
                container.svg = SVGLayout(
                    prefix: Array(tag.name.prefix { $0 != UInt8(ascii: ":") }), isEmpty: tag.kind == .empty)
                if !tag.name.contains(UInt8(ascii: ":")) { container.svg?.prefix = [] }
            }
            if container.svg?.metadata == nil, path.opensMetadata(tag) { container.svg?.metadata = tag }
            if tag.kind != .end, path.isManifest(tag) {
                try addStore(tag, path, &scanner, source, limits, &container)
            }
            if let xmp = path.follow(tag) { container.add(MetadataBlock(.xmp, xmp)) }
        } while path.depth > 0
    }

    private static func addStore(
        _ tag: XMLScanner.Tag, _ path: SVGPath, _ scanner: inout XMLScanner, _ source: any ByteSource, _ limits: Limits,
        _ container: inout ImageContainer
    ) throws(SignetError) {
        guard tag.kind == .start else {
            return container.addBrokenStore(
                tag.range, "the c2pa:manifest element at offset \(tag.range.lowerBound) is empty")
        }
        let text = tag.range.upperBound..<(try scanner.skipText())
        let element = tag.range.lowerBound..<text.upperBound
        guard path.isInMetadata else {
            return container.addBrokenStore(
                element,
                "the c2pa:manifest element at offset \(element.lowerBound) is not in a metadata element of the image")
        }
        guard container.carriers.isEmpty else { return container.addSecondStore(element, "the c2pa:manifest element") }
        guard text.count <= limits.maximumStoreBytes / 3 * 4 + 4 else {
            throw .storeTooLarge(text.count / 4 * 3, limits, at: text.lowerBound)
        }
        let end = try source.bytes(text.upperBound..<min(text.upperBound + 2, source.count))
        guard end == Array("</".utf8), let bytes = CanonicalBase64.decode(try source.bytes(text)), bytes.count >= 8
        else {
            let reason =
                "the c2pa:manifest element at offset \(element.lowerBound) does not hold a manifest store as base64 text"
            return container.addBrokenStore(element, reason)
        }
        container.carriers.append(text)
        let (size, defect) = StoreBox.extent(
            of: bytes, fileOffset: text.lowerBound, carrier: "the c2pa:manifest element")
        if let defect { container.add(defect) }
        if size < bytes.count {
            container.foreign.append(min(text.lowerBound + (size + 2) / 3 * 4, text.upperBound)..<text.upperBound)
        }
        container.store = EmbeddedStore(
            bytes: Array(bytes.prefix(size)), range: text,
            segments: [EmbeddedStore.Segment(storeRange: 0..<min(size, bytes.count), fileRange: text)], isBase64: true)
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        guard size >= 8, size <= largestFile else {
            throw SignetError("store.size", .unexpected, "a manifest store of \(size) bytes does not fit into an SVG")
        }
        return (size + 2) / 3 * 4
    }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        return CanonicalBase64.encode(store)
    }

    /// A new store goes to the start of the first metadata element, which is made where there is none: the reference
    /// implementation looks into no other.
    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        var planner = EmbeddingPlanner(container)
        guard container.store == nil else {
            planner.copy(upTo: container.insertion)
            planner.store(carried)
            return planner.finish()
        }
        guard let layout = container.svg, !layout.isEmpty else {
            throw SignetError("svg.empty", .badData, "is an SVG without content, and has no place for a manifest store")
        }
        let name =
            layout.metadata?.name ?? layout.prefix + (layout.prefix.isEmpty ? [] : [0x3A]) + Array("metadata".utf8)
        let endTag = Array("</".utf8) + name + [UInt8(ascii: ">")]
        var tail = closing
        switch layout.metadata?.kind {
        case .start: planner.copy(upTo: layout.metadata?.range.upperBound ?? container.insertion)
        case .empty:
            let end = layout.metadata?.range.upperBound ?? container.insertion
            planner.copy(upTo: end - 2)
            planner.insert([UInt8(ascii: ">")])
            planner.skip(upTo: end)
            tail += endTag
        default:
            planner.copy(upTo: container.insertion)
            planner.insert([UInt8(ascii: "<")] + name + [UInt8(ascii: ">")])
            tail += endTag
        }
        planner.insert(opening)
        planner.store(carried)
        planner.insert(tail)
        return planner.finish()
    }
}
