public import Bytes
internal import Digests
internal import Findings
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
    private(set) var search: HammingIndex?
    /// Hashes that are in the database but not in the search file yet.
    private(set) var tail: [(hash: Hash256, owner: UInt32)] = []
    private var tailEnd: Int64 = 0
    private var tailRecords = 0
    let key: [UInt8]
    var anchors: AnchorSearch
    private let lock: FolderLock
    /// How many files are about to get their names.
    private var pending = 0

    /// What is not in the search file is read anew by every process, a few milliseconds for so many; of large files, a quarter up to
    /// the larger number.
    private static let tailRange = 4_000...50_000

    /// Opens the index in `folder`, and settles what a crash left unfinished.
    ///
    /// - Parameters:
    ///   - create: whether a folder without an index becomes one.
    ///   - keyPath: the file of the key, when it is not in the folder.
    public convenience init(folder: String, create: Bool, keyPath: String? = nil) throws(SignetError) {
        let database = "\(folder)/signet.sqlite"
        let exists = Folder.exists(database)
        if !exists {
            guard create else {
                throw SignetError("index.none", .noInput, "there is no index in \(folder)")
            }
            if !Folder.isFolder(folder) { try Folder.create(folder) }
        }
        let key = try IndexKey.read(keyPath ?? "\(folder)/index.key", create: !exists)
        let lock = try FolderLock(path: "\(folder)/writing.lock")
        let storage = try SQLiteStorage(path: database, headPath: "\(folder)/audit.head", key: key)
        try self.init(folder: folder, key: key, lock: lock, storage: storage)
    }

    /// Opens an index whose records are in `storage`; `folder` holds its search files.
    init(folder: String, key: [UInt8], lock: FolderLock, storage: any IndexStorage) throws(SignetError) {
        (self.folder, self.key, self.lock, self.storage) = (folder, key, lock, storage)
        anchors = AnchorSearch(path: "\(folder)/search.anchors")
        try openOrRebuildSearchFile()
        _ = try settle()
    }

    private var searchPath: String { "\(folder)/search.hamming" }

    /// Opens the search file as it is.
    private func openSearchFile() {
        search = try? HammingIndex(path: searchPath)
        tail = []
        tailRecords = 0
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
            tailRecords += 1
            tailEnd = ordinal
        }
        let largest = min(max((search?.count ?? 0) / 4, Self.tailRange.lowerBound), Self.tailRange.upperBound)
        if tail.count > largest { try rebuildSearchFile() }
        try anchors.refresh(storage)
    }

    /// How many records are looked through, as of the last ``refresh()``: counting them in the database takes longer the more there are.
    var searchedCount: Int { (search?.recordCount ?? 0) + tailRecords }

    /// Makes the search file from the database.
    ///
    /// - Parameter form: nil keeps that of the file that is there.
    public func rebuildSearchFile(_ form: HammingIndex.Form? = nil) throws(SignetError) {
        var hashes: [Hash256] = []
        var owners: [UInt32] = []
        var last: Int64 = 0
        var records = 0
        try storage.fingerprints(after: 0) { ordinal, prints in
            for (kind, hash) in prints.searchable {
                guard let owner = Self.owner(ordinal, kind) else { continue }
                hashes.append(hash)
                owners.append(owner)
            }
            last = ordinal
            records += 1
        }
        try HammingIndex.write(
            hashes, owners: owners, coveredOrdinal: last, recordCount: records, form: form ?? search?.form ?? .fast,
            to: searchPath)
        openSearchFile()
    }

    /// Makes all search files from the database.
    ///
    /// - Parameter form: of that with the hashes; nil keeps that of the file that is there.
    public func rebuildSearchFiles(_ form: HammingIndex.Form? = nil) throws(SignetError) {
        try rebuildSearchFile(form)
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
        if let defect = try anchors.defect(storage) { defects.append(defect) }
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
