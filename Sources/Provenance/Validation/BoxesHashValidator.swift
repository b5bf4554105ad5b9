internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings
internal import ImageFormats

/// Validates that the boxes of the asset fit the `c2pa.hash.boxes` assertion (C2PA 2.4 section 15.12.3).
struct BoxesHashValidator {
    let source: any ByteSource
    let container: ImageContainer
    let limits: Limits
    let budget: CPUBudget

    /// What may be left out of the hash: boxes that hold metadata and nothing that is shown (section 9.2.6).
    private static let metadataBoxes: Set<String> = [
        "APP1", "APP13", "COM", "tEXt", "zTXt", "iTXt", "eXIf", "tIME", "EXIF", "XMP ",
    ]

    /// - Parameter claimAlgorithm: the hash algorithm the claim names, for assertions that name none.
    func validate(
        _ assertion: BoxesHashAssertion, _ uri: JUMBFURI, claimAlgorithm: String?, log: inout FindingLog
    ) throws(SignetError) {
        guard let boxes = try boxes(uri, &log) else { return }
        guard let runs = runs(assertion, boxes, uri, &log) else { return }
        var left = 0
        for (entry, run) in zip(assertion.entries, runs) where entry.names != [FileBox.storeName] {
            if entry.isExcluded || !entry.exclusions.isEmpty {
                guard let count = excludedBytes(entry, run, uri, &log) else { return }
                left += count
                if entry.isExcluded { continue }
            }
            let name = entry.algorithm ?? assertion.algorithm ?? claimAlgorithm
            guard let algorithm = HashChecker.algorithm(name) else {
                log.failure(.algorithmUnsupported, uri, "the hash algorithm \(name ?? "(none)") is not supported")
                return
            }
            guard let expected = entry.hash, try digest(run, entry.exclusions, algorithm) == expected else {
                log.failure(
                    .boxesHashMismatch, uri,
                    "the boxes \(entry.names.first ?? "")–\(entry.names.last ?? "") do not fit their hash",
                    range: Self.extent(of: run), cause: ContentCause(.hashDiffers, Self.extent(of: run)))
                return
            }
        }
        if left > 0 {
            log.informational(
                .additionalBoxExclusionsPresent, uri, "\(left) bytes outside the manifest store are covered by no hash")
        }
        log.success(.boxesHashMatch, uri, "the content is unchanged")
    }

    private static func extent(of run: [FileBox]) -> Range<Int>? {
        run.first.map { $0.range.lowerBound..<(run.last?.range.upperBound ?? $0.range.upperBound) }
    }

    /// The boxes of the file, which must be readable and leave no byte over.
    private func boxes(_ uri: JUMBFURI, _ log: inout FindingLog) throws(SignetError) -> [FileBox]? {
        let boxes: [FileBox]
        do throws(SignetError) {
            guard let all = try container.boxes(source, limits: limits) else {
                log.failure(
                    .generalError, uri, "box hashes of \(container.format.name) files are not supported by this version"
                )
                return nil
            }
            boxes = all
        } catch {
            guard error.category == .badData else { throw error }
            log.failure(
                .boxesHashMismatch, uri, "the boxes cannot be told apart: \(error.reason)",
                cause: ContentCause(.partsDiffer))
            return nil
        }
        if let store = container.store?.range, let box = boxes.first(where: { $0.name == FileBox.storeName })?.range,
            box.upperBound > store.upperBound,
            try source.bytes(store.upperBound..<box.upperBound).contains(where: { $0 != 0 })
        {
            log.failure(
                .boxesHashMismatch, uri, "the padding of the manifest store is not zero", range: box,
                cause: ContentCause(.foreignBytes, store.upperBound..<box.upperBound))
            return nil
        }
        return boxes
    }

    /// The boxes of each entry, when all names are those of the file in their order.
    private func runs(
        _ assertion: BoxesHashAssertion, _ boxes: [FileBox], _ uri: JUMBFURI, _ log: inout FindingLog
    ) -> [[FileBox]]? {
        var all = boxes
        let end = boxes.last?.range.upperBound ?? 0
        if assertion.entries.last?.names == ["c2pa.after"] {
            all.append(FileBox.after(end..<source.count))
        } else if end < source.count {
            log.failure(
                .boxesHashMismatch, uri, "\(source.count - end) bytes after the last box are covered by no hash",
                range: end..<source.count, cause: ContentCause(.uncovered, end..<source.count))
            return nil
        }
        let names = assertion.entries.flatMap(\.names)
        guard names == all.map(\.name) else {
            var listed: [String: Int] = [:]
            for name in names { listed[name, default: 0] += 1 }
            for box in all {
                listed[box.name, default: 0] -= 1
                guard listed[box.name, default: 0] < 0 else { continue }
                log.failure(
                    .boxesHashUnknownBox, uri,
                    "the box \(box.name) at offset \(box.range.lowerBound) is not in the list",
                    range: box.range, cause: ContentCause(.partsDiffer, box.range))
                return nil
            }
            log.failure(
                .boxesHashMismatch, uri, "the boxes of the file are not those of the list, in its order",
                cause: ContentCause(.partsDiffer))
            return nil
        }
        guard assertion.entries.allSatisfy({ $0.names.count == 1 || !$0.names.contains(FileBox.storeName) }) else {
            log.failure(.boxesHashMalformed, uri, "the manifest store is hashed together with other boxes")
            return nil
        }
        var runs: [[FileBox]] = []
        var start = 0
        for entry in assertion.entries {
            runs.append(Array(all[start..<start + entry.names.count]))
            start += entry.names.count
        }
        return runs
    }

    /// How many bytes an entry leaves out; nil, with the reason in the log, when it must not.
    private func excludedBytes(
        _ entry: BoxesHashAssertion.Entry, _ run: [FileBox], _ uri: JUMBFURI, _ log: inout FindingLog
    ) -> Int? {
        let touched = entry.isExcluded ? run : entry.exclusions.map { run[$0.box] }
        if let box = touched.first(where: { !Self.metadataBoxes.contains($0.name) }) {
            log.failure(
                .boxesHashMismatch, uri, "the list leaves out bytes of the box \(box.name), which is no metadata",
                range: box.range, cause: ContentCause(.uncovered, box.range))
            return nil
        }
        if entry.isExcluded { return run.reduce(0) { $0 + $1.range.count } }
        let header = container.format == .jpeg ? 4 : 8
        for exclusion in entry.exclusions {
            guard exclusion.range.upperBound <= run[exclusion.box].range.count, exclusion.range.lowerBound >= header
            else {
                log.failure(
                    .boxesHashMismatch, uri, "an excluded range is not within the content of its box",
                    range: run[exclusion.box].range, cause: ContentCause(.uncovered, run[exclusion.box].range))
                return nil
            }
        }
        return entry.exclusions.reduce(0) { $0 + $1.range.count }
    }

    private func digest(
        _ run: [FileBox], _ exclusions: [BoxesHashAssertion.Exclusion], _ algorithm: HashAlgorithm
    ) throws(SignetError) -> [UInt8] {
        guard let first = run.first, let last = run.last else { return [] }
        let hasher = Hasher(algorithm)
        var start = first.range.lowerBound
        let end = last.range.upperBound
        let gaps = exclusions.map { exclusion in
            let box = run[exclusion.box].range.lowerBound
            return box + exclusion.range.lowerBound..<box + exclusion.range.upperBound
        }
        for gap in gaps + [end..<end] {
            if start < gap.lowerBound {
                try source.withChunks(of: start..<gap.lowerBound) { (chunk) throws(SignetError) in
                    try budget.check()
                    hasher.update(chunk)
                }
            }
            start = max(start, gap.upperBound)
        }
        return hasher.finalize()
    }
}
