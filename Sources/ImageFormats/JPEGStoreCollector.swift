internal import Bytes

/// Puts the APP11 segments of a manifest store together while a JPEG is walked (ISO/IEC 19566-5, D.2).
///
/// APP11 is shared with JPEG XT and with JUMBF boxes that are not C2PA; those are left alone. A box is recognised as a C2PA
/// store by its description box (``C2PAMark``), even when a field before it is damaged.
struct JPEGStoreCollector {
    /// The part of a segment before the box: marker, Le, CI, En, Z.
    private static let prefix = 12
    private static let identifier: UInt16 = 0x4A50

    /// One segment's fields.
    private struct Packet {
        let segment: Range<Int>
        let identifier: UInt16
        let instance: UInt16
        let number: UInt32
        let lengthField: UInt32
        let type: UInt32
        let extendedLength: UInt64
        /// How many bytes of box header each segment repeats: 16 with an XLBox, which LBox = 1 announces.
        var headerSize: Int { lengthField == 1 ? 16 : 8 }

        func repeatsHeader(of first: Packet) -> Bool {
            lengthField == first.lengthField && type == first.type
                && (lengthField != 1 || extendedLength == first.extendedLength)
        }
    }

    /// A store of which at least the first segment was seen.
    private struct Run {
        let first: Packet
        var segments: [EmbeddedStore.Segment]
        var size: Int
        var end: Int
        var defects: [ContainerDefect] = []
        /// The packet sequence number that the next segment must have.
        var nextNumber: UInt32 = 2
        /// What lies between the segments.
        var gaps: [Range<Int>] = []

        var isComplete: Bool {
            let stated = first.lengthField == 1 ? first.extendedLength : UInt64(first.lengthField)
            return stated != 0 && UInt64(size) >= stated
        }
    }

    private var runs: [Run] = []
    /// Segments that bear the mark of a store but are too short or damaged to be one.
    private var broken: [(segment: Range<Int>, reason: String)] = []
    /// More stores than this make no difference any more.
    private static let maximumRuns = 8
    /// Carriers that came after the limit, so that they are still removed and never overlooked.
    private var surplus: [Range<Int>] = []

    /// Looks at one APP11 segment, which is cut short by the end of the file unless it `isComplete`.
    mutating func add(
        _ segment: Range<Int>, isComplete: Bool, _ window: inout HeaderWindow
    ) throws(SignetError) {
        guard segment.count >= Self.prefix + 8 else {
            try addShort(segment, &window)
            return
        }
        let start = segment.lowerBound
        let lengthField = try window.uint32(at: start + 12)
        let hasExtendedLength = lengthField == 1 && segment.count >= Self.prefix + 16
        let packet = Packet(
            segment: segment, identifier: try window.uint16(at: start + 4), instance: try window.uint16(at: start + 6),
            number: try window.uint32(at: start + 8), lengthField: lengthField, type: try window.uint32(at: start + 16),
            extendedLength: hasExtendedLength ? try window.uint64(at: start + 20) : 0)
        if let index = runs.indices.last, continues(runs[index], packet) {
            extend(index, with: packet)
            return
        }
        guard try C2PAMark.isBorne(byBoxAt: start + Self.prefix, end: segment.upperBound, in: &window) else { return }
        guard packet.identifier == Self.identifier, segment.count >= Self.prefix + packet.headerSize else {
            broken.append((segment, "bears the mark of a C2PA manifest store but not the identifier JP"))
            return
        }
        guard runs.count < Self.maximumRuns else {
            surplus.append(segment)
            return
        }
        begin(packet)
    }

    /// A segment too short for a box is no store, unless one is being put together or the file ends in it.
    private mutating func addShort(_ segment: Range<Int>, _ window: inout HeaderWindow) throws(SignetError) {
        guard let index = runs.indices.last, !runs[index].isComplete, runs[index].end == segment.lowerBound,
            segment.count >= 6, try window.uint16(at: segment.lowerBound + 4) == Self.identifier
        else { return }
        runs[index].end = segment.upperBound
        let reason = "the JPEG segment at offset \(segment.lowerBound) is too short to continue the manifest store"
        runs[index].defects.append(ContainerDefect(.segmentHeader, at: segment.lowerBound, reason))
    }

    /// Whether `packet` is meant to continue `run`: everything but at most one field fits.
    private func continues(_ run: Run, _ packet: Packet) -> Bool {
        guard packet.identifier == Self.identifier, !run.isComplete else { return false }
        let isNext = packet.number == run.nextNumber
        let isSameBox = packet.instance == run.first.instance
        let repeatsHeader = packet.repeatsHeader(of: run.first)
        if packet.segment.lowerBound == run.end {
            if isNext { return isSameBox || repeatsHeader }
            return isSameBox && repeatsHeader && packet.number != 1
        }
        return isNext && isSameBox && repeatsHeader
    }

    private mutating func begin(_ packet: Packet) {
        var run = Run(first: packet, segments: [], size: 0, end: packet.segment.upperBound)
        let data = packet.segment.lowerBound + Self.prefix..<packet.segment.upperBound
        run.segments.append(EmbeddedStore.Segment(storeRange: 0..<data.count, fileRange: data))
        run.size = data.count
        if packet.number != 1 {
            let reason = "the first JPEG segment of the manifest store has the sequence number \(packet.number)"
            run.defects.append(ContainerDefect(.segmentOrder, at: packet.segment.lowerBound + 8, reason))
        }
        runs.append(run)
    }

    private mutating func extend(_ index: Int, with packet: Packet) {
        let start = packet.segment.lowerBound
        func note(_ kind: ContainerDefect.Kind, _ offset: Int, _ reason: String) {
            guard runs[index].defects.count < ImageContainer.maximumDefects else { return }
            runs[index].defects.append(
                ContainerDefect(kind, at: offset, "the JPEG segment at offset \(start) \(reason)"))
        }
        // A copy of the whole run would share its segments, and each addition then copy all of them.
        let (first, size, end, number) = (runs[index].first, runs[index].size, runs[index].end, runs[index].nextNumber)
        if start != end {
            note(.segmentsNotContiguous, end, "does not follow the one before it in the store")
            if start > end { runs[index].gaps.append(end..<start) }
        }
        if packet.number != number {
            note(.segmentOrder, start + 8, "has the sequence number \(packet.number) instead of \(number)")
        }
        if packet.instance != first.instance {
            note(.segmentInstance, start + 6, "has another box instance number than the first of the store")
        }
        if !packet.repeatsHeader(of: first) {
            note(.segmentHeader, start + 12, "does not repeat the box header of the first of the store")
        }
        // A header that does not even fit leaves no content; the range stays in order.
        let content = min(start + Self.prefix + first.headerSize, packet.segment.upperBound)
        let data = content..<packet.segment.upperBound
        if data.isEmpty { note(.segmentHeader, start + 12, "carries nothing of the store") }
        runs[index].segments.append(
            EmbeddedStore.Segment(storeRange: size..<size + data.count, fileRange: data))
        runs[index].size += data.count
        runs[index].end = packet.segment.upperBound
        runs[index].nextNumber = number &+ 1
    }

    /// Reads the store that was found and reports what is wrong with how it is carried.
    func finish(
        _ source: any ByteSource, limits: Limits, into container: inout ImageContainer
    ) throws(SignetError) {
        container.carriers = runs.map { $0.first.segment.lowerBound..<$0.end } + broken.map(\.segment) + surplus
        container.carriers.sort { $0.lowerBound < $1.lowerBound }
        if runs.count + surplus.count > 1, let second = runs.dropFirst().first {
            let offset = second.first.segment.lowerBound
            let reason = "the JPEG has a second C2PA manifest store at offset \(offset)"
            container.add(ContainerDefect(.severalStores, at: offset, reason))
        }
        for (segment, reason) in broken {
            let text = "the JPEG segment at offset \(segment.lowerBound) \(reason)"
            container.add(ContainerDefect(.storeUnreadable, at: segment.lowerBound, text))
        }
        guard let run = runs.first else { return }
        let range = run.first.segment.lowerBound..<run.end
        for defect in run.defects { container.add(defect) }
        guard run.size <= limits.maximumStoreBytes else { throw .storeTooLarge(run.size, limits, at: range.lowerBound) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(run.size)
        for segment in run.segments { bytes += try source.bytes(segment.fileRange) }
        let (size, defect) = StoreBox.extent(
            of: bytes, fileOffset: range.lowerBound + Self.prefix, carrier: "its JPEG segments")
        if let defect { container.add(defect) }
        container.noteForeign(run.segments, beyond: size)
        container.foreign += run.gaps
        if size < bytes.count { bytes.removeLast(bytes.count - size) }
        container.store = EmbeddedStore(
            bytes: bytes, range: range, segments: run.segments.compactMap { $0.cut(to: size) },
            boxInstance: run.first.instance)
    }
}
