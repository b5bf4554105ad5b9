internal import Bytes
internal import CZlib

/// PNG: a chain of chunks, the store in one `caBX` chunk (C2PA 2.4, A.3.2; PNG third edition, 5).
///
/// A `caBX` chunk after the pixel data is read like any other: C2PA only recommends the place before `IDAT`. What comes
/// after `IEND` is no part of the image; the content hash covers it, and only a store that was put there is looked for.
enum PNGContainer: ContainerFormat {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    static let signatures = [signature]

    /// Length and type before a chunk's data.
    private static let headerSize = 8
    /// Length, type and checksum: what a chunk takes beyond its data.
    private static let overhead = 12
    /// The signature and the `IHDR` chunk, after which a new store goes: the first place PNG allows.
    private static let insertion = 8 + 12 + 13
    private static let largestChunk = 0x7FFF_FFFF

    private static func type(_ name: StaticString) -> UInt32 {
        name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    private static let header = type("IHDR")
    private static let end = type("IEND")
    private static let store = type("caBX")
    private static let exif = type("eXIf")
    private static let text = type("tEXt")
    private static let compressedText = type("zTXt")
    private static let internationalText = type("iTXt")

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var container = ImageContainer(format: .png, fileSize: source.count, insertion: insertion)
        do throws(SignetError) {
            try walk(source, limits: limits, into: &container)
        } catch {
            // What was found before the break can still be judged; without a store there is nothing to judge.
            guard error.code == damaged, container.store != nil || !container.carriers.isEmpty else { throw error }
            container.add(ContainerDefect(.truncated, at: error.offset ?? source.count, error.reason))
        }
        return container
    }

    private static let damaged: SignetError.Code = "png.damaged"

    private static func walk(
        _ source: any ByteSource, limits: Limits, into container: inout ImageContainer
    ) throws(SignetError) {
        var window = HeaderWindow(source)
        var offset = signature.count
        var parts = 0
        while true {
            guard source.count - offset >= overhead else {
                let reason = "the PNG ends at offset \(source.count) without an IEND chunk"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            let length = Int(try window.uint32(at: offset))
            let type = try window.uint32(at: offset + 4)
            guard isName(type) else {
                let reason = "there is no PNG chunk at offset \(offset), where one should begin"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            guard length <= largestChunk, length <= source.count - offset - overhead else {
                if type == store { try addBroken(offset..<source.count, "runs past the end of the file", &container) }
                let reason = "the PNG chunk \(name(type)) at offset \(offset) runs past the end of the file"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            guard parts > 0 || (type == header && length == 13) else {
                throw SignetError("png.header", .badData, "the PNG does not begin with an IHDR chunk", offset: offset)
            }
            parts += 1
            guard parts <= limits.maximumContainerParts else { throw .tooManyParts("the PNG", limits, at: offset) }
            let data = offset + headerSize..<offset + headerSize + length
            switch type {
            case store: try addStore(data, source, limits, &window, &container)
            case exif: container.add(MetadataBlock(.exif, try withoutPrefix(data, &window)))
            case text: container.add(MetadataBlock(.pngText, data))
            case compressedText: container.add(MetadataBlock(.pngCompressedText, data))
            case internationalText: container.add(MetadataBlock(.pngInternationalText, data))
            case end:
                try lookBehindEnd(from: data.upperBound + 4, source, &window, &container)
                return
            default: break
            }
            offset = data.upperBound + 4
        }
    }

    /// How many chunks behind the end of the image are looked at.
    private static let maximumChunksBehindEnd = 64

    /// A store behind `IEND` is no part of the PNG and cannot be used, but it is not the same as none.
    private static func lookBehindEnd(
        from start: Int, _ source: any ByteSource, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) {
        var offset = start
        for _ in 0..<maximumChunksBehindEnd {
            guard container.carriers.isEmpty, source.count - offset >= headerSize else { return }
            let length = Int(try window.uint32(at: offset))
            let type = try window.uint32(at: offset + 4)
            guard isName(type) else { return }
            let chunkEnd = min(offset + overhead + length, source.count)
            if type == store { try addBroken(offset..<chunkEnd, "lies behind the end of the image", &container) }
            offset = chunkEnd
        }
    }

    /// Takes in one `caBX` chunk. C2PA gives this chunk type no other use, so each one counts, whatever it holds.
    private static func addStore(
        _ data: Range<Int>, _ source: any ByteSource, _ limits: Limits, _ window: inout HeaderWindow,
        _ container: inout ImageContainer
    ) throws(SignetError) {
        let chunk = data.lowerBound - headerSize..<data.upperBound + 4
        if !container.carriers.isEmpty {
            container.carriers.append(chunk)
            let reason = "the PNG has a second caBX chunk at offset \(chunk.lowerBound)"
            container.add(ContainerDefect(.severalStores, at: chunk.lowerBound, reason))
            return
        }
        guard data.count >= 8 else {
            try addBroken(chunk, "has \(data.count) bytes, too few for a box", &container)
            return
        }
        guard data.count <= limits.maximumStoreBytes else {
            throw .storeTooLarge(data.count, limits, at: chunk.lowerBound)
        }
        container.carriers.append(chunk)
        // The type is hashed with the data, so that both are read in one piece.
        var bytes = try source.bytes(chunk.lowerBound + 4..<data.upperBound)
        if checksum(bytes) != (try window.uint32(at: data.upperBound)) {
            let reason = "the checksum of the caBX chunk at offset \(chunk.lowerBound) is wrong"
            container.add(ContainerDefect(.checksum, at: data.upperBound, reason))
        }
        bytes.removeFirst(4)
        let (size, defect) = StoreBox.extent(of: bytes, fileOffset: data.lowerBound, carrier: "the caBX chunk")
        if let defect { container.add(defect) }
        if size < data.count { container.foreign.append(data.lowerBound + size..<data.upperBound) }
        if size < bytes.count { bytes.removeLast(bytes.count - size) }
        let segment = EmbeddedStore.Segment(
            storeRange: 0..<size, fileRange: data.lowerBound..<data.lowerBound + size)
        container.store = EmbeddedStore(bytes: bytes, range: chunk, segments: [segment])
    }

    private static func addBroken(
        _ range: Range<Int>, _ what: String, _ container: inout ImageContainer
    ) throws(SignetError) {
        container.carriers.append(range)
        let reason = "the caBX chunk at offset \(range.lowerBound) \(what)"
        container.add(ContainerDefect(.storeUnreadable, at: range.lowerBound, reason))
    }

    /// Some writers put JPEG's `Exif\0\0` before the TIFF data of an `eXIf` chunk.
    private static func withoutPrefix(
        _ data: Range<Int>, _ window: inout HeaderWindow
    ) throws(SignetError) -> Range<Int> {
        guard data.count >= 6, try window.matches(JPEGContainer.exifPrefix, at: data.lowerBound) else { return data }
        return data.lowerBound + 6..<data.upperBound
    }

    /// Whether all four bytes are ASCII letters.
    private static func isName(_ type: UInt32) -> Bool {
        withUnsafeBytes(of: type) { bytes in bytes.allSatisfy { 0x41...0x5A ~= $0 & 0xDF } }
    }

    private static func name(_ type: UInt32) -> String {
        withUnsafeBytes(of: type.bigEndian) { String(decoding: $0, as: UTF8.self) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        guard size >= 8, size <= largestChunk else {
            throw SignetError(
                "store.size", .unexpected, "a manifest store of \(size) bytes does not fit into a PNG chunk")
        }
        return size + overhead
    }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        var writer = ByteWriter(reserving: try carriedSize(ofStore: store.count))
        writer.append(UInt32(store.count))
        writer.append(Self.store)
        writer.append(contentsOf: store)
        let name = withUnsafeBytes(of: Self.store.bigEndian) { crc32_z(0, $0.baseAddress, $0.count) }
        let sum = store.withUnsafeBufferPointer { crc32_z(name, $0.baseAddress, $0.count) }
        writer.append(UInt32(truncatingIfNeeded: sum))
        return writer.bytes
    }
}
