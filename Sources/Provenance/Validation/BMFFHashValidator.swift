internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings
internal import ImageFormats

/// Validates that the boxes of an AVIF or HEIF file fit a `c2pa.hash.bmff.v2` or `.v3` assertion (C2PA 2.4 section
/// 15.12.2): one pass over the file, whatever its size.
struct BMFFHashValidator {
    let source: any ByteSource
    let container: ImageContainer
    let limits: Limits
    let budget: CPUBudget

    /// - Parameter claimAlgorithm: the hash algorithm the claim names, for assertions that name none.
    func validate(
        _ assertion: BMFFHashAssertion, _ uri: JUMBFURI, claimAlgorithm: String?, log: inout FindingLog
    ) throws(SignetError) {
        guard let layout = container.bmff else {
            log.failure(
                .bmffHashMismatch, uri, "the file is not one with boxes, which the hash is for",
                cause: ContentCause(.partsDiffer))
            return
        }
        let name = assertion.algorithm ?? claimAlgorithm
        guard let algorithm = HashChecker.algorithm(name) else {
            log.failure(.algorithmUnsupported, uri, "the hash algorithm \(name ?? "(none)") is not supported")
            return
        }
        guard let coverage = try BMFFCoverage(assertion, layout, source, limits: limits, budget: budget) else {
            log.failure(.bmffHashMalformed, uri, "the path of an exclusion cannot be read")
            return
        }
        guard let expected = assertion.hash else {
            log.failure(
                .bmffHashMismatch, uri, "the assertion has no hash of the whole file", cause: ContentCause(.noHash))
            return
        }
        let mediaData = layout.boxes.filter { $0.type == .mediaData }
        var trees: [BMFFTreeChecker] = []
        for tree in assertion.trees {
            switch BMFFTreeChecker.make(tree, mediaData, algorithm: HashChecker.algorithm(tree.algorithm ?? name)) {
            case .success(let checker): trees.append(checker)
            case .failure(let problem):
                log.failure(problem.code, uri, problem.reason)
                return
            }
        }
        guard Set(trees.map(\.box.range.lowerBound)).count == trees.count else {
            log.failure(.bmffHashMalformed, uri, "two Merkle trees are over the same data")
            return
        }
        if let additional = coverage.additional {
            log.informational(
                .bmffAdditionalExclusionsPresent, uri,
                "exclusions beyond the required ones leave \(additional) bytes without a hash")
        }
        try notePadding(coverage, uri, log: &log)
        if let problem = uncovered(layout, coverage, trees) {
            log.failure(
                .bmffHashMismatch, uri, problem.reason, range: problem.range,
                cause: ContentCause(.uncovered, problem.range))
            return
        }
        guard try digest(layout, coverage, algorithm, &trees) == expected else {
            log.failure(.bmffHashMismatch, uri, "the content does not fit its hash", cause: ContentCause(.hashDiffers))
            return
        }
        if let problem = try BMFFTreeParts(source: source, parts: layout.treeParts).check(&trees, budget: budget) {
            log.failure(
                problem.code, uri, problem.reason,
                cause: problem.code == .bmffHashMismatch ? ContentCause(.hashDiffers) : nil)
            return
        }
        log.success(.bmffHashMatch, uri, "the content is unchanged")
    }

    /// What lies in boxes that are left out though they may hold anything.
    private func uncovered(
        _ layout: BMFFLayout, _ coverage: BMFFCoverage, _ trees: [BMFFTreeChecker]
    ) -> (reason: String, range: Range<Int>?)? {
        guard layout.rest.isEmpty else { return ("the boxes of the file do not add up to the file", layout.rest) }
        let hasFragments = layout.boxes.contains { $0.type == .movieFragment }
        for box in layout.boxes.dropFirst() where coverage.whole.contains(box.range.lowerBound) {
            if box.type == .fileType { return ("a second ftyp box is covered by no hash", box.range) }
            if box.type == .randomAccess, !hasFragments {
                return ("an mfra box, which only files with fragments have, is covered by no hash", box.range)
            }
        }
        var ranges = coverage.excluded[...]
        for box in layout.boxes where box.type == .mediaData {
            while let range = ranges.first, range.upperBound <= box.range.lowerBound { ranges.removeFirst() }
            guard ranges.first?.overlaps(box.range) == true else { continue }
            let isCovered = trees.contains { $0.box == box } && !coverage.whole.contains(box.range.lowerBound)
            if !isCovered { return ("picture data is covered by no hash", box.range) }
        }
        return nil
    }

    /// Padding may be left out; that it holds something is worth knowing.
    private func notePadding(
        _ coverage: BMFFCoverage, _ uri: JUMBFURI, log: inout FindingLog
    ) throws(SignetError) {
        var count = 0
        for range in coverage.padding {
            try source.withChunks(of: range) { (chunk) throws(SignetError) in
                try budget.check()
                count = chunk.reduce(count) { $0 + ($1 == 0 ? 0 : 1) }
            }
        }
        guard count > 0 else { return }
        log.informational(
            .bmffAdditionalExclusionsPresent, uri,
            "the free and skip boxes that no hash covers hold \(count) bytes other than zero")
    }

    /// The hash of the file as `assertion` has it, which names no Merkle trees.
    func contentHash(_ assertion: BMFFHashAssertion, _ algorithm: HashAlgorithm) throws(SignetError) -> [UInt8] {
        guard let layout = container.bmff,
            let coverage = try BMFFCoverage(assertion, layout, source, limits: limits, budget: budget)
        else { throw SignetError("bmff.cannotSign", .badData, "cannot be signed: its boxes cannot be read") }
        var trees: [BMFFTreeChecker] = []
        return try digest(layout, coverage, algorithm, &trees)
    }

    private func digest(
        _ layout: BMFFLayout, _ coverage: BMFFCoverage, _ algorithm: HashAlgorithm, _ trees: inout [BMFFTreeChecker]
    ) throws(SignetError) -> [UInt8] {
        let hasher = Hasher(algorithm)
        var excluded = coverage.excluded[...]
        for box in layout.boxes where !coverage.whole.contains(box.range.lowerBound) {
            hasher.update(withUnsafeBytes(of: UInt64(box.range.lowerBound).bigEndian) { Array($0) })
            while let range = excluded.first, range.upperBound <= box.range.lowerBound { excluded.removeFirst() }
            var start = box.range.lowerBound
            for range in excluded {
                guard range.lowerBound < box.range.upperBound else { break }
                try update(hasher, start..<max(start, range.lowerBound))
                start = max(start, min(range.upperBound, box.range.upperBound))
            }
            try update(hasher, start..<box.range.upperBound)
            if let index = trees.firstIndex(where: { $0.box == box }) { try trees[index].hash(source, budget: budget) }
        }
        return hasher.finalize()
    }

    private func update(_ hasher: Hasher, _ range: Range<Int>) throws(SignetError) {
        try source.withChunks(of: range) { (chunk) throws(SignetError) in
            try budget.check()
            hasher.update(chunk)
        }
    }
}
