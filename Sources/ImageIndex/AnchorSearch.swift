internal import Bytes
internal import Fingerprints

/// Finds the records that share anchors with a query: a search file like that of the hashes, whose owners are records.
struct AnchorSearch {
    private let path: String
    private var file: HammingIndex?
    /// Records that are not in the file yet.
    private var tail: [(ordinal: Int64, anchors: [Hash256])] = []
    private var tailEnd: Int64 = 0

    private static let largestTail = 256
    /// Anchors that differ in more bits are not looked at; half of 256 is chance.
    private static let radius = 64
    /// How many records are compared place by place.
    private static let candidateCount = 24
    /// Anchors that are found more often than this stand for texture or letters, not for an image.
    private static let commonCount = 400

    init(path: String) {
        self.path = path
        open()
    }

    private mutating func open() {
        file = try? HammingIndex(path: path)
        tail = []
        tailEnd = file?.coveredOrdinal ?? 0
    }

    private static func descriptors(_ stored: [UInt8]) -> [Hash256] {
        stride(from: 8, through: stored.count - 32, by: Anchor.storedSize).compactMap {
            Hash256(bytes: Array(stored[$0..<$0 + 32]))
        }
    }

    /// Takes up what was added since.
    mutating func refresh(_ storage: any IndexStorage) throws(SignetError) {
        var tail = tail
        var end = tailEnd
        try storage.anchors(after: tailEnd) { ordinal, stored in
            tail.append((ordinal, Self.descriptors(stored)))
            end = ordinal
        }
        self.tail = tail
        tailEnd = end
        let indexed = (file?.count ?? 0) / AnchorExtractor.maximumCount
        if tail.count > max(Self.largestTail, indexed / 3) { try rebuild(storage) }
    }

    /// Makes the file from the database.
    mutating func rebuild(_ storage: any IndexStorage) throws(SignetError) {
        var hashes: [Hash256] = []
        var owners: [UInt32] = []
        var last: Int64 = 0
        try storage.anchors(after: 0) { ordinal, stored in
            guard let owner = UInt32(exactly: ordinal) else { return }
            for descriptor in Self.descriptors(stored) {
                hashes.append(descriptor)
                owners.append(owner)
            }
            last = ordinal
        }
        try HammingIndex.write(hashes, owners: owners, coveredOrdinal: last, form: .compact, to: path)
        open()
    }

    /// The records worth comparing with `query`, the most promising first.
    func candidates(for query: [Anchor]) -> [Int64] {
        var votes: [Int64: Int] = [:]
        for anchor in query {
            // One anchor votes once for each record, however often it is found there.
            var seen: [Int64: Int] = [:]
            func see(_ ordinal: Int64, _ distance: Int) {
                seen[ordinal] = max(seen[ordinal] ?? 0, Self.radius + 8 - distance)
            }
            if let file {
                let hits = file.candidates(anchor.descriptor, radius: Self.radius, limit: Self.commonCount)
                if hits.count < Self.commonCount { for hit in hits { see(Int64(hit.owner), hit.distance) } }
            }
            for (ordinal, anchors) in tail {
                for other in anchors {
                    let distance = other.distance(to: anchor.descriptor)
                    if distance <= Self.radius { see(ordinal, distance) }
                }
            }
            for (ordinal, weight) in seen { votes[ordinal, default: 0] += weight }
        }
        return votes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.candidateCount).map(\.key)
    }
}
