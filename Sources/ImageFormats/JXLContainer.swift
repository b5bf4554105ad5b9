internal import Bytes

/// JPEG XL in its box form: the store is a top-level `jumb` box (C2PA 2.4, A.3.9; ISO/IEC 18181-2, clause 4).
///
/// A file that is a bare codestream has no place for a store, and a `jumb` box compressed into a `brob` box is not a top-level
/// one; neither carries a C2PA store.
enum JXLContainer: ContainerFormat {
    static let box: [UInt8] = [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A]
    static let codestream: [UInt8] = [0xFF, 0x0A]
    static let signatures = [box, codestream]

    private static let damaged: SignetError.Code = "jxl.damaged"

    private struct Header {
        let type: UInt32
        let whole: Range<Int>
        let content: Range<Int>
    }

    private static func type(_ name: StaticString) -> UInt32 {
        name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    private static let fileType = type("ftyp")
    private static let level = type("jxll")
    private static let superbox = type("jumb")
    private static let exif = type("Exif")
    private static let xml = type("xml ")

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var container = ImageContainer(format: .jxl, fileSize: source.count, insertion: 0)
        var window = HeaderWindow(source)
        if try window.matches(codestream, at: 0) { return container }
        do throws(SignetError) {
            try walk(source, limits: limits, &window, into: &container)
        } catch {
            try container.close(after: error, code: damaged)
        }
        return container
    }

    private static func walk(
        _ source: any ByteSource, limits: Limits, _ window: inout HeaderWindow, into container: inout ImageContainer
    ) throws(SignetError) {
        var offset = box.count
        var parts = 0
        while offset < source.count {
            parts += 1
            guard parts <= limits.maximumContainerParts else { throw .tooManyParts("the JPEG XL", limits, at: offset) }
            let header = try readHeader(offset, source, &window, &container)
            guard parts > 1 || header.type == fileType else {
                throw SignetError("jxl.header", .badData, "the JPEG XL does not begin with an ftyp box", offset: offset)
            }
            switch header.type {
            // The level, when there is one, is the box behind the file type (ISO/IEC 18181-2, 9.5).
            case fileType where parts == 1, level where parts == 2: container.insertion = header.whole.upperBound
            case superbox where try isStore(header, source, &window):
                try container.takeStore(
                    header.whole, excluded: header.whole, carrier: header.whole, name: "the jumb box", source, limits)
            case exif where header.content.count >= 4:
                let start = Int(try window.uint32(at: header.content.lowerBound)) + header.content.lowerBound + 4
                if start <= header.content.upperBound {
                    container.add(MetadataBlock(.exif, start..<header.content.upperBound))
                }
            case xml: container.add(MetadataBlock(.xmp, header.content))
            default: break
            }
            offset = header.whole.upperBound
        }
        guard container.insertion > 0 else {
            throw SignetError("jxl.header", .badData, "the JPEG XL does not begin with an ftyp box", offset: offset)
        }
    }

    /// The boxes of the file, the signature box first; none for a bare codestream.
    static func boxes(_ source: any ByteSource, _ limits: Limits) throws(SignetError) -> [FilePart] {
        var window = HeaderWindow(source)
        guard try window.matches(box, at: 0) else { return [FilePart("codestream", 0..<source.count)] }
        var parts = [FilePart("JXL ", 0..<box.count)]
        var scratch = ImageContainer(format: .jxl, fileSize: source.count, insertion: 0)
        var offset = box.count
        while offset < source.count, parts.count < limits.maximumContainerParts {
            guard let header = try? readHeader(offset, source, &window, &scratch) else { break }
            parts.append(FilePart(BMFFBoxType(rawValue: header.type).description, header.whole))
            offset = header.whole.upperBound
        }
        return parts
    }

    /// A box that is too short to bear the mark of a store may have been one: then what follows bears it.
    private static func isStore(
        _ header: Header, _ source: any ByteSource, _ window: inout HeaderWindow
    ) throws(SignetError) -> Bool {
        let start = header.whole.lowerBound
        let end = max(header.whole.upperBound, min(start + C2PAMark.reach, source.count))
        return try C2PAMark.isBorne(byBoxAt: start, end: end, in: &window)
    }

    private static func readHeader(
        _ offset: Int, _ source: any ByteSource, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) -> Header {
        guard source.count - offset >= 8 else {
            throw SignetError(damaged, .badData, "the JPEG XL ends inside a box header", offset: offset)
        }
        let length = try window.uint32(at: offset)
        let type = try window.uint32(at: offset + 4)
        var size = Int(length)
        var headerSize = 8
        if length == 1 {
            guard source.count - offset >= 16 else {
                throw SignetError(damaged, .badData, "the JPEG XL ends inside a box header", offset: offset)
            }
            size = Int(clamping: try window.uint64(at: offset + 8))
            headerSize = 16
        } else if length == 0 {
            size = source.count - offset
        }
        guard size >= headerSize, size <= source.count - offset else {
            let reason = "the JPEG XL box at offset \(offset) runs past the end of the file"
            if type == superbox, try C2PAMark.isBorne(byBoxAt: offset, end: source.count, in: &window) {
                container.addBrokenStore(offset..<source.count, reason)
            }
            throw SignetError(damaged, .badData, reason, offset: offset)
        }
        return Header(
            type: type, whole: offset..<offset + size, content: offset + headerSize..<offset + size)
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        guard size >= 8, size <= Int(UInt32.max) else {
            throw SignetError(
                "store.size", .unexpected, "a manifest store of \(size) bytes does not fit into a JPEG XL")
        }
        return size
    }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        return store
    }

    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        guard container.insertion > 0 else {
            throw SignetError(
                "jxl.codestream", .badData,
                "is a bare JPEG XL codestream, which has no place for a manifest store (see --sidecar)")
        }
        var planner = EmbeddingPlanner(container)
        planner.copy(upTo: container.insertion)
        planner.store(carried)
        return planner.finish()
    }
}
