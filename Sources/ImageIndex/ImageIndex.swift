public import Bytes
internal import Digests
public import Findings
internal import Fingerprints
internal import Glibc

/// The embedded index: one folder with a database, which is the truth, and a search file that can be made again from it.
///
/// `signet.sqlite` · `search.hamming` · `audit.head` · `index.key` (the key of the hashes of requesters and of tombstones)
///
/// Several processes may use the folder at once. One object is for one thread.
public final class ImageIndex {
    public let folder: String
    let storage: any IndexStorage
    private var search: HammingIndex?
    /// Hashes that are in the database but not in the search file yet.
    private var tail: [(hash: Hash256, owner: UInt32)] = []
    private var tailEnd: Int64 = 0
    private let key: [UInt8]
    private var anchors: AnchorSearch

    /// The tail is looked at hash by hash, which stays below a millisecond up to here.
    private static let largestTail = 20_000
    /// Within this distance a hash supports what anchors found.
    private static let gradedRadius = 60
    /// Images with hardly any detail resemble each other: their hashes have to be this close.
    private static let flatRadius = 20

    /// Opens the index in `folder`.
    ///
    /// - Parameter create: whether a folder without an index becomes one.
    public init(folder: String, create: Bool) throws(SignetError) {
        self.folder = folder
        let database = "\(folder)/signet.sqlite"
        if !Folder.exists(database) {
            guard create else {
                throw SignetError("index.none", .noInput, "there is no index in \(folder)")
            }
            if !Folder.isFolder(folder) { try Folder.create(folder) }
        }
        key = try Self.key(in: folder)
        storage = try SQLiteStorage(path: database, headPath: "\(folder)/audit.head", key: key)
        anchors = AnchorSearch(path: "\(folder)/search.anchors")
        openSearchFile()
        try refresh()
    }

    private var searchPath: String { "\(folder)/search.hamming" }

    private static func key(in folder: String) throws(SignetError) -> [UInt8] {
        let path = "\(folder)/index.key"
        if let key = try? FileSource(path: path), key.count == 32 { return try key.bytes(0..<32) }
        guard !Folder.exists(path) else {
            throw SignetError("index.key", .configuration, "\(path) is not a key of 32 bytes")
        }
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let file = try OutputFile(path: path, mode: 0o600)
        try file.write(key)
        try file.commit()
        // Another process may have been faster; what is there now counts.
        let source = try FileSource(path: path)
        return try source.bytes(0..<min(source.count, 32))
    }

    /// A search file that is missing or damaged is made again.
    private func openSearchFile() {
        search = try? HammingIndex(path: searchPath)
        tail = []
        tailEnd = search?.coveredOrdinal ?? 0
    }

    private static func owner(_ ordinal: Int64, _ kind: StoredFingerprints.Kind) -> UInt32? {
        guard ordinal >= 0, ordinal < 1 << 30 else { return nil }
        return UInt32(ordinal) << 2 | kind.rawValue
    }

    /// Takes up what this or another process has added since, and makes the search file anew when too much is not in it.
    public func refresh() throws(SignetError) {
        try storage.fingerprints(after: tailEnd) { ordinal, prints in
            for (kind, hash) in prints.searchable {
                if let owner = Self.owner(ordinal, kind) { tail.append((hash, owner)) }
            }
            tailEnd = ordinal
        }
        if tail.count > max(Self.largestTail, (search?.count ?? 0) / 2) { try rebuildSearchFile() }
        try anchors.refresh(storage)
    }

    /// Makes the search file from the database.
    public func rebuildSearchFile() throws(SignetError) {
        var hashes: [Hash256] = []
        var owners: [UInt32] = []
        var last: Int64 = 0
        try storage.fingerprints(after: 0) { ordinal, prints in
            for (kind, hash) in prints.searchable {
                guard let owner = Self.owner(ordinal, kind) else { continue }
                hashes.append(hash)
                owners.append(owner)
            }
            last = ordinal
        }
        try HammingIndex.write(hashes, owners: owners, coveredOrdinal: last, form: .fast, to: searchPath)
        openSearchFile()
    }

    /// Makes all search files from the database.
    public func rebuildSearchFiles() throws(SignetError) {
        try rebuildSearchFile()
        try anchors.rebuild(storage)
    }

    /// Adds records, all or none, on the disk when this returns.
    ///
    /// - Returns: for each record whether it is new; the same file is only remembered once.
    public func add(_ records: [ImageRecord], purpose: String, time: String) throws(SignetError) -> [Bool] {
        let added = try storage.add(records, purpose: purpose, time: time)
        try refresh()
        return added
    }

    /// The keyed hash under which a requester is remembered.
    public func requesterHash(_ requester: String) -> [UInt8] {
        MessageAuthentication.code(for: Array(requester.utf8), key: key)
    }

    /// Erases a record: from the database, its log and the search file. False when there is no such record.
    public func remove(id: String, reason: String, purpose: String, time: String) throws(SignetError) -> Bool {
        guard try storage.remove(id: id, reason: reason, purpose: purpose, time: time) else { return false }
        try rebuildSearchFiles()
        return true
    }

    public func record(id: String) throws(SignetError) -> ImageRecord? { try storage.record(id: id) }

    public func count() throws(SignetError) -> Int { try storage.count() }

    /// Calls `body` with every record, in the order in which they were added.
    public func forEachRecord(_ body: (ImageRecord) throws(SignetError) -> Void) throws(SignetError) {
        try storage.records { (_, record) throws(SignetError) in try body(record) }
    }

    /// Looks an image up, and writes that down with its purpose.
    public func search(_ query: IndexQuery, purpose: String, time: String) throws(SignetError) -> IndexAnswer {
        try refresh()
        var best: [String: IndexMatch] = [:]
        func offer(_ match: IndexMatch) {
            if let other = best[match.record.id] {
                guard (match.grade, match.distance ?? 0) < (other.grade, other.distance ?? 0) else { return }
            }
            best[match.record.id] = match
        }
        if let file = query.fileHash, let pixels = query.pixelHash {
            for record in try storage.records(fileHash: file, pixelHash: pixels) {
                offer(
                    IndexMatch(
                        grade: .exact, fingerprint: record.fileHash == file ? "sha256" : "pixels", distance: 0,
                        transform: nil, placement: nil, record: record.summary))
            }
        }
        // Turned and mirrored forms of different kinds lead to the same records: each is fetched once.
        var nearest: [Int64: (distance: Int, probe: IndexQuery.Probe, kind: StoredFingerprints.Kind)] = [:]
        for probe in query.probes {
            for hit in hits(
                probe.hash, radius: query.anchors.isEmpty ? query.radius : max(query.radius, Self.gradedRadius))
            {
                guard let kind = StoredFingerprints.Kind(rawValue: hit.owner & 3) else { continue }
                let ordinal = Int64(hit.owner >> 2)
                if let other = nearest[ordinal], other.distance <= hit.distance { continue }
                nearest[ordinal] = (hit.distance, probe, kind)
            }
        }
        let ordered = nearest.sorted { ($0.value.distance, $0.key) < ($1.value.distance, $1.key) }
        for (ordinal, found) in ordered.prefix(max(query.limit, 1) * 4) {
            // A record that was removed meanwhile is not found any more.
            guard let record = try storage.record(ordinal: ordinal),
                record.fingerprints.searchable.contains(where: {
                    $0.kind == found.kind && $0.hash.distance(to: found.probe.hash) == found.distance
                })
            else { continue }
            let quality = min(query.quality ?? 100, record.fingerprints.pdq.quality)
            let isSure = found.distance <= PDQ.matchingDistance && quality >= PDQ.reliableQuality
            // Far hashes and those of flat images are only believed when the anchors agree, or when the user asked for them.
            let reach = quality == 0 ? Self.flatRadius : PDQ.matchingDistance
            guard isSure || found.distance <= reach || query.radius > Self.gradedRadius else { continue }
            offer(
                IndexMatch(
                    grade: isSure ? .confirmed : .probable, fingerprint: found.kind.name, distance: found.distance,
                    transform: found.probe.transform, placement: nil, record: record.summary))
        }
        if best.values.allSatisfy({ $0.grade > .confirmed }) {
            for (record, placement) in try placements(of: query) {
                let found = nearest[record.ordinal]
                let isNear = found.map { $0.distance <= Self.gradedRadius } ?? false
                offer(
                    IndexMatch(
                        grade: isNear ? .probable : .part, fingerprint: isNear ? found?.kind.name ?? "" : "anchors-1",
                        distance: isNear ? found?.distance : nil, transform: isNear ? found?.probe.transform : nil,
                        placement: placement, record: record.record.summary))
            }
        }
        let matches = best.values.sorted {
            ($0.grade, $0.distance ?? 0, -($0.placement?.votes ?? 0), $0.record.id)
                < ($1.grade, $1.distance ?? 0, -($1.placement?.votes ?? 0), $1.record.id)
        }
        let shown = Array(matches.prefix(query.limit))
        try storage.audit(
            .search, subject: query.fileHash.map { Hex.encode($0) } ?? query.probes.first?.hash.hex ?? "",
            detail: shown.map { "\($0.grade.rawValue):\($0.record.id)" }.joined(separator: " "), purpose: purpose,
            time: time)
        return IndexAnswer(matches: shown, imageCount: try storage.count(), quality: query.quality)
    }

    /// The images of which the query shows a part, by their anchors; the query as it is first, and mirrored when that finds none.
    private func placements(
        of query: IndexQuery
    ) throws(SignetError) -> [(record: (ordinal: Int64, record: ImageRecord), placement: IndexMatch.Placement)] {
        for isMirrored in [false, true] {
            let places = isMirrored ? query.mirroredAnchors : query.anchors
            guard places.count >= AnchorPlacement.requiredVotes else { continue }
            var found: [(record: (ordinal: Int64, record: ImageRecord), placement: IndexMatch.Placement)] = []
            for ordinal in anchors.candidates(for: places) {
                guard let record = try storage.record(ordinal: ordinal), let stored = record.fingerprints.anchors else {
                    continue
                }
                let others = Anchor.restored(stored, width: record.width, height: record.height)
                guard let placement = AnchorPlacement.find(places, in: others),
                    placement.votes >= AnchorPlacement.requiredVotes
                else { continue }
                found.append(((ordinal, record), placement.described(isMirrored: isMirrored, width: query.width)))
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    private func hits(_ hash: Hash256, radius: Int) -> [HammingIndex.Hit] {
        var hits = search?.search(hash, radius: radius).hits ?? []
        for entry in tail {
            let distance = entry.hash.distance(to: hash)
            if distance <= radius { hits.append(HammingIndex.Hit(owner: entry.owner, distance: distance)) }
        }
        return hits
    }

    /// Everything that is wrong with the index: the records, the audit log, and a search file that does not agree with them.
    public func check() throws(SignetError) -> [IndexDefect] {
        var defects = try storage.defects()
        guard Folder.exists(searchPath) else { return defects }
        do throws(SignetError) {
            let file = try HammingIndex(path: searchPath)
            var expected: [UInt32: Hash256] = [:]
            try storage.fingerprints(after: 0) { ordinal, prints in
                guard ordinal <= file.coveredOrdinal else { return }
                for (kind, hash) in prints.searchable {
                    if let owner = Self.owner(ordinal, kind) { expected[owner] = hash }
                }
            }
            var strangers = 0
            file.forEach { hash, owner in
                if expected.removeValue(forKey: owner) != hash { strangers += 1 }
            }
            if strangers + expected.count > 0 {
                defects.append(
                    IndexDefect(
                        code: "search.differs",
                        message:
                            "the search file has \(strangers) hashes that the records do not have and lacks \(expected.count)"
                    ))
            }
        } catch { defects.append(IndexDefect(code: "search.damaged", message: error.reason)) }
        return defects
    }
}

extension ImageRecord {
    /// The record without its fingerprints.
    public var summary: IndexRecordSummary {
        IndexRecordSummary(
            id: id, name: name, created: created, model: model, labels: labels, manifestID: manifestID,
            hasManifest: manifestStore != nil, width: width, height: height)
    }
}
