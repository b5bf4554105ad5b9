public import Bytes
internal import Digests
public import Findings
internal import Fingerprints
internal import FoundationEssentials

/// The embedded index: one folder with a database, which is the truth, and search files that can be made again from it.
///
/// `signet.sqlite` · `search.hamming` · `search.anchors` · `audit.head` · `index.key` (the key of the audit log and of the hashes
/// of requesters and of tombstones; it may be kept elsewhere) · `writing.lock`
///
/// Several processes may use the folder at once. One object is for one thread.
public final class ImageIndex {
    public let folder: String
    let storage: any IndexStorage
    private var search: HammingIndex?
    /// Hashes that are in the database but not in the search file yet.
    private var tail: [(hash: Hash256, owner: UInt32)] = []
    private var tailEnd: Int64 = 0
    let key: [UInt8]
    var anchors: AnchorSearch
    private let lock: FolderLock
    /// How many files are about to get their names.
    private var pending = 0

    /// The tail is looked at hash by hash, which stays below a millisecond up to here.
    private static let largestTail = 20_000
    /// Within this distance a hash supports what anchors found.
    private static let gradedRadius = 60
    /// Images with hardly any detail resemble each other: their hashes have to be this close.
    private static let flatRadius = 20

    /// Opens the index in `folder`, and settles what a crash left unfinished.
    ///
    /// - Parameters:
    ///   - create: whether a folder without an index becomes one.
    ///   - keyPath: the file of the key, when it is not in the folder.
    public init(folder: String, create: Bool, keyPath: String? = nil) throws(SignetError) {
        self.folder = folder
        let database = "\(folder)/signet.sqlite"
        let exists = Folder.exists(database)
        if !exists {
            guard create else {
                throw SignetError("index.none", .noInput, "there is no index in \(folder)")
            }
            if !Folder.isFolder(folder) { try Folder.create(folder) }
        }
        key = try IndexKey.read(keyPath ?? "\(folder)/index.key", create: !exists)
        lock = try FolderLock(path: "\(folder)/writing.lock")
        storage = try SQLiteStorage(path: database, headPath: "\(folder)/audit.head", key: key)
        anchors = AnchorSearch(path: "\(folder)/search.anchors")
        try openOrRebuildSearchFile()
        _ = try settle()
    }

    private var searchPath: String { "\(folder)/search.hamming" }

    /// Opens the search file as it is.
    private func openSearchFile() {
        search = try? HammingIndex(path: searchPath)
        tail = []
        tailEnd = search?.coveredOrdinal ?? 0
    }

    /// Opens the search file; one that is damaged or of another version is made again from the database.
    private func openOrRebuildSearchFile() throws(SignetError) {
        openSearchFile()
        if search == nil, Folder.exists(searchPath) { try rebuildSearchFile() }
    }

    private static func owner(_ ordinal: Int64, _ kind: StoredFingerprints.Kind) -> UInt32? {
        guard ordinal >= 0, ordinal < 1 << 30 else { return nil }
        return UInt32(ordinal) << 2 | kind.rawValue
    }

    /// Takes up what this or another process has added since, and makes the search file anew when too much is not in it.
    public func refresh() throws(SignetError) {
        // The index was put back to an earlier state: what the search file says is not about these records.
        if tailEnd > 0, try storage.lastOrdinal() == 0 { try rebuildSearchFile() }
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

    // MARK: Writing

    /// Adds records, all or none, on the disk when this returns. Search files take them up when something is looked up.
    ///
    /// - Returns: for each record whether it is new; the same file is only remembered once.
    public func add(_ records: [ImageRecord], purpose: String, time: String) throws(SignetError) -> [Bool] {
        try storage.add(records, outputs: [], purpose: purpose, time: time).map(\.isNew)
    }

    /// Adds records of files that are about to get their names. Then ``finish(_:)`` is called for those that got them, and
    /// ``undo(_:purpose:time:)`` for the others; after a crash in between the next one who opens the index does it.
    public func prepare(
        _ records: [ImageRecord], outputs: [PendingOutput?], purpose: String, time: String
    ) throws(SignetError) -> [Added] {
        if pending == 0 { lock.share() }
        pending += records.count
        do throws(SignetError) {
            let added = try storage.add(records, outputs: outputs, purpose: purpose, time: time)
            // Only new records with an output are waited for.
            release(added.indices.count { !added[$0].isNew || !outputs.indices.contains($0) || outputs[$0] == nil })
            return added
        } catch {
            release(records.count)
            throw error
        }
    }

    private func release(_ count: Int) {
        pending = max(pending - count, 0)
        if pending == 0 { lock.release() }
    }

    /// The files of these records have their names; when this returns they are no longer looked for.
    public func finish(_ ordinals: [Int64]) throws(SignetError) {
        try storage.finish(ordinals)
        release(ordinals.count)
    }

    public func undo(_ ordinals: [Int64], purpose: String, time: String) throws(SignetError) {
        try takeBack(ordinals, purpose: purpose, time: time)
        release(ordinals.count)
    }

    private func takeBack(_ ordinals: [Int64], purpose: String, time: String) throws(SignetError) {
        try storage.undo(ordinals, purpose: purpose, time: time)
        if ordinals.contains(where: { $0 <= tailEnd }) { try rebuildSearchFiles() }
    }

    /// Brings records and files to the same state after a crash: a record whose file has its name stays, one whose file never
    /// got it is taken back, and an erasure is carried to its end. Does nothing while another process is at work.
    ///
    /// - Returns: how many records were kept and taken back.
    @discardableResult public func settle() throws(SignetError) -> (kept: Int, undone: Int) {
        if try storage.hasErasures() {
            try rebuildSearchFiles()
            try storage.confirmErasures()
        }
        guard pending == 0, lock.tryAlone() else { return (0, 0) }
        defer { lock.release() }
        let intents = try storage.intents()
        guard !intents.isEmpty else { return (0, 0) }
        var kept: [Int64] = []
        var undone: [Int64] = []
        for (ordinal, output) in intents {
            if Self.isThere(output) { kept.append(ordinal) } else { undone.append(ordinal) }
        }
        if !undone.isEmpty { try takeBack(undone, purpose: "settle", time: Self.now()) }
        try storage.finish(kept)
        return (kept.count, undone.count)
    }

    private static func now() -> String { Date().formatted(.iso8601) }

    private static func isThere(_ output: PendingOutput) -> Bool {
        guard let source = try? FileSource(path: output.path) else { return false }
        let hasher = Hasher(.sha256)
        do throws(SignetError) {
            try source.withChunks(of: 0..<source.count) { (chunk) throws(SignetError) in hasher.update(chunk) }
        } catch { return false }
        return hasher.finalize() == output.hash
    }

    /// A hash under the index's key, by which requesters and what was looked up are remembered.
    public func keyedHash(_ bytes: [UInt8]) -> [UInt8] { MessageAuthentication.code(for: bytes, key: key) }

    /// The keyed hash under which a requester is remembered.
    public func requesterHash(_ requester: String) -> [UInt8] { keyedHash(Array(requester.utf8)) }

    /// Erases records: from the database, its log and the search files.
    ///
    /// - Returns: the names of those that were there.
    public func remove(
        ids: [String], reason: String, purpose: String, time: String
    ) throws(SignetError) -> Set<String> {
        let removed = try storage.remove(ids: ids, reason: reason, purpose: purpose, time: time)
        guard !removed.isEmpty else { return removed }
        try rebuildSearchFiles()
        try storage.confirmErasures()
        return removed
    }

    /// Erases one record. False when there is no such record.
    public func remove(id: String, reason: String, purpose: String, time: String) throws(SignetError) -> Bool {
        try remove(ids: [id], reason: reason, purpose: purpose, time: time).contains(id)
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
            for hit in hits(probe.hash, radius: query.radius) {
                guard let kind = StoredFingerprints.Kind(rawValue: hit.owner & 3), kind.isComparable(with: probe.kind)
                else {
                    continue
                }
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
            // Hashes of flat images are only believed when they are closer, and far ones when the user asked for them.
            let reach = max(
                quality == 0 ? Self.flatRadius : PDQ.matchingDistance,
                query.radius > PDQ.matchingDistance ? query.radius : 0)
            guard found.distance <= reach else { continue }
            offer(
                IndexMatch(
                    grade: isSure ? .confirmed : .probable, fingerprint: found.kind.name, distance: found.distance,
                    transform: found.probe.transform, placement: nil, record: record.summary))
        }
        if let detail = query.detail, best.values.allSatisfy({ $0.grade > .confirmed }) {
            for placed in try placements(of: detail) {
                offer(match(placed, detail, nearestHash(query, placed.record.fingerprints)))
            }
        }
        let matches = best.values.sorted {
            ($0.grade, $0.distance ?? 0, -($0.placement?.votes ?? 0), $0.record.id)
                < ($1.grade, $1.distance ?? 0, -($1.placement?.votes ?? 0), $1.record.id)
        }
        let shown = Array(matches.prefix(query.limit))
        try storage.audit(
            .search, subject: subject(of: query), detail: shown.map(Self.auditWords).joined(separator: " "),
            purpose: purpose, time: time)
        return IndexAnswer(matches: shown, imageCount: try storage.count(), quality: query.quality)
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

    /// Everything that is wrong with the index: the records, the audit log, and a search file that does not agree with them.
    ///
    /// - Parameter head: `number:digest` of an entry of the audit log, kept elsewhere since.
    public func check(expecting head: String? = nil) throws(SignetError) -> [IndexDefect] {
        var defects = try storage.defects()
        if let head {
            let parts = head.split(separator: ":")
            guard parts.count == 2, let number = Int(parts[0]), number > 0 else {
                throw SignetError("index.head", .usage, "a head of the audit log looks like 12:digest, not \(head)")
            }
            var found: String?
            try storage.audit(after: number - 1) { entry in
                if entry.sequence == number { found = Hex.encode(entry.digest) }
                return false
            }
            if found != parts[1].lowercased() {
                defects.append(
                    IndexDefect(
                        code: "audit.head", message: "entry \(number) of the audit log is not the one that was expected"
                    ))
            }
        }
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
