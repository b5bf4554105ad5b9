internal import Bytes

/// ISO base media files with pictures, AVIF and HEIF: a chain of boxes, the store in a `uuid` box (C2PA 2.4, A.5).
enum BMFFContainer: ContainerFormat {
    /// Empty: the brands after the first box header decide, see ``BMFFBrands``.
    static let signatures: [[UInt8]] = []

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var window = HeaderWindow(source)
        guard let format = try BMFFBrands.format(&window, size: source.count) else {
            throw SignetError("bmff.brands", .badData, "the brands of the file are not those of a picture", offset: 8)
        }
        var container = ImageContainer(format: format, fileSize: source.count, insertion: 0)
        var parts: [BMFFProvenanceBox] = []
        var layout = BMFFLayout()
        do throws(SignetError) {
            try walk(source, limits, &container, &layout, &parts)
        } catch {
            // What was found before the break can still be judged; without a store there is nothing to judge.
            guard error.code == BMFFWalker.damaged, !container.carriers.isEmpty else { throw error }
            layout.rest = (layout.boxes.last?.range.upperBound ?? 0)..<source.count
            container.add(ContainerDefect(.truncated, at: error.offset ?? source.count, error.reason))
        }
        try BMFFStoreReader(source: source, limits: limits).read(parts, layout: &layout, into: &container)
        container.bmff = layout
        container.insertion = layout.boxes.first?.range.upperBound ?? 0
        try BMFFItemMetadata(source: source, limits: limits).list(layout, in: &container)
        return container
    }

    private static func walk(
        _ source: any ByteSource, _ limits: Limits, _ container: inout ImageContainer, _ layout: inout BMFFLayout,
        _ parts: inout [BMFFProvenanceBox]
    ) throws(SignetError) {
        var walker = BMFFWalker(source, limits: limits)
        var offset = 0
        while offset < source.count {
            let box: BMFFBox
            do throws(SignetError) {
                box = try walker.box(at: offset, end: source.count, isOutermost: true)
            } catch {
                try noteBroken(offset, source, &walker.window, &container)
                throw error
            }
            layout.boxes.append(box)
            if box.type == .extended { try take(box, &walker.window, &container, &parts) }
            offset = box.range.upperBound
        }
    }

    private static func take(
        _ box: BMFFBox, _ window: inout HeaderWindow, _ container: inout ImageContainer,
        _ parts: inout [BMFFProvenanceBox]
    ) throws(SignetError) {
        switch try BMFFProvenanceBox.read(box, &window) {
        case .other:
            guard box.payload.count > 16, try window.matches(xmpIdentifier, at: box.payload.lowerBound) else { return }
            container.add(MetadataBlock(.xmp, box.payload.lowerBound + 16..<box.payload.upperBound))
        case .unreadable(let reason):
            container.carriers.append(box.range)
            let reason = "the C2PA box at offset \(box.range.lowerBound) \(reason)"
            container.add(ContainerDefect(.storeUnreadable, at: box.range.lowerBound, reason))
        case .sound(let part):
            container.carriers.append(box.range)
            // The exclusion of the hash looks for the type after a short header: with a long one the box is hashed.
            if try window.uint32(at: box.range.lowerBound) != box.range.count {
                let reason = "the C2PA box at offset \(box.range.lowerBound) does not state its size in 32 bits"
                container.add(ContainerDefect(.storeLength, at: box.range.lowerBound, reason))
            }
            parts.append(part)
        }
    }

    /// The extended type of the box that holds XMP (XMP specification part 3, 2020, 1.2.7.1).
    private static let xmpIdentifier: [UInt8] = [
        0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
    ]

    /// A C2PA box that runs past the end of the file is a broken store, not a file without one.
    private static func noteBroken(
        _ offset: Int, _ source: any ByteSource, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) {
        let left = source.count - offset
        guard left >= 8, try window.matches(Array("uuid".utf8), at: offset + 4) else { return }
        let identifier = BMFFProvenanceBox.identifier
        for header in [8, 16] where left >= header + identifier.count {
            guard try window.matches(identifier, at: offset + header) else { continue }
            container.carriers.append(offset..<source.count)
            let reason = "the C2PA box at offset \(offset) runs past the end of the file"
            container.add(ContainerDefect(.storeUnreadable, at: offset, reason))
            return
        }
    }

    /// Size, type, extended type, version and flags, `manifest` with its end, and the offset of Merkle trees.
    private static let overhead = 8 + 16 + 4 + 9 + 8

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        guard size >= 8, size <= Int(UInt32.max) - overhead else {
            throw SignetError("store.size", .unexpected, "a manifest store of \(size) bytes does not fit into a box")
        }
        return size + overhead
    }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        let size = try carriedSize(ofStore: store.count)
        var writer = ByteWriter(reserving: size)
        writer.append(UInt32(size))
        writer.append(BMFFBoxType.extended.rawValue)
        writer.append(contentsOf: BMFFProvenanceBox.identifier)
        writer.append(UInt32(0))
        writer.append(text: BMFFProvenanceBox.Purpose.manifest.rawValue)
        writer.append(UInt8(0))
        writer.append(UInt64(0))
        writer.append(contentsOf: store)
        return writer.bytes
    }

    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        try BMFFPlanner(container: container, carried: carried, source: source).plan()
    }
}
