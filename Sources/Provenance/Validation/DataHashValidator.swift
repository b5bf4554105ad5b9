internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings
internal import ImageFormats

/// Validates that the bytes of the asset fit the `c2pa.hash.data` assertion (C2PA 2.4 section 15.12.1).
struct DataHashValidator {
    let source: any ByteSource
    let container: ImageContainer
    let budget: CPUBudget
    /// Whether update manifests follow the one with the hash, so that the store is longer than it was (section 15.12.1.1).
    let hasUpdates: Bool

    /// - Parameter claimAlgorithm: the hash algorithm the claim names, for assertions that name none.
    /// - Returns: how many bytes outside the manifest store are covered by no hash.
    func validate(
        _ assertion: DataHashAssertion, _ uri: JUMBFURI, claimAlgorithm: String?, log: inout FindingLog
    ) throws(SignetError) -> Int {
        guard assertion.isOrdered else {
            log.failure(.dataHashMalformed, uri, "the excluded ranges are not in order or overlap")
            return 0
        }
        guard let algorithm = HashChecker.algorithm(assertion.algorithm ?? claimAlgorithm) else {
            log.failure(
                .algorithmUnsupported, uri,
                "the hash algorithm \(assertion.algorithm ?? claimAlgorithm ?? "(none)") is not supported")
            return 0
        }
        guard let expected = assertion.hash else {
            log.failure(.dataHashMismatch, uri, "the assertion has no hash", cause: ContentCause(.noHash))
            return 0
        }
        let exclusions = shifted(assertion.exclusions)
        if let last = exclusions.last, last.upperBound > source.count {
            log.failure(
                .dataHashMismatch, uri, "an excluded range ends beyond the end of the file",
                cause: cause(exclusions).flatMap { $0.kind == .storeMoved ? $0 : nil }
                    ?? ContentCause(.exclusionOutsideFile, last))
            return 0
        }
        guard checkExclusions(exclusions, uri, log: &log) else { return 0 }
        let hash = try digest(excluding: exclusions, algorithm)
        if hash == expected {
            log.success(.dataHashMatch, uri, "the content is unchanged")
        } else {
            log.failure(
                .dataHashMismatch, uri, "the content does not fit its hash", cause: ContentCause(.hashDiffers))
        }
        guard let store = container.store?.range else { return 0 }
        return exclusions.reduce(0) { $0 + ($1.overlaps(store) ? 0 : $1.count) }
    }

    /// The ranges that the hash leaves out of this file; nil when they are not in order.
    func exclusions(_ assertion: DataHashAssertion) -> [Range<Int>]? {
        assertion.isOrdered ? shifted(assertion.exclusions) : nil
    }

    /// After updates, the range of the store is as long as the store is now, and later ranges have moved.
    private func shifted(_ exclusions: [Range<Int>]) -> [Range<Int>] {
        guard hasUpdates, let store = container.store?.range,
            let index = exclusions.firstIndex(where: { $0.lowerBound == store.lowerBound })
        else { return exclusions }
        let growth = store.count - exclusions[index].count
        var result = exclusions
        result[index] = store
        for later in result.indices.dropFirst(index + 1) {
            let (lower, lowerOverflow) = result[later].lowerBound.addingReportingOverflow(growth)
            let (upper, upperOverflow) = result[later].upperBound.addingReportingOverflow(growth)
            guard !lowerOverflow, !upperOverflow, lower >= 0 else { return exclusions }
            result[later] = lower..<upper
        }
        return result
    }

    /// The range with the store must be the store and nothing else; other ranges are pointed out.
    private func checkExclusions(_ exclusions: [Range<Int>], _ uri: JUMBFURI, log: inout FindingLog) -> Bool {
        guard let store = container.store?.range else {
            // With a manifest that came from elsewhere there is nothing that an exclusion could be for: whoever has a valid
            // manifest could hide another picture behind it.
            let isWhole = exclusions.allSatisfy(\.isEmpty)
            if !isWhole {
                log.failure(
                    .dataHashMismatch, uri, "a range is excluded although the file holds no manifest store",
                    cause: ContentCause(.nothingToExclude, exclusions.first { !$0.isEmpty }))
            }
            return isWhole
        }
        var isSound = true
        var others = 0
        for range in exclusions where !range.isEmpty {
            guard range.overlaps(store) else {
                others += range.count
                continue
            }
            guard range != store else { continue }
            isSound = false
            let foreign = range.count - range.clamped(to: store).count
            let cause = cause(exclusions)
            log.failure(
                .dataHashMismatch, uri,
                foreign > 0
                    ? "the excluded range \(range.lowerBound)–\(range.upperBound) covers \(foreign) bytes beside the manifest store"
                    : "the excluded range does not cover the whole manifest store", range: range, cause: cause)
        }
        if !exclusions.contains(where: { $0.overlaps(store) }), let cause = cause(exclusions) {
            isSound = false
            log.failure(
                .dataHashMismatch, uri, "no excluded range is where the manifest store is", range: store, cause: cause)
        }
        if others > 0 {
            log.informational(
                .additionalExclusionsPresent, uri, "\(others) bytes outside the manifest store are covered by no hash")
        }
        return isSound
    }

    /// What the excluded ranges say about how the store came to be where it is.
    private func cause(_ exclusions: [Range<Int>]) -> ContentCause? {
        guard let store = container.store?.range else { return nil }
        if let same = exclusions.first(where: { $0.count == store.count }), same != store {
            return ContentCause(.storeMoved, store, signedRange: same)
        }
        guard let range = exclusions.first(where: { $0.overlaps(store) }) else {
            return exclusions.allSatisfy(\.isEmpty) ? nil : ContentCause(.storeMoved, store, signedRange: exclusions[0])
        }
        if range.upperBound > store.upperBound {
            return ContentCause(.foreignBytes, store.upperBound..<range.upperBound)
        }
        if range.lowerBound < store.lowerBound {
            return ContentCause(.foreignBytes, range.lowerBound..<store.lowerBound)
        }
        return range == store ? nil : ContentCause(.storeResized, store, signedRange: range)
    }

    private func digest(
        excluding exclusions: [Range<Int>], _ algorithm: HashAlgorithm
    ) throws(SignetError) -> [UInt8] {
        let hasher = Hasher(algorithm)
        var start = 0
        for range in exclusions + [source.count..<source.count] {
            if start < range.lowerBound {
                try source.withChunks(of: start..<range.lowerBound) { (chunk) throws(SignetError) in
                    try budget.check()
                    hasher.update(chunk)
                }
            }
            start = max(start, range.upperBound)
        }
        return hasher.finalize()
    }
}
