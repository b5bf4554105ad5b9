internal import Bytes

/// Rewrites the file offsets in `iloc`, `stco` and `co64` boxes for a file in which data moves.
struct BMFFOffsetPatcher {
    let source: any ByteSource
    let relocation: BMFFRelocation

    /// New bytes for a range of the old file, of the same size.
    struct Patch {
        let range: Range<Int>
        let bytes: [UInt8]
    }

    /// The largest table of chunk offsets that is read, in bytes.
    private static let maximumTable = 4 << 20

    private static let itemTables = ["/meta/iloc", "/moov/meta/iloc", "/moov/trak/meta/iloc"].compactMap(BMFFPath.init)
    private static let shortTables = BMFFPath("/moov/trak/mdia/minf/stbl/stco")
    private static let longTables = BMFFPath("/moov/trak/mdia/minf/stbl/co64")
    /// Boxes with offsets that are not rewritten: better no signature than a picture that cannot be shown.
    private static let foreign = [
        "/moov/trak/mdia/minf/stbl/saio", "/meta/iprp/ipco/saio", "/moov/mvex",
    ].compactMap(BMFFPath.init)

    /// The boxes that change, in file order.
    func patches(of layout: BMFFLayout) throws(SignetError) -> [Patch] {
        let tables = [Self.shortTables, Self.longTables].compactMap { $0 }
        let found = try layout.boxes(at: Set(Self.itemTables + tables + Self.foreign), in: source)
        for path in Self.foreign where found[path]?.isEmpty == false {
            throw BMFFPlanner.refused("its \(path.lastType) box states places that cannot be rewritten")
        }
        var patches: [Patch] = []
        for path in Self.itemTables {
            for box in found[path] ?? [] { patches.append(try items(box)) }
        }
        for (path, width) in [(Self.shortTables, 4), (Self.longTables, 8)] {
            for box in path.flatMap({ found[$0] }) ?? [] { patches.append(try chunks(box, width: width)) }
        }
        return patches.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func content(_ box: BMFFBox, maximum: Int) throws(SignetError) -> [UInt8] {
        guard box.payload.count <= maximum else {
            throw BMFFPlanner.refused("its \(box.type) box has more than \(maximum) bytes")
        }
        return try source.bytes(box.payload)
    }

    /// `stco` and `co64` (ISO/IEC 14496-12, 8.7.5): version and flags, a count, and so many offsets.
    private func chunks(_ box: BMFFBox, width: Int) throws(SignetError) -> Patch {
        var bytes = try content(box, maximum: Self.maximumTable)
        var reader = ByteReader(bytes)
        _ = try reader.readUInt32()
        let count = Int(try reader.readUInt32())
        guard count <= reader.remaining / width else {
            throw BMFFPlanner.refused("its \(box.type) box states \(count) entries and is too short for them")
        }
        for _ in 0..<count {
            let position = reader.offset
            let value = width == 4 ? UInt64(try reader.readUInt32()) : try reader.readUInt64()
            guard let old = Int(exactly: value) else { throw Self.outOfRange }
            try put(try moved(old), at: position, width: width, in: &bytes)
        }
        return Patch(range: box.payload, bytes: bytes)
    }

    private func items(_ box: BMFFBox) throws(SignetError) -> Patch {
        var bytes = try content(box, maximum: BMFFItemLocations.maximumBytes)
        for item in try BMFFItemLocations(bytes).items where item.method != 1 && item.method != 2 {
            guard item.method == 0, item.dataReference == 0 else {
                throw BMFFItemLocations.unsupported("a reference to other data")
            }
            try move(item, in: &bytes)
        }
        return Patch(range: box.payload, bytes: bytes)
    }

    private func move(_ item: BMFFItemLocations.Item, in bytes: inout [UInt8]) throws(SignetError) {
        var shifts: [Int] = []
        for extent in item.extents {
            let (offset, overflow) = item.base.value.addingReportingOverflow(extent.offset.value)
            guard !overflow else { throw Self.outOfRange }
            shifts.append(try moved(offset) - offset)
        }
        // An item without data has nothing to move; its base is moved as if it were a place of its own.
        guard let first = shifts.first else { return }
        if item.base.width > 0, item.base.value > 0 || item.extents.allSatisfy({ $0.offset.width == 0 }),
            shifts.allSatisfy({ $0 == first })
        {
            try put(item.base.value + first, at: item.base.position, width: item.base.width, in: &bytes)
            return
        }
        for (extent, shift) in zip(item.extents, shifts) where shift != 0 {
            try put(extent.offset.value + shift, at: extent.offset.position, width: extent.offset.width, in: &bytes)
        }
    }

    /// Where what is at `offset` now will be.
    private func moved(_ offset: Int) throws(SignetError) -> Int {
        guard let shift = relocation.shift(at: offset) else {
            throw BMFFPlanner.refused("its picture data is said to be inside the manifest store")
        }
        let (new, overflow) = offset.addingReportingOverflow(shift)
        guard !overflow, new >= 0 else { throw Self.outOfRange }
        return new
    }

    private func put(_ value: Int, at position: Int, width: Int, in bytes: inout [UInt8]) throws(SignetError) {
        guard value >= 0, width == 8 || (width == 4 && value <= Int(UInt32.max)) else { throw Self.outOfRange }
        for index in 0..<width {
            bytes[position + index] = UInt8(truncatingIfNeeded: value >> (8 * (width - 1 - index)))
        }
    }

    /// C2PA 2.4, A.5.9 leaves it to the signer to find another form.
    private static let outOfRange = SignetError(
        "bmff.offsetRange", .badData, "cannot be signed: an offset in it has no room for its new value")
}
