internal import Bytes

/// Puts the manifest store together from the boxes that C2PA has in a file, and checks that these fit together.
///
/// No hash covers these boxes, so that everything in them has to be store, zero, or fixed (C2PA 2.4, A.5.3).
struct BMFFStoreReader {
    let source: any ByteSource
    let limits: Limits

    func read(
        _ parts: [BMFFProvenanceBox], layout: inout BMFFLayout, into container: inout ImageContainer
    ) throws(SignetError) {
        layout.treeParts = parts.filter { $0.purpose == .merkle }.map(\.content)
        let main = parts.filter { $0.purpose == .manifest || $0.purpose == .original }
        let updates = parts.filter { $0.purpose == .update }
        if let second = main.dropFirst().first ?? updates.dropFirst().first {
            let offset = second.box.range.lowerBound
            container.add(
                ContainerDefect(.severalStores, at: offset, "the file has a second C2PA box at offset \(offset)"))
        }
        guard let first = main.first else {
            if let stray = parts.first {
                let reason = "the file has C2PA boxes, but none with a manifest store"
                container.add(ContainerDefect(.storeUnreadable, at: stray.box.range.lowerBound, reason))
            }
            return
        }
        checkPurposes(first, updates.first, layout, &container)
        checkTreeOffset(first, parts, &container)
        guard let original = try store(first, &container) else { return }
        guard let update = updates.first, let addition = try store(update, &container) else {
            container.store = original
            return
        }
        try join(original, addition, &container)
    }

    /// The purposes are in no hash: changing them must not hide a store.
    private func checkPurposes(
        _ main: BMFFProvenanceBox, _ update: BMFFProvenanceBox?, _ layout: BMFFLayout, _ container: inout ImageContainer
    ) {
        if (main.purpose == .original) != (update != nil) {
            let reason =
                update == nil
                ? "the C2PA box says that updates follow, and there are none"
                : "the C2PA box does not say that updates follow, and there are some"
            container.add(ContainerDefect(.storePurpose, at: main.box.range.lowerBound, reason))
        }
        if let update, update.box != layout.boxes.last {
            let reason = "the C2PA box with updates is not the last box of the file"
            container.add(ContainerDefect(.storePurpose, at: update.box.range.lowerBound, reason))
        }
        if let update, update.treeOffset != 0 {
            let reason = "the C2PA box with updates states an offset"
            container.add(ContainerDefect(.storePurpose, at: update.box.range.lowerBound, reason))
        }
    }

    /// The reference implementation always writes 0, also where there are such boxes (seen in 0.91.3).
    private func checkTreeOffset(
        _ main: BMFFProvenanceBox, _ parts: [BMFFProvenanceBox], _ container: inout ImageContainer
    ) {
        let first = parts.first { $0.purpose == .merkle }?.box.range.lowerBound
        guard main.treeOffset != 0, main.treeOffset != first else { return }
        let reason = "the C2PA box states a wrong offset for the boxes of a Merkle tree"
        container.add(ContainerDefect(.storePurpose, at: main.box.range.lowerBound, reason))
    }

    /// The store at the start of a box's content; what follows it has to be zero.
    private func store(
        _ part: BMFFProvenanceBox, _ container: inout ImageContainer
    ) throws(SignetError) -> EmbeddedStore? {
        let content = part.content
        let offset = content.lowerBound
        guard content.count >= 8 else {
            let reason = "the C2PA box at offset \(part.box.range.lowerBound) is too short for a store"
            container.add(ContainerDefect(.storeUnreadable, at: offset, reason))
            return nil
        }
        let stated = try statedSize(content)
        let size = stated >= 8 && stated <= content.count ? stated : content.count
        guard size <= limits.maximumStoreBytes else {
            throw .storeTooLarge(size, limits, at: part.box.range.lowerBound)
        }
        let bytes = try source.bytes(offset..<offset + size)
        let (extent, defect) = StoreBox.extent(of: bytes, fileOffset: offset, carrier: "the C2PA box")
        if let defect { container.add(defect) }
        if let foreign = try firstNonZero(offset + size..<content.upperBound) {
            let reason = "bytes that are not part of the manifest store follow it in the C2PA box"
            container.add(ContainerDefect(.foreignBytes, at: foreign, reason))
            container.foreign.append(foreign..<content.upperBound)
        }
        let segment = EmbeddedStore.Segment(storeRange: 0..<extent, fileRange: offset..<offset + extent)
        return EmbeddedStore(bytes: Array(bytes.prefix(extent)), range: part.box.range, segments: [segment])
    }

    /// What LBox or XLBox says.
    private func statedSize(_ content: Range<Int>) throws(SignetError) -> Int {
        var reader = ByteReader(try source.bytes(content.prefix(16)))
        let short = Int(try reader.readUInt32())
        guard short == 1, content.count >= 16 else { return short }
        _ = try reader.readUInt32()
        return Int(clamping: try reader.readUInt64())
    }

    private func firstNonZero(_ range: Range<Int>) throws(SignetError) -> Int? {
        var position = range.lowerBound
        var found: Int?
        try source.withChunks(of: range) { (chunk) throws(SignetError) in
            if found == nil, let index = chunk.firstIndex(where: { $0 != 0 }) { found = position + index }
            position += chunk.count
        }
        return found
    }

    /// One store of two: the updates after the manifests they update, under one description (C2PA 2.4, 15.12.2).
    private func join(
        _ original: EmbeddedStore, _ update: EmbeddedStore, _ container: inout ImageContainer
    ) throws(SignetError) {
        container.store = original
        guard let description = Self.description(original.bytes), description == Self.description(update.bytes),
            let start = update.segments.first?.fileRange
        else {
            let reason = "the C2PA box with updates does not hold a manifest store like that of the original"
            container.add(ContainerDefect(.storeUnreadable, at: update.range.lowerBound, reason))
            return
        }
        let skipped = 8 + description.count
        let addition = update.bytes.dropFirst(skipped)
        let total = original.bytes.count + addition.count
        guard total <= limits.maximumStoreBytes else {
            throw .storeTooLarge(total, limits, at: update.range.lowerBound)
        }
        var writer = ByteWriter(reserving: total)
        writer.append(UInt32(total))
        writer.append(contentsOf: original.bytes.dropFirst(4))
        writer.append(contentsOf: addition)
        let segment = EmbeddedStore.Segment(
            storeRange: original.bytes.count..<total, fileRange: start.lowerBound + skipped..<start.upperBound)
        container.store = EmbeddedStore(
            bytes: writer.bytes, range: original.range, segments: original.segments + [segment])
    }

    /// The description box of a store.
    private static func description(_ store: [UInt8]) -> ArraySlice<UInt8>? {
        var reader = ByteReader(store)
        guard (try? reader.take(8)) != nil, let size = try? reader.peekUInt32() else { return nil }
        return try? reader.take(Int(size))
    }
}

extension ByteReader {
    /// The next four bytes, which are not consumed.
    fileprivate func peekUInt32() throws(SignetError) -> UInt32 {
        var copy = self
        return try copy.readUInt32()
    }
}
