public import Bytes
public import Findings
internal import Fingerprints

extension ImageIndex {
    /// What the hashes of a looked-up image tell, before its anchors are asked.
    public struct HashMatches: Sendable {
        fileprivate var best: [String: IndexMatch] = [:]

        /// Whether an image was found that surely is the one, so that there is nothing left to ask the anchors.
        public var isSure: Bool { best.values.contains { $0.grade <= .confirmed } }

        fileprivate mutating func offer(_ match: IndexMatch) {
            if let other = best[match.record.id] {
                guard (match.grade, match.distance ?? 0) < (other.grade, other.distance ?? 0) else { return }
            }
            best[match.record.id] = match
        }
    }

    /// Within this distance a hash supports what anchors found.
    private static let gradedRadius = 60
    /// Images with hardly any detail resemble each other: their hashes have to be this close.
    private static let flatRadius = 20

    /// Looks the hashes of an image up. An answer is only what ``search(_:known:purpose:time:)`` makes of it, which writes it down.
    public func hashMatches(_ query: IndexQuery) throws(SignetError) -> HashMatches {
        try refresh()
        var matches = HashMatches()
        if let file = query.fileHash, let pixels = query.pixelHash {
            for record in try storage.records(fileHash: file, pixelHash: pixels) {
                matches.offer(
                    IndexMatch(
                        grade: .exact, fingerprint: record.fileHash == file ? "sha256" : "pixels", distance: 0,
                        transform: nil, placement: nil, record: record.summary))
            }
        }
        for (ordinal, found) in nearest(query) {
            // A record that was removed meanwhile is not found any more.
            guard let record = try storage.record(ordinal: ordinal),
                record.fingerprints.searchable.contains(where: {
                    $0.kind == found.kind && $0.hash.distance(to: found.probe.hash) == found.distance
                })
            else { continue }
            let quality = min(query.quality ?? 100, record.fingerprints.pdq.quality)
            let isSure =
                found.distance <= PDQ.matchingDistance && quality >= PDQ.reliableQuality && !found.probe.hash.isRegular
                && looksAlike(query, found, record)
            // Hashes of flat images are only believed when they are closer, and far ones when the user asked for them.
            let reach = max(
                quality == 0 ? Self.flatRadius : PDQ.matchingDistance,
                query.radius > PDQ.matchingDistance ? query.radius : 0)
            guard found.distance <= reach else { continue }
            matches.offer(
                IndexMatch(
                    grade: isSure ? .confirmed : .probable, fingerprint: found.kind.name, distance: found.distance,
                    transform: found.probe.transform, placement: nil, record: record.summary))
        }
        return matches
    }

    /// Looks an image up, and writes that down with its purpose.
    ///
    /// - Parameter known: what ``hashMatches(_:)`` said of the query just now; nil asks again.
    public func search(
        _ query: IndexQuery, known: HashMatches? = nil, purpose: String, time: String
    ) throws(SignetError) -> IndexAnswer {
        var found = if let known { known } else { try hashMatches(query) }
        if let detail = query.detail, !found.isSure {
            if known != nil { try refresh() }
            for placed in try placements(of: detail) {
                found.offer(match(placed, detail, nearestHash(query, placed.record.fingerprints)))
            }
        }
        let matches = found.best.values.sorted {
            ($0.grade, $0.distance ?? 0, -($0.placement?.votes ?? 0), $0.record.id)
                < ($1.grade, $1.distance ?? 0, -($1.placement?.votes ?? 0), $1.record.id)
        }
        let shown = Array(matches.prefix(query.limit))
        try storage.audit(
            .search, subject: subject(of: query), detail: shown.map(Self.auditWords).joined(separator: " "),
            purpose: purpose, time: time)
        return IndexAnswer(matches: shown, imageCount: searchedCount, quality: query.quality)
    }

    private struct Nearest {
        var distance: Int
        var probe: IndexQuery.Probe
        var kind: StoredFingerprints.Kind
    }

    /// Hashes that are closer than this are of one image: drawings made alike are farther apart.
    private static let closeRadius = 12
    /// How alike images look whose hashes are not that close, when one was made from the other.
    private static let leastLikeness: Float = 0.93

    /// Whether the images look alike as well, where the hash alone does not say so: a hash knows nothing of waves along one side only,
    /// and counts small ones as much as large ones, so that logos or faces that are drawn in one way have near hashes though they
    /// differ in what is light and what is dark.
    ///
    /// What has no layout, or is compared without its border, is taken at its hash.
    private func looksAlike(_ query: IndexQuery, _ found: Nearest, _ record: ImageRecord) -> Bool {
        guard found.distance > Self.closeRadius, found.probe.kind != .trimmed, found.kind != .trimmed,
            let seen = query.layout,
            let layout = record.fingerprints.anchors.flatMap(AnchorSet.init(encoded:))?.layout
        else { return true }
        let hashes = record.fingerprints.searchable
        // Of an image that is nearly symmetric, several forms have near hashes.
        return query.probes.contains { probe in
            let isNear = hashes.contains {
                $0.kind.isComparable(with: probe.kind) && $0.hash.distance(to: probe.hash) <= PDQ.matchingDistance
            }
            guard isNear else { return false }
            let form = Dihedral.allCases.first { "\($0)" == probe.transform } ?? .original
            guard let likeness = seen.likeness(to: layout, turned: form) else { return true }
            return (probe.transform == "inverted" ? -likeness : likeness) >= Self.leastLikeness
        }
    }

    /// The records with near hashes, the nearest first. Turned and mirrored forms of different kinds lead to the same records: each
    /// is there once.
    private func nearest(_ query: IndexQuery) -> some Sequence<(Int64, Nearest)> {
        var nearest: [Int64: Nearest] = [:]
        for probe in query.probes {
            for hit in hits(probe.hash, radius: query.radius) {
                guard let kind = StoredFingerprints.Kind(rawValue: hit.owner & 3), kind.isComparable(with: probe.kind)
                else { continue }
                let ordinal = Int64(hit.owner >> 2)
                if let other = nearest[ordinal], other.distance <= hit.distance { continue }
                nearest[ordinal] = Nearest(distance: hit.distance, probe: probe, kind: kind)
            }
        }
        return nearest.sorted { ($0.value.distance, $0.key) < ($1.value.distance, $1.key) }
            .prefix(max(query.limit, 1) * 4).map { ($0.key, $0.value) }
    }

    /// A keyed hash of what was looked up: the log must hold no fingerprint of an image that is removed later.
    func subject(of query: IndexQuery) -> String {
        Hex.encode(keyedHash(query.fileHash ?? query.probes.first?.hash.bytes ?? []))
    }

    /// `grade:record`, and `:distance` where there is one.
    private static func auditWords(_ match: IndexMatch) -> String {
        "\(match.grade.rawValue):\(match.record.id)" + (match.distance.map { ":\($0)" } ?? "")
    }

    /// The record's hash that is nearest to one of the query's and supports what anchors found.
    private func nearestHash(
        _ query: IndexQuery, _ prints: StoredFingerprints
    ) -> (kind: StoredFingerprints.Kind, distance: Int, transform: String)? {
        let hashes = prints.searchable
        var nearest: (kind: StoredFingerprints.Kind, distance: Int, transform: String)?
        for probe in query.probes {
            for (kind, hash) in hashes where kind.isComparable(with: probe.kind) {
                let distance = hash.distance(to: probe.hash)
                guard distance <= Self.gradedRadius, distance < nearest?.distance ?? .max else { continue }
                nearest = (kind, distance, probe.transform)
            }
        }
        return nearest
    }

    /// A hash that is not far and what is seen there together are more than a part that was found.
    private func match(
        _ placed: Placed, _ query: AnchorQuery,
        _ near: (kind: StoredFingerprints.Kind, distance: Int, transform: String)?
    ) -> IndexMatch {
        IndexMatch(
            grade: near != nil || placed.placement.strength == .weak ? .probable : .part,
            fingerprint: near?.kind.name ?? FingerprintName.anchors.rawValue, distance: near?.distance,
            transform: near?.transform,
            placement: placed.placement.described(
                isMirrored: placed.isMirrored, query: query, record: placed.record),
            record: placed.record.summary)
    }

    private func hits(_ hash: Hash256, radius: Int) -> [HammingIndex.Hit] {
        var hits = search?.search(hash, radius: radius).hits ?? []
        for entry in tail {
            let distance = entry.hash.distance(to: hash)
            if distance <= radius { hits.append(HammingIndex.Hit(owner: entry.owner, distance: distance)) }
        }
        return hits
    }
}
