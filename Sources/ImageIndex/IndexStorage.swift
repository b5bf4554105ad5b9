internal import Bytes
internal import Fingerprints

/// Where records and the audit log durably are. The embedded index keeps them in SQLite; a shared server is another one.
///
/// Ordinals count upward in the order in which records were added and are never used again.
protocol IndexStorage: AnyObject {
    /// Adds records and their audit entries in one transaction; records whose file is there already are left as they are.
    ///
    /// - Returns: for each record whether it is new.
    func add(_ records: [ImageRecord], purpose: String, time: String) throws(SignetError) -> [Bool]
    /// Erases a record; what is left is a tombstone. False when there is no such record.
    func remove(id: String, reason: String, purpose: String, time: String) throws(SignetError) -> Bool
    /// Adds one entry to the audit log.
    func audit(_ action: AuditAction, subject: String, detail: String, purpose: String, time: String)
        throws(SignetError)

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
    /// Calls `body` with all records, in order.
    func records(_ body: (Int64, ImageRecord) throws(SignetError) -> Void) throws(SignetError)
    /// Everything that is wrong with the records and the audit log.
    func defects() throws(SignetError) -> [IndexDefect]
}

/// What is written into the audit log.
enum AuditAction: String {
    case add, remove, search
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
