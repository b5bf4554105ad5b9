internal import Bytes
internal import Fingerprints

/// Finds the records that share anchors with a query: those in the search file, and those that are not in it yet.
struct AnchorSearch {
    private let path: String
    private var file: AnchorPostings?
    private var tail = AnchorPostings.Collection()
    private var tailPostings: AnchorPostings?
    private var tailEnd: Int64 = 0

    /// What is not in the file is read anew by every process: few images, or an eighth of a large file up to this.
    private static let tailRange = 64...2048
    /// How many records are compared place by place; fewer with a mirrored query, which few are.
    static let candidateCount = 20
    static let mirroredCount = 8

    init(path: String) {
        self.path = path
        open()
    }

    private mutating func open() {
        file = try? AnchorPostings(path: path)
        tail = AnchorPostings.Collection()
        tailPostings = nil
        tailEnd = file?.coveredOrdinal ?? 0
    }

    /// Takes up what was added since.
    mutating func refresh(_ storage: any IndexStorage) throws(SignetError) {
        // The index was put back to an earlier state: the file is about other records.
        if try tailEnd > storage.lastOrdinal() { try rebuild(storage) }
        let known = tailEnd
        (tail, tailEnd) = try Self.collect(storage, after: tailEnd, into: tail)
        guard tailEnd > known else { return }
        let largest = min(max((file?.imageCount ?? 0) / 8, Self.tailRange.lowerBound), Self.tailRange.upperBound)
        if tail.ordinals.count > largest {
            try rebuild(storage)
        } else {
            tailPostings = AnchorPostings(tail, coveredOrdinal: tailEnd)
        }
    }

    /// Makes the file from the database.
    mutating func rebuild(_ storage: any IndexStorage) throws(SignetError) {
        let (all, last) = try Self.collect(storage, after: 0, into: AnchorPostings.Collection())
        try AnchorPostings.write(all, coveredOrdinal: last, to: path)
        open()
    }

    /// What is wrong with the file; nil when it is sound, or when there is none and it will be made.
    func defect(_ storage: any IndexStorage) throws(SignetError) -> IndexDefect? {
        guard Folder.exists(path) else { return nil }
        let file: AnchorPostings
        do throws(SignetError) { file = try AnchorPostings(path: path) } catch {
            return IndexDefect(code: "search.damaged", message: error.reason)
        }
        let (expected, _) = try Self.collect(
            storage, after: 0, through: file.coveredOrdinal, into: AnchorPostings.Collection())
        guard !file.holds(expected) else { return nil }
        return IndexDefect(
            code: "search.differs", message: "search.anchors does not have the anchors that the records have")
    }

    /// Anchors of versions that this signet does not know are passed over: those images are found by their hashes.
    private static func collect(
        _ storage: any IndexStorage, after ordinal: Int64, through last: Int64 = .max,
        into collection: AnchorPostings.Collection
    ) throws(SignetError) -> (AnchorPostings.Collection, last: Int64) {
        var collection = collection
        var covered = ordinal
        try storage.anchors(after: ordinal) { ordinal, stored in
            guard ordinal <= last else { return }
            covered = ordinal
            guard let anchors = AnchorSet.anchors(encoded: stored, limit: AnchorPostings.listedCount) else { return }
            collection.add(AnchorPostings.Entry(ordinal: ordinal, anchors: anchors))
        }
        return (collection, covered)
    }

    /// The records worth comparing with `query`, the most promising first.
    func candidates(for query: AnchorQuery, isMirrored: Bool) -> [Int64] {
        // Few queries are mirrored, and nearly all that show none of our images are looked up so: every other anchor is enough.
        let anchors =
            isMirrored
            ? stride(from: 0, to: query.mirroredAnchors.count, by: 2).map { query.mirroredAnchors[$0] } : query.anchors
        let side = Float(max(query.width, query.height))
        let limit = isMirrored ? Self.mirroredCount : Self.candidateCount
        let found = [file, tailPostings].compactMap { $0 }.flatMap { $0.candidates(anchors, side: side, limit: limit) }
        return found.sorted { ($1.weight, $0.ordinal) < ($0.weight, $1.ordinal) }.prefix(limit).map(\.ordinal)
    }
}
