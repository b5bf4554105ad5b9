internal import Bytes

/// GIF: a chain of blocks, the store in one application extension before the first image (C2PA 2.4, A.3.8; GIF89a).
///
/// The content hash leaves out the whole extension, so everything in it but the store must have one form only: the version
/// 1.0, sub-blocks of 255 bytes but for the last, and the terminator.
enum GIFContainer: ContainerFormat {
    static let signatures = [Array("GIF87a".utf8), Array("GIF89a".utf8)]

    /// Introducer, label, block size, identifier, version.
    static let head: [UInt8] = [0x21, 0xFF, 0x0B] + Array("C2PA_GIF".utf8) + [1, 0, 0]
    private static let identifier = Array("C2PA_GIF".utf8)
    private static let xmpIdentifier = Array("XMP DataXMP".utf8)
    /// What follows an XMP packet so that a reader of sub-blocks finds its way out of it (XMP part 3, 1.1.2).
    private static let xmpTrailer = 258
    private static let piece = 255
    private static let damaged: SignetError.Code = "gif.damaged"

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var container = ImageContainer(format: .gif, fileSize: source.count, insertion: 13)
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
        // Sub-blocks are close together.
        var window = HeaderWindow(source, size: 1 << 16)
        var offset = 13
        offset += colorTable(try window.uint8(at: 10))
        container.insertion = offset
        var parts = 0
        var isBeforeImages = true
        while true {
            let kind = try window.uint8(at: offset)
            parts += 1
            guard parts <= limits.maximumContainerParts else { throw .tooManyParts("the GIF", limits, at: offset) }
            switch kind {
            case 0x3B:
                try lookBehindEnd(from: offset + 1, &window, &container)
                return
            case 0x2C:
                isBeforeImages = false
                offset += 10 + colorTable(try window.uint8(at: offset + 9)) + 1
                offset = try endOfSubBlocks(from: offset, &window)
            case 0x21 where try isStore(at: offset, &window):
                let end = try addStore(offset, isBeforeImages, source, limits, &window, &container)
                offset = end
            case 0x21:
                let start = offset
                offset = try endOfSubBlocks(from: offset + 2, &window)
                try addMetadata(start..<offset, &window, &container)
            default:
                throw SignetError(
                    damaged, .badData, "there is no GIF block at offset \(offset), where one should begin",
                    offset: offset)
            }
        }
    }

    /// How many blocks behind the trailer are looked at.
    private static let maximumBlocksBehindEnd = 64

    /// A store behind the trailer is no part of the GIF and cannot be used, but it is not the same as none.
    private static func lookBehindEnd(
        from start: Int, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) {
        var offset = start
        for _ in 0..<maximumBlocksBehindEnd {
            guard container.carriers.isEmpty, container.fileSize - offset >= head.count,
                try window.uint8(at: offset) == 0x21
            else { return }
            let isStore = try isStore(at: offset, &window)
            // Bytes behind the image may be anything: where they are no blocks, that is no error.
            let end = (try? endOfSubBlocks(from: offset + 2, &window)) ?? container.fileSize
            if isStore {
                let reason = "the C2PA block at offset \(offset) lies behind the end of the image"
                container.addBrokenStore(offset..<min(end, container.fileSize), reason)
            }
            offset = end
        }
    }

    static func colorTable(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

    /// The identifier alone decides: a block with another version was still meant to carry a store.
    private static func isStore(at offset: Int, _ window: inout HeaderWindow) throws(SignetError) -> Bool {
        guard try window.uint8(at: offset + 1) == 0xFF, let found = try? window.matches(identifier, at: offset + 3)
        else {
            return false
        }
        return found
    }

    static func endOfSubBlocks(
        from start: Int, _ window: inout HeaderWindow
    ) throws(SignetError) -> Int {
        var offset = start
        while true {
            let size = Int(try window.uint8(at: offset))
            offset += 1 + size
            if size == 0 { return offset }
        }
    }

    private static func addStore(
        _ start: Int, _ isBeforeImages: Bool, _ source: any ByteSource, _ limits: Limits, _ window: inout HeaderWindow,
        _ container: inout ImageContainer
    ) throws(SignetError) -> Int {
        var offset = start + head.count
        var segments: [EmbeddedStore.Segment] = []
        var size = 0
        var isRegular = true
        do throws(SignetError) {
            guard try window.uint8(at: start + 2) == 0x0B else { return try skipBroken(start, &window, &container) }
            while true {
                let count = Int(try window.uint8(at: offset))
                if count == 0 { break }
                if let last = segments.last, last.storeRange.count != piece { isRegular = false }
                guard count <= source.count - offset - 1 else { throw .endOfInput(at: source.count) }
                segments.append(
                    EmbeddedStore.Segment(storeRange: size..<size + count, fileRange: offset + 1..<offset + 1 + count))
                size += count
                guard size <= limits.maximumStoreBytes else { throw .storeTooLarge(size, limits, at: start) }
                offset += 1 + count
            }
        } catch {
            if error.code == SignetError.endOfInputCode {
                container.addBrokenStore(
                    start..<source.count, "the C2PA block at offset \(start) runs past the end of the file")
            }
            throw error
        }
        let block = start..<offset + 1
        try take(block, segments, size, source, &container)
        if container.store?.range == block {
            func note(_ reason: String) {
                container.add(
                    ContainerDefect(.carrierForm, at: start, "the C2PA block at offset \(start) \(reason)"))
            }
            if !(try window.matches(head, at: start)) { note("does not state version 1.0") }
            if !isRegular { note("is cut into sub-blocks of other sizes than 255 bytes") }
            if !isBeforeImages { note("stands behind an image") }
        }
        return block.upperBound
    }

    private static func take(
        _ block: Range<Int>, _ segments: [EmbeddedStore.Segment], _ size: Int, _ source: any ByteSource,
        _ container: inout ImageContainer
    ) throws(SignetError) {
        guard container.carriers.isEmpty else { return container.addSecondStore(block, "the C2PA block") }
        guard size >= 8 else {
            return container.addBrokenStore(
                block, "the C2PA block at offset \(block.lowerBound) is too short for a box")
        }
        container.carriers.append(block)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        let carried = try source.bytes(block)
        for segment in segments {
            bytes +=
                carried[
                    segment.fileRange.lowerBound - block.lowerBound..<segment.fileRange.upperBound - block.lowerBound]
        }
        let (stated, defect) = StoreBox.extent(of: bytes, fileOffset: block.lowerBound, carrier: "the C2PA block")
        if let defect { container.add(defect) }
        container.noteForeign(segments, beyond: stated)
        if stated < bytes.count { bytes.removeLast(bytes.count - stated) }
        container.store = EmbeddedStore(
            bytes: bytes, range: block, segments: segments.compactMap { $0.cut(to: bytes.count) })
    }

    /// A block that bears the identifier at its place, but not the size that goes with it.
    private static func skipBroken(
        _ start: Int, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) -> Int {
        let end = try endOfSubBlocks(from: start + 2, &window)
        container.addBrokenStore(start..<end, "the C2PA block at offset \(start) does not have its fixed size")
        return end
    }

    private static func addMetadata(
        _ block: Range<Int>, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) {
        let start = block.lowerBound + 3 + xmpIdentifier.count
        guard block.upperBound - start >= xmpTrailer, try window.uint8(at: block.lowerBound + 1) == 0xFF,
            try window.matches(xmpIdentifier, at: block.lowerBound + 3)
        else { return }
        container.add(MetadataBlock(.xmp, start..<block.upperBound - xmpTrailer))
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        guard size >= 8, size <= Int(UInt32.max) else {
            throw SignetError("store.size", .unexpected, "a manifest store of \(size) bytes does not fit into a GIF")
        }
        return head.count + size + (size + piece - 1) / piece + 1
    }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        var writer = ByteWriter(reserving: try carriedSize(ofStore: store.count))
        writer.append(contentsOf: head)
        var start = 0
        while start < store.count {
            let end = min(start + piece, store.count)
            writer.append(UInt8(end - start))
            writer.append(contentsOf: store[start..<end])
            start = end
        }
        writer.append(UInt8(0))
        return writer.bytes
    }

    /// The block goes right behind the global colour table. Extensions exist since GIF89a, so the version is set to that.
    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        var planner = EmbeddingPlanner(container)
        planner.insert(Array("GIF89a".utf8))
        planner.skip(upTo: 6)
        planner.copy(upTo: container.insertion)
        planner.store(carried)
        return planner.finish()
    }
}
