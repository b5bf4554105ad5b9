internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings
internal import ImageFormats

/// Compares the data of one `mdat` box with a Merkle tree (C2PA 2.4 sections 15.12.2.1 and 18.6).
struct BMFFTreeChecker {
    /// Why a tree cannot be used or does not fit.
    struct Problem: Error, Equatable {
        let code: StatusCode
        let reason: String

        static func malformed(_ reason: String) -> Problem { Problem(code: .bmffHashMalformed, reason: reason) }
        static func mismatch(_ reason: String) -> Problem { Problem(code: .bmffHashMismatch, reason: reason) }
    }

    let tree: BMFFHashAssertion.Tree
    let box: BMFFBox
    private let algorithm: HashAlgorithm
    /// Where the first leaf may begin.
    private let starts: [Int]
    /// The hashes of each level, from the leaves up to the row that the assertion has.
    private(set) var levels: [[UInt8]] = []
    private(set) var fits = false

    /// How many leaves a tree may have: 16 KB each in a file of 1 GB.
    static let maximumLeaves = 1 << 16

    static func make(
        _ tree: BMFFHashAssertion.Tree, _ mediaData: [BMFFBox], algorithm: HashAlgorithm?
    ) -> Result<BMFFTreeChecker, Problem> {
        guard let algorithm else {
            return .failure(
                Problem(code: .algorithmUnsupported, reason: "the hash algorithm of a tree is not supported"))
        }
        guard !tree.hasInitialHash else {
            return .failure(.malformed("the hash of a file with fragments stands for one without"))
        }
        guard mediaData.indices.contains(tree.localID) else {
            return .failure(.malformed("a Merkle tree is over data that is not there"))
        }
        guard tree.count <= maximumLeaves else {
            return .failure(.malformed("a Merkle tree has more than \(maximumLeaves) leaves"))
        }
        guard levels(of: tree.count).contains(tree.hashes.count),
            tree.hashes.allSatisfy({ $0.count == algorithm.digestSize })
        else {
            return .failure(.malformed("\(tree.hashes.count) hashes are no row of a tree with \(tree.count) leaves"))
        }
        let box = mediaData[tree.localID]
        // The specification divides the payload; the reference implementation begins at byte 16 of the box, where the part
        // begins that the other hash leaves out (seen in 0.91.3). Either way each byte is in one of the two.
        var starts = [box.payload.lowerBound]
        if box.headerSize < 16, box.range.count > 16 { starts.insert(box.range.lowerBound + 16, at: 0) }
        starts = starts.filter { blocks(of: tree, from: $0, to: box.range.upperBound) == tree.count }
        guard !starts.isEmpty else {
            return .failure(.malformed("the blocks of a Merkle tree do not add up to its data"))
        }
        return .success(BMFFTreeChecker(tree: tree, box: box, algorithm: algorithm, starts: starts))
    }

    private init(tree: BMFFHashAssertion.Tree, box: BMFFBox, algorithm: HashAlgorithm, starts: [Int]) {
        self.tree = tree
        self.box = box
        self.algorithm = algorithm
        self.starts = starts
    }

    /// How many hashes the rows of a tree have, from the leaves to the root.
    private static func levels(of count: Int) -> [Int] {
        var sizes = [count]
        var size = count
        while size > 1 {
            size = (size + 1) / 2
            sizes.append(size)
        }
        return sizes
    }

    /// How many blocks the data is divided into; nil when their sizes do not fit it.
    private static func blocks(of tree: BMFFHashAssertion.Tree, from start: Int, to end: Int) -> Int? {
        let size = end - start
        if let block = tree.fixedBlockSize { return max(1, size / block + (size % block == 0 ? 0 : 1)) }
        guard let sizes = tree.variableBlockSizes else { return 1 }
        var total = 0
        for block in sizes {
            guard block <= size - total else { return nil }
            total += block
        }
        return total == size ? sizes.count : nil
    }

    /// Hashes the data and compares the row.
    mutating func hash(_ source: any ByteSource, budget: CPUBudget) throws(SignetError) {
        for start in starts where !fits {
            levels = [try leaves(source, from: start, budget: budget)]
            let size = algorithm.digestSize
            while levels[levels.count - 1].count > tree.hashes.count * size {
                levels.append(parents(levels[levels.count - 1]))
            }
            fits = levels[levels.count - 1] == tree.hashes.flatMap { $0 }
        }
    }

    private func leaves(_ source: any ByteSource, from start: Int, budget: CPUBudget) throws(SignetError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(tree.count * algorithm.digestSize)
        let hasher = Hasher(algorithm)
        var position = start
        for index in 0..<tree.count {
            let rest = box.range.upperBound - position
            let size = tree.variableBlockSizes?[index] ?? tree.fixedBlockSize ?? rest
            let end = position + min(size, rest)
            try source.withChunks(of: position..<end) { (chunk) throws(SignetError) in
                try budget.check()
                hasher.update(chunk)
            }
            result += hasher.finalize()
            position = end
        }
        return result
    }

    /// A node without a sibling moves up as it is: nulls are no part of what is hashed (section 18.6.1; so does the reference
    /// implementation).
    private func parents(_ row: [UInt8]) -> [UInt8] {
        let size = algorithm.digestSize
        var result: [UInt8] = []
        var position = 0
        while position < row.count {
            let end = min(position + 2 * size, row.count)
            let pair = row[position..<end]
            result += pair.count == size ? Array(pair) : Hasher.digest(pair, algorithm)
            position = end
        }
        return result
    }

    /// The hashes that lead from a leaf to the row of the assertion (section A.5.4.2).
    func proof(of leaf: Int) -> [ArraySlice<UInt8>] {
        let size = algorithm.digestSize
        var hashes: [ArraySlice<UInt8>] = []
        var index = leaf
        for level in levels.dropLast() {
            let sibling = index ^ 1
            if (sibling + 1) * size <= level.count { hashes.append(level[sibling * size..<(sibling + 1) * size]) }
            index /= 2
        }
        return hashes
    }

    /// Whether the assertion has the leaves themselves.
    var hasLeaves: Bool { tree.hashes.count == tree.count }
}
