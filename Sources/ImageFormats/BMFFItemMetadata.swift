internal import Bytes

/// Finds EXIF and XMP among the items of an AVIF or HEIF file (ISO/IEC 23008-12, annex A).
struct BMFFItemMetadata {
    let source: any ByteSource
    let limits: Limits

    /// Lists the blocks; a structure that cannot be read has none, because the picture can be judged without them.
    func list(_ layout: BMFFLayout, in container: inout ImageContainer) throws(SignetError) {
        guard let meta = layout.boxes.first(where: { $0.type == .metadata }) else { return }
        do throws(SignetError) {
            try read(meta, in: &container)
        } catch {
            guard error.category == .badData else { throw error }
        }
    }

    private func read(_ meta: BMFFBox, in container: inout ImageContainer) throws(SignetError) {
        var walker = BMFFWalker(source, limits: limits)
        guard let content = try walker.content(of: meta) else { return }
        let boxes = try walker.children(of: content)
        guard let information = boxes.first(where: { $0.type == "iinf" }),
            let location = boxes.first(where: { $0.type == "iloc" })
        else { return }
        let kinds = try kinds(information, &walker)
        guard !kinds.isEmpty else { return }
        let locations = try BMFFItemLocations(bytes(location))
        let inside = boxes.first { $0.type == "idat" }?.payload
        for item in locations.items {
            guard let kind = kinds[item.identifier], item.dataReference == 0,
                let range = range(of: item, inside: inside)
            else { continue }
            if let block = try block(kind, range) { container.add(block) }
        }
    }

    /// Which items are EXIF or XMP, by identifier.
    private func kinds(
        _ information: BMFFBox, _ walker: inout BMFFWalker
    ) throws(SignetError) -> [Int: MetadataBlock.Kind] {
        let start = information.payload.lowerBound
        guard information.payload.count >= 8 else { return [:] }
        let version = try walker.window.uint8(at: start)
        let skipped = version == 0 ? 6 : 8
        var kinds: [Int: MetadataBlock.Kind] = [:]
        for entry in try walker.children(of: start + skipped..<information.payload.upperBound) {
            guard entry.type == "infe", entry.payload.count <= 4_096 else { continue }
            guard let (identifier, kind) = Self.kind(try source.bytes(entry.payload)) else { continue }
            kinds[identifier] = kind
        }
        return kinds
    }

    private static func kind(_ entry: [UInt8]) -> (Int, MetadataBlock.Kind)? {
        var reader = ByteReader(entry)
        guard let version = try? reader.readUInt8(), version == 2 || version == 3, (try? reader.take(3)) != nil else {
            return nil
        }
        let identifier =
            version == 2 ? (try? reader.readUInt16()).map(Int.init) : (try? reader.readUInt32()).map(Int.init)
        guard let identifier, (try? reader.readUInt16()) != nil, let type = try? reader.readUInt32() else { return nil }
        switch BMFFBoxType(rawValue: type) {
        case "Exif": return (identifier, .exif)
        case "mime":
            let texts = reader.takeRest().split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            return texts.count > 1 && texts[1].elementsEqual("application/rdf+xml".utf8) ? (identifier, .xmp) : nil
        default: return nil
        }
    }

    /// Where an item in one piece is.
    private func range(of item: BMFFItemLocations.Item, inside: Range<Int>?) -> Range<Int>? {
        guard let extent = item.extents.first, item.extents.count == 1, item.method <= 1 else { return nil }
        let whole = item.method == 0 ? 0..<source.count : inside
        let (offset, overflow) = item.base.value.addingReportingOverflow(extent.offset.value)
        guard let whole, !overflow, offset <= whole.count, extent.length > 0, extent.length <= whole.count - offset
        else {
            return nil
        }
        return whole.lowerBound + offset..<whole.lowerBound + offset + extent.length
    }

    /// EXIF items begin with the number of bytes before the TIFF data (ISO/IEC 23008-12, A.2.1).
    private func block(_ kind: MetadataBlock.Kind, _ range: Range<Int>) throws(SignetError) -> MetadataBlock? {
        guard kind == .exif else { return MetadataBlock(kind, range) }
        guard range.count >= 4 else { return nil }
        var reader = ByteReader(try source.bytes(range.lowerBound..<range.lowerBound + 4))
        let skipped = Int(try reader.readUInt32())
        guard skipped <= range.count - 4 else { return nil }
        return MetadataBlock(.exif, range.lowerBound + 4 + skipped..<range.upperBound)
    }

    private func bytes(_ box: BMFFBox) throws(SignetError) -> [UInt8] {
        guard box.payload.count <= BMFFItemLocations.maximumBytes else {
            throw BMFFItemLocations.unsupported("\(box.payload.count) bytes")
        }
        return try source.bytes(box.payload)
    }
}
