public import Bytes
public import Findings
internal import Fingerprints
public import ImageIndex

/// Counts what an index holds and what it was asked, in one pass over the fingerprints and one over the audit log.
public enum IndexSurvey {
    /// Of so many images the distances between all pairs are measured.
    private static let sampleSize = 1_500

    public static func statistics(of index: ImageIndex) throws(SignetError) -> IndexStatistics {
        var statistics = IndexStatistics()
        statistics.growth = try index.growth().map { IndexStatistics.Day(day: $0.day, count: $0.count) }
        var sample: [Hash256] = []
        // A fixed seed: the same index has the same picture.
        var generator = SplitMix(state: 0x51_6E_65_74)
        try index.forEachFingerprint { prints in
            statistics.images += 1
            if prints.pdq.quality < PDQ.reliableQuality { statistics.lowQuality += 1 }
            guard prints.pdq.hash.isTelling else { return }
            // Reservoir sampling: each image is as likely as any other to be in the sample.
            if sample.count < sampleSize {
                sample.append(prints.pdq.hash)
            } else {
                let place = Int.random(in: 0..<statistics.images, using: &generator)
                if place < sampleSize { sample[place] = prints.pdq.hash }
            }
        }
        statistics.sampleSize = sample.count
        for (position, hash) in sample.enumerated() {
            for other in sample[(position + 1)...] { statistics.pairDistances[hash.distance(to: other)] += 1 }
        }
        try index.audit { entry in
            statistics.auditEntries += 1
            switch entry.action {
            case .remove: statistics.removed += 1
            case .search: count(entry.detail, &statistics)
            case .add, .undo, .recover, .export: break
            }
            return true
        }
        return statistics
    }

    /// `grade:record:distance` for each match, the best first.
    private static func count(_ detail: String, _ statistics: inout IndexStatistics) {
        statistics.lookups += 1
        let matches = detail.split(separator: " ").map { $0.split(separator: ":") }
        statistics.grades[matches.first?.first.map(String.init) ?? "none", default: 0] += 1
        for match in matches {
            guard match.count == 3, let distance = Int(match[2]), (0...256).contains(distance) else { continue }
            statistics.matchDistances[distance] += 1
        }
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
