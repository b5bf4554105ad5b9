internal import Bytes

/// Plans a copy of an AVIF or HEIF file with another manifest store: all boxes stay, those after the store move, and what
/// states their place is rewritten (C2PA 2.4, 18.6.2 and A.5.3).
struct BMFFPlanner {
    let container: ImageContainer
    /// The size of the new C2PA box.
    let carried: Int
    let source: any ByteSource

    func plan() throws(SignetError) -> EmbeddingPlan {
        guard let layout = container.bmff, layout.rest.isEmpty, let first = layout.boxes.first else {
            throw Self.refused("its boxes do not add up to the file")
        }
        try check(layout)
        let relocation = BMFFRelocation(
            removed: container.carriers, insertion: first.range.upperBound, growth: carried)
        let patches = try BMFFOffsetPatcher(source: source, relocation: relocation).patches(of: layout)
        var builder = Builder(patches: patches)
        builder.append(first, isHashed: false)
        let store = builder.size..<builder.size + carried
        builder.appendStore(store)
        var removed = container.carriers[...]
        for box in layout.boxes.dropFirst() {
            if removed.first == box.range {
                removed.removeFirst()
                continue
            }
            builder.append(box, isHashed: true)
        }
        return EmbeddingPlan(pieces: builder.pieces, storeRange: store, newFileSize: builder.size)
    }

    /// What cannot be signed so that every byte is covered and every offset is right.
    private func check(_ layout: BMFFLayout) throws(SignetError) {
        for box in layout.boxes.dropFirst() {
            switch box.type {
            case .fileType: throw Self.refused("it has a second ftyp box, which no hash may cover")
            case .randomAccess: throw Self.refused("it has an mfra box, which no hash may cover")
            case .movieFragment, "sidx", "ssix": throw Self.refused("it consists of fragments")
            default: break
            }
        }
    }

    static func refused(_ reason: String) -> SignetError {
        SignetError("bmff.cannotSign", .badData, "cannot be signed: \(reason)")
    }

    private struct Builder {
        private(set) var pieces: [EmbeddingPlan.Piece] = []
        private(set) var size = 0
        private var patches: ArraySlice<BMFFOffsetPatcher.Patch>

        init(patches: [BMFFOffsetPatcher.Patch]) { self.patches = patches[...] }

        mutating func append(_ box: BMFFBox, isHashed: Bool) {
            guard isHashed else {
                pieces.append(.unhashed(box.range))
                size += box.range.count
                return
            }
            // Each box is hashed with its place before it (section 18.6.2).
            pieces.append(.mark(withUnsafeBytes(of: UInt64(size).bigEndian) { Array($0) }))
            size += box.range.count
            var start = box.range.lowerBound
            while let patch = patches.first, patch.range.lowerBound < box.range.upperBound {
                patches.removeFirst()
                guard patch.range.lowerBound >= start else { continue }
                if start < patch.range.lowerBound { pieces.append(.copy(start..<patch.range.lowerBound)) }
                pieces.append(.replace(patch.bytes))
                start = patch.range.upperBound
            }
            if start < box.range.upperBound { pieces.append(.copy(start..<box.range.upperBound)) }
        }

        mutating func appendStore(_ range: Range<Int>) {
            pieces.append(.store(range))
            size = range.upperBound
        }
    }
}

/// How places in a file move when its store is replaced.
struct BMFFRelocation {
    /// Ordered by place, with how many bytes are removed up to the end of each.
    private let removed: [(range: Range<Int>, total: Int)]
    private let insertion: Int
    private let growth: Int

    init(removed: [Range<Int>], insertion: Int, growth: Int) {
        var total = 0
        self.removed = removed.map { range in
            total += range.count
            return (range, total)
        }
        self.insertion = insertion
        self.growth = growth
    }

    /// How far what is at `offset` moves; nil when it is inside of what is removed.
    func shift(at offset: Int) -> Int? {
        var low = 0
        var high = removed.count
        while low < high {
            let middle = low + (high - low) / 2
            if removed[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        if low < removed.count, removed[low].range.lowerBound < offset { return nil }
        let before = low > 0 ? removed[low - 1].total : 0
        return (offset >= insertion ? growth : 0) - before
    }
}
