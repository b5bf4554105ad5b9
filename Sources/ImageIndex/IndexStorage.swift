internal import Bytes
internal import Findings
internal import Fingerprints

/// Where records and the audit log durably are. The embedded index keeps them in SQLite; a shared server is another one.
///
/// Ordinals count upward in the order in which records were added and are never used again. What returned is on the disk.
protocol IndexStorage: AnyObject {
    /// Adds records and their audit entries in one transaction; records whose name is there already are left as they are.
    ///
    /// - Parameter outputs: for each record the file that is about to get its name, when there is one: until ``finish(_:)`` a
    ///   crash leaves an intent, from which ``intents()`` and ``undo(_:purpose:time:)`` bring both to the same state.
    /// - Returns: for each record its ordinal, and whether it is new.
    func add(
        _ records: [ImageRecord], outputs: [PendingOutput?], purpose: String, time: String
    ) throws(SignetError) -> [Added]
    /// Forgets the intents of files that have their names.
    func finish(_ ordinals: [Int64]) throws(SignetError)
    /// Takes back records whose files never got their names.
    func undo(_ ordinals: [Int64], purpose: String, time: String) throws(SignetError)
    /// Files that were about to get their names, by the ordinals of their records.
    func intents() throws(SignetError) -> [(ordinal: Int64, output: PendingOutput)]

    /// Erases records; what is left of each is a tombstone. The names of those that were there.
    func remove(ids: [String], reason: String, purpose: String, time: String) throws(SignetError) -> Set<String>
    /// Whether something was erased that search files, or logs of the storage itself, may still hold.
    func hasErasures() throws(SignetError) -> Bool
    /// Called when the search files no longer hold what was erased.
    func confirmErasures() throws(SignetError)
    /// The tombstones of a record with this name, or of one with this PDQ hash.
    func tombstones(id: String?, hash: Hash256?) throws(SignetError) -> [Tombstone]

    /// Adds one entry to the audit log.
    func audit(_ action: AuditAction, subject: String, detail: String, purpose: String, time: String)
        throws(SignetError)
    /// Calls `body` with the entries of the audit log after `sequence`, in order.
    func audit(after sequence: Int, _ body: (AuditEntry) throws(SignetError) -> Bool) throws(SignetError)
    /// How many entries the audit log has, and the digest of the last.
    func auditHead() throws(SignetError) -> (count: Int, digest: [UInt8])

    /// Tells on any thread whether there is a record of a name.
    func membership() -> @Sendable (String) throws(SignetError) -> Bool
    func record(ordinal: Int64) throws(SignetError) -> ImageRecord?
    func record(id: String) throws(SignetError) -> ImageRecord?
    /// Records with this hash of their file or of their pixels.
    func records(fileHash: [UInt8], pixelHash: [UInt8]) throws(SignetError) -> [ImageRecord]
    func count() throws(SignetError) -> Int
    func lastOrdinal() throws(SignetError) -> Int64
    /// Calls `body` with the searchable fingerprints of all records after `ordinal`, in order.
    func fingerprints(after ordinal: Int64, _ body: (Int64, StoredFingerprints) -> Void) throws(SignetError)
    /// Calls `body` with the stored anchors of all records after `ordinal` that have some, in order.
    func anchors(after ordinal: Int64, _ body: (Int64, [UInt8]) -> Void) throws(SignetError)
    /// The stored anchors of one record, when it is there and has some.
    func anchors(ordinal: Int64) throws(SignetError) -> [UInt8]?
    /// Calls `body` with all records after `ordinal`, in order.
    func records(after ordinal: Int64, _ body: (Int64, ImageRecord) throws(SignetError) -> Void) throws(SignetError)
    /// How many records were added on each day, in order.
    func growth() throws(SignetError) -> [(day: String, count: Int)]
    /// Everything that is wrong with the records and the audit log.
    func defects() throws(SignetError) -> [IndexDefect]
}

/// What became of a record that was added.
public struct Added: Sendable, Equatable {
    public let ordinal: Int64
    /// False when a record of this name was there already.
    public let isNew: Bool
}

/// A file that gets its name after its record is on the disk.
public struct PendingOutput: Sendable, Equatable {
    /// Absolute.
    public let path: String
    /// SHA-256 of the file.
    public let hash: [UInt8]

    public init(path: String, hash: [UInt8]) {
        self.path = path
        self.hash = hash
    }
}

/// What is left of a record that was removed.
public struct Tombstone: Sendable, Equatable {
    public let id: String
    /// RFC 3339, UTC.
    public let removed: String
    public let reason: String
}

/// Something an index should not have.
public struct IndexDefect: Sendable, Equatable {
    /// A stable code, for example `audit.broken`.
    public let code: String
    /// One sentence.
    public let message: String

    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}
