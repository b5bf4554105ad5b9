public import Bytes

/// How a file with a new manifest store is put together from the old one.
public struct EmbeddingPlan: Sendable, Equatable {
    public enum Piece: Sendable, Equatable {
        /// These bytes of the old file, unchanged.
        case copy(Range<Int>)
        /// These bytes of the old file, unchanged, which the hard binding leaves out.
        case unhashed(Range<Int>)
        /// New bytes: lengths and offsets that change with the store, and what the format needs around it.
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

/// Puts an ``EmbeddingPlan`` together from the front of the old file to its end, leaving out what carries an old store.
struct EmbeddingPlanner {
    private let carriers: [Range<Int>]
    private let fileSize: Int
    private var pieces: [EmbeddingPlan.Piece] = []
    private var storeRange = 0..<0
    /// How much of the old file is dealt with.
    private(set) var position = 0
    /// How large the new file is so far.
    private(set) var size = 0

    /// - Parameter carriers: what is left out; nil for all that the container has.
    init(_ container: ImageContainer, carriers: [Range<Int>]? = nil) {
        self.carriers = carriers ?? container.carriers
        fileSize = container.fileSize
    }

    /// Copies the old file up to `end`, old carriers left out.
    mutating func copy(upTo end: Int) {
        for carrier in carriers where carrier.upperBound > position && carrier.lowerBound < end {
            append(position..<max(position, carrier.lowerBound))
            position = carrier.upperBound
        }
        guard position < end else { return }
        append(position..<end)
        position = end
    }

    private mutating func append(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        pieces.append(.copy(range))
        size += range.count
    }

    mutating func insert(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        pieces.append(.replace(bytes))
        size += bytes.count
    }

    /// Leaves out what is left of the old file up to `end`.
    mutating func skip(upTo end: Int) { position = max(position, end) }

    /// Puts the new carrier here, which takes `count` bytes.
    mutating func store(_ count: Int) {
        storeRange = size..<size + count
        pieces.append(.store(storeRange))
        size += count
    }

    /// Copies the rest of the old file.
    func finish() -> EmbeddingPlan {
        var whole = self
        whole.copy(upTo: fileSize)
        return EmbeddingPlan(pieces: whole.pieces, storeRange: whole.storeRange, newFileSize: whole.size)
    }
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
    /// Everything else stays byte for byte, but for what states where it is or how long.
    ///
    /// - Parameter source: the file this was read from.
    public func embeddingPlan(storeSize: Int, in source: any ByteSource) throws(SignetError) -> EmbeddingPlan {
        try format.container.plan(self, carried: try format.carriedSize(ofStore: storeSize), in: source)
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
