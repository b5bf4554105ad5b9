internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import ImageFormats

/// The boxes that lead from the parts of an `mdat` box to the row of a Merkle tree in the assertion (C2PA 2.4 section A.5.4).
///
/// No hash covers them, so that each has to be exactly what follows from the tree.
struct BMFFTreeParts {
    let source: any ByteSource
    /// CBOR and padding of each box, in file order.
    let parts: [Range<Int>]

    /// The largest box that is read, in bytes: far more than the hashes of one path.
    private static let maximumBytes = 16 << 10

    /// What is wrong with the trees, which were hashed before, or with the boxes.
    func check(
        _ trees: inout [BMFFTreeChecker], budget: CPUBudget
    ) throws(SignetError) -> BMFFTreeChecker.Problem? {
        guard trees.allSatisfy(\.fits) else { return .mismatch("the content does not fit its Merkle tree") }
        var next = [Int](repeating: 0, count: trees.count)
        var last: Int?
        for range in parts {
            try budget.check()
            guard let index = try tree(of: range, trees, next) else {
                return .mismatch("a C2PA box at offset \(range.lowerBound) is no part of a Merkle tree")
            }
            guard last == nil || last == index || next[index] == 0 else {
                return .mismatch("the boxes of a Merkle tree do not follow each other")
            }
            next[index] += 1
            last = index
        }
        for (tree, count) in zip(trees, next) where count != tree.tree.count {
            guard count == 0 else { return .mismatch("a Merkle tree has too few boxes") }
            if !tree.hasLeaves { return .malformed("the boxes are missing that lead to the hashes of a Merkle tree") }
        }
        return nil
    }

    /// Which tree the box belongs to, being its next leaf; nil when it is anything else than that, to the last byte.
    private func tree(
        of range: Range<Int>, _ trees: [BMFFTreeChecker], _ next: [Int]
    ) throws(SignetError) -> Int? {
        guard range.count <= Self.maximumBytes else { return nil }
        let bytes = try source.bytes(range)
        var decoder = CBORDecoder(bytes[...], maximumDepth: 4, maximumItems: 256)
        guard let value = try? decoder.decodeNext(), let entries = value.entries else { return nil }
        let size = bytes.count - decoder.unreadCount
        guard bytes.dropFirst(size).allSatisfy({ $0 == 0 }), Self.shortest(entries)[...] == bytes.prefix(size),
            let index = trees.firstIndex(where: {
                value["uniqueId"]?.integer == $0.tree.uniqueID && value["localId"]?.integer == $0.tree.localID
            })
        else { return nil }
        let location = next[index]
        guard value["location"]?.integer == location, location < trees[index].tree.count else { return nil }
        let proof = trees[index].proof(of: location)
        switch value["hashes"] {
        case nil: guard proof.isEmpty, entries.count == 3 else { return nil }
        case .null?: guard proof.isEmpty, entries.count == 4 else { return nil }
        case let hashes?:
            guard entries.count == 4, hashes.array?.map(\.bytes) == proof.map(Optional.init) else { return nil }
        }
        return index
    }

    /// The one encoding of a small map with entries in this order: another would be as good as free bits.
    private static func shortest(_ entries: [CBORValue.Entry]) -> [UInt8] {
        entries.reduce(into: [0xA0 | UInt8(truncatingIfNeeded: entries.count)]) { bytes, entry in
            bytes += CBOREncoder.encode(entry.key) + CBOREncoder.encode(entry.value)
        }
    }
}
