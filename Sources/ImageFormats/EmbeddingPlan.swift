public import Bytes

/// How a file with a new manifest store is put together from the old one.
public struct EmbeddingPlan: Sendable, Equatable {
    public enum Piece: Sendable, Equatable {
        /// These bytes of the old file, unchanged.
        case copy(Range<Int>)
        /// These bytes of the old file, unchanged, which the hard binding leaves out.
        case unhashed(Range<Int>)
        /// New bytes in place of old ones: lengths and offsets that change with the store.
        case replace([UInt8])
        /// Bytes that are hashed here, but are not in the file.
        case mark([UInt8])
        /// The carried manifest store, which takes this range of the new file.
        case store(Range<Int>)
    }

    /// The pieces of the new file, in order; exactly one is the store.
    public let pieces: [Piece]
    /// Where in the new file the carried store is: the exclusion of `c2pa.hash.data`.
    public let storeRange: Range<Int>
    /// The size of the new file in bytes.
    public let newFileSize: Int
}

extension ImageFormat {
    /// How many bytes of a file a store of `size` bytes takes, with all chunk or segment headers.
    public func carriedSize(ofStore size: Int) throws(SignetError) -> Int {
        try container.carriedSize(ofStore: size)
    }

    /// The box instance number that ``carry(_:)`` writes, in formats that leave it to the writer.
    public var boxInstance: UInt16? { self == .jpeg ? JPEGStoreCarrier.instance : nil }

    /// The exact bytes that go into a file for `store`, which must be one JUMBF box whose LBox is its size.
    public func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try container.carry(store)
    }
}

extension ImageContainer {
    /// The parts of the file that remain when everything that carries a C2PA store is taken out, in order.
    public var removalPieces: [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        for carrier in carriers {
            if start < carrier.lowerBound { pieces.append(start..<carrier.lowerBound) }
            start = max(start, carrier.upperBound)
        }
        if start < fileSize { pieces.append(start..<fileSize) }
        return pieces
    }

    /// The plan of a new file that carries a store of `storeSize` bytes instead of any that is there now.
    ///
    /// Everything else stays byte for byte, but for what states where it is.
    ///
    /// - Parameter source: the file this was read from.
    public func embeddingPlan(storeSize: Int, in source: any ByteSource) throws(SignetError) -> EmbeddingPlan {
        try format.container.plan(self, carried: try format.carriedSize(ofStore: storeSize), in: source)
    }

    /// The plan for formats in which nothing states where other things are.
    func plainPlan(carried: Int) -> EmbeddingPlan {
        var pieces: [EmbeddingPlan.Piece] = []
        var size = 0
        var storeRange: Range<Int>?
        for piece in removalPieces {
            if storeRange == nil, insertion < piece.upperBound {
                let head = piece.lowerBound..<max(piece.lowerBound, insertion)
                if !head.isEmpty { pieces.append(.copy(head)) }
                size += head.count
                storeRange = size..<size + carried
                pieces.append(.store(size..<size + carried))
                size += carried
                let tail = head.upperBound..<piece.upperBound
                if !tail.isEmpty { pieces.append(.copy(tail)) }
                size += tail.count
            } else {
                pieces.append(.copy(piece))
                size += piece.count
            }
        }
        let range = storeRange ?? size..<size + carried
        if storeRange == nil {
            pieces.append(.store(range))
            size += carried
        }
        return EmbeddingPlan(pieces: pieces, storeRange: range, newFileSize: size)
    }
}

/// Checks that `store` is one box that states its size in LBox, which is the only form that is written.
func checkIsOneBox(_ store: [UInt8]) throws(SignetError) {
    var reader = ByteReader(store)
    guard store.count >= 8, try reader.readUInt32() == store.count else {
        throw SignetError(
            "store.notOneBox", .unexpected, "the manifest store to be embedded is not one box of its stated length")
    }
}
