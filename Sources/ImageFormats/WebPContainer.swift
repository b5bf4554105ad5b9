internal import Bytes

/// WebP: one RIFF chunk full of chunks, the store in the last of them, `C2PA` (C2PA 2.4, A.3.7; RFC 9649).
///
/// The content hash covers the size of the RIFF chunk and the padding byte behind an odd chunk, so that neither is free.
/// What follows the RIFF chunk is no part of the image: it is hashed, and only a store that was put there is looked for.
enum WebPContainer: ContainerFormat {
    static let signatures = [Array("RIFF".utf8)]

    private static let headerSize = 8
    /// `RIFF`, the size, `WEBP`.
    private static let fileHeader = 12
    private static let damaged: SignetError.Code = "webp.damaged"
    /// RIFF sizes count what follows them, without the padding byte.
    private static let largestFile = Int(UInt32.max) - 1

    static func recognizes(_ source: some ByteSource, _ window: inout HeaderWindow) throws(SignetError) -> Bool {
        guard source.count >= fileHeader else { return false }
        guard try window.matches(Array("RIFF".utf8), at: 0) else { return false }
        return try window.matches(Array("WEBP".utf8), at: 8)
    }

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var container = ImageContainer(format: .webp, fileSize: source.count, insertion: source.count)
        do throws(SignetError) {
            try walk(source, limits: limits, into: &container)
        } catch {
            try container.close(after: error, code: damaged)
        }
        return container
    }

    private static func walk(
        _ source: any ByteSource, limits: Limits, into container: inout ImageContainer
    ) throws(SignetError) {
        var window = HeaderWindow(source)
        let end = headerSize + Int(try window.littleUInt32(at: 4))
        container.insertion = min(end, source.count)
        var offset = fileHeader
        var parts = 0
        while offset < min(end, source.count) {
            guard min(end, source.count) - offset >= headerSize else {
                throw SignetError(damaged, .badData, "the WebP ends inside a chunk header", offset: offset)
            }
            let length = Int(try window.littleUInt32(at: offset + 4))
            let data = offset + headerSize..<offset + headerSize + length
            let isStore = try window.matches(Array("C2PA".utf8), at: offset)
            guard data.upperBound <= min(end, source.count) else {
                let reason = "the WebP chunk at offset \(offset) runs past the end of the image"
                if isStore { container.addBrokenStore(offset..<source.count, reason) }
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            parts += 1
            guard parts <= limits.maximumContainerParts else { throw .tooManyParts("the WebP", limits, at: offset) }
            let next = min(data.upperBound + length % 2, end, source.count)
            if isStore {
                try container.takeStore(
                    data, excluded: offset..<data.upperBound, carrier: offset..<next, name: "the C2PA chunk", source,
                    limits)
            } else {
                try addMetadata(data, header: offset, &window, &container)
            }
            offset = next
        }
        guard end <= source.count else {
            let reason = "the WebP ends at offset \(source.count), before the end that its header states"
            throw SignetError(damaged, .badData, reason, offset: source.count)
        }
        guard parts > 0 else { throw SignetError(damaged, .badData, "the WebP has no chunks", offset: offset) }
        try lookBehindEnd(from: end, &window, &container)
    }

    /// How many chunks behind the end of the image are looked at.
    private static let maximumChunksBehindEnd = 64

    /// A store behind the RIFF chunk, for example because that states too small a size, is not the same as none.
    private static func lookBehindEnd(
        from start: Int, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) {
        var offset = start
        for _ in 0..<maximumChunksBehindEnd {
            guard container.carriers.isEmpty, container.fileSize - offset >= headerSize else { return }
            let length = Int(try window.littleUInt32(at: offset + 4))
            let chunkEnd = min(offset + headerSize + length + length % 2, container.fileSize)
            if try window.matches(Array("C2PA".utf8), at: offset) {
                let reason = "the C2PA chunk at offset \(offset) lies behind the end of the image"
                container.addBrokenStore(offset..<chunkEnd, reason)
            }
            offset = chunkEnd
        }
    }

    private static func addMetadata(
        _ data: Range<Int>, header: Int, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) {
        if try window.matches(Array("EXIF".utf8), at: header) {
            // Some writers put JPEG's prefix before the TIFF data.
            let prefix = JPEGContainer.exifPrefix
            let hasPrefix = data.count >= prefix.count ? try window.matches(prefix, at: data.lowerBound) : false
            container.add(MetadataBlock(.exif, data.lowerBound + (hasPrefix ? prefix.count : 0)..<data.upperBound))
        } else if try window.matches(Array("XMP ".utf8), at: header) {
            container.add(MetadataBlock(.xmp, data))
        }
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        guard size >= 8, size <= largestFile else {
            throw SignetError(
                "store.size", .unexpected, "a manifest store of \(size) bytes does not fit into a WebP chunk")
        }
        return size + headerSize
    }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        var writer = ByteWriter(reserving: try carriedSize(ofStore: store.count))
        writer.append(text: "C2PA")
        writer.append(UInt32(store.count).byteSwapped)
        writer.append(contentsOf: store)
        return writer.bytes
    }

    /// The chunk goes to the end of the RIFF chunk, whose size is set anew.
    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        let removed = container.carriers.filter { $0.upperBound <= container.insertion }.reduce(0) { $0 + $1.count }
        let content = container.insertion - removed
        let size = content + content % 2 + carried + carried % 2
        guard size <= largestFile else {
            throw SignetError("webp.tooLarge", .badData, "the signed WebP would be larger than its format allows")
        }
        var planner = EmbeddingPlanner(container)
        planner.copy(upTo: 4)
        let field = UInt32(size - headerSize)
        planner.insert((0..<4).map { UInt8(truncatingIfNeeded: field >> (8 * $0)) })
        planner.skip(upTo: 8)
        planner.copy(upTo: container.insertion)
        if content % 2 == 1 { planner.insert([0]) }
        planner.store(carried)
        if carried % 2 == 1 { planner.insert([0]) }
        return planner.finish()
    }
}
