internal import Bytes

/// TIFF and what is built on it, such as DNG: the store is the value of tag 0xCD41 (C2PA 2.4, A.3.6; TIFF 6.0; BigTIFF).
///
/// The content hash leaves out only the store's own bytes. Tag, type, count and offset are hashed, or, in files of the
/// reference implementation, excluded as a range of their own; so the count is checked against the store's length.
enum TIFFContainer: ContainerFormat {
    static let signatures: [[UInt8]] = [
        [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]

    static let storeTag: UInt16 = 0xCD41
    static let undefined: UInt16 = 7
    static let damaged: SignetError.Code = "tiff.damaged"
    private static let xmpTag: UInt16 = 700

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var container = ImageContainer(format: .tiff, fileSize: source.count, insertion: source.count)
        do throws(SignetError) {
            try walk(source, limits: limits, into: &container)
        } catch {
            try container.close(after: error, code: damaged)
        }
        checkStoreIsApart(&container)
        return container
    }

    private static func walk(
        _ source: any ByteSource, limits: Limits, into container: inout ImageContainer
    ) throws(SignetError) {
        var reader = try TIFFReader(source)
        try reader.checkHeader()
        var layout = reader.layout
        defer { container.tiff = layout }
        container.add(MetadataBlock(.exif, 0..<source.count))
        var pointer = layout.firstPointer.lowerBound
        var seen: Set<Int> = []
        var parts = 0
        while true {
            let offset = try reader.pointer(at: pointer)
            guard offset != 0 else { break }
            guard offset >= layout.firstPointer.upperBound, offset < source.count else {
                let reason = "the TIFF has no directory at offset \(offset), where it says there is one"
                throw SignetError(damaged, .badData, reason, offset: pointer)
            }
            guard seen.insert(offset).inserted else {
                throw SignetError(
                    damaged, .badData, "the TIFF's chain of directories runs in a circle", offset: pointer)
            }
            let count = try reader.entryCount(at: offset)
            let room = source.count - offset - layout.countSize - layout.pointerSize
            guard count > 0, room >= 0, count <= room / layout.entrySize else {
                let reason = "the TIFF directory at offset \(offset) is empty or runs past the end of the file"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            parts += 1 + count
            guard parts <= limits.maximumContainerParts else { throw .tooManyParts("the TIFF", limits, at: offset) }
            let directory = TIFFLayout.Directory(offset: offset, entryCount: count)
            layout.directories.append(directory)
            for index in 0..<count {
                let start = offset + layout.countSize + index * layout.entrySize
                switch try reader.uint16(at: start) {
                case storeTag: try addStore(start, source, limits, &reader, &layout, &container)
                case xmpTag: try addXMP(start, source, &reader, &container)
                default: break
                }
                let value = try reader.value(of: try reader.entry(at: start))
                if let value, value.upperBound > source.count, layout.valueBeyondEnd == nil {
                    layout.valueBeyondEnd = start
                }
            }
            pointer = layout.nextPointer(of: directory).lowerBound
        }
        guard let first = layout.directories.first else {
            throw SignetError("tiff.header", .badData, "the TIFF has no directory", offset: pointer)
        }
        if layout.directories.count == 1, layout.storeEntry == nil {
            let start = first.offset + layout.countSize
            layout.onlyEntries = try source.bytes(start..<start + first.entryCount * layout.entrySize)
        }
    }

    private static func addStore(
        _ start: Int, _ source: any ByteSource, _ limits: Limits, _ reader: inout TIFFReader,
        _ layout: inout TIFFLayout,
        _ container: inout ImageContainer
    ) throws(SignetError) {
        let entry = try reader.entry(at: start)
        let range = start..<start + layout.entrySize
        guard entry.type == undefined, let data = try reader.value(of: entry), entry.count > layout.pointerSize else {
            return container.addBrokenStore(range, "the C2PA entry at offset \(start) has the wrong type or no value")
        }
        guard data.upperBound <= source.count else {
            return container.addBrokenStore(
                range, "the C2PA entry at offset \(start) points beyond the end of the file")
        }
        if container.carriers.isEmpty { layout.storeEntry = start }
        // Two entries may point at the same bytes; the second is a second store all the same.
        try container.takeStore(
            data, excluded: data, carrier: container.carriers.isEmpty ? data : range, name: "the C2PA entry", source,
            limits)
    }

    private static func addXMP(
        _ start: Int, _ source: any ByteSource, _ reader: inout TIFFReader, _ container: inout ImageContainer
    ) throws(SignetError) {
        let entry = try reader.entry(at: start)
        guard entry.type == 1 || entry.type == undefined, let data = try reader.value(of: entry),
            data.upperBound <= source.count
        else { return }
        container.add(MetadataBlock(.xmp, data))
    }

    /// A store that lies over the header or a directory could not be excluded from the hash without them.
    private static func checkStoreIsApart(_ container: inout ImageContainer) {
        guard let store = container.store?.range, let layout = container.tiff else { return }
        let structure = [0..<layout.firstPointer.upperBound] + layout.directories.map(layout.range)
        guard structure.contains(where: { $0.overlaps(store) }) else { return }
        container.add(
            ContainerDefect(.carrierForm, at: store.lowerBound, "the manifest store overlaps the structure of the TIFF")
        )
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        guard size > 8, size <= Int(UInt32.max) else {
            throw SignetError("store.size", .unexpected, "a manifest store of \(size) bytes does not fit into a TIFF")
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
        guard let layout = container.tiff, !layout.directories.isEmpty else {
            throw SignetError(damaged, .badData, "the TIFF cannot be signed: its directories cannot be read")
        }
        // It would be read from what is put there, and change what the picture is.
        if let stray = layout.valueBeyondEnd {
            let reason =
                "the TIFF cannot be signed: a value of its entry at offset \(stray) lies beyond the end of the file"
            throw SignetError("tiff.value", .badData, reason, offset: stray)
        }
        let plan = TIFFPlanner(container: container, layout: layout, storeSize: carried).plan()
        guard layout.isBig || plan.newFileSize <= Int(UInt32.max) else {
            throw SignetError("tiff.tooLarge", .badData, "the signed TIFF would be larger than its format allows")
        }
        return plan
    }
}
