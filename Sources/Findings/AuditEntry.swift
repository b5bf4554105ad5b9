/// What is written into the audit log.
public enum AuditAction: String, Sendable, CaseIterable {
    /// A record was added.
    case add
    /// A record was erased.
    case remove
    /// A record was taken back: the signed file it stands for never got its name.
    case undo
    /// An image or a hash was looked up.
    case search
    /// A manifest store was handed out for an image.
    case recover
    /// Records were written to a file.
    case export
}

/// One entry of the audit log.
public struct AuditEntry: Sendable, Equatable {
    /// Counted from 1.
    public let sequence: Int
    public let action: AuditAction
    /// Of `add`, `remove` and `undo` the record; of `search` and `recover` a keyed hash of what was looked up, so that the log
    /// holds no fingerprint of anybody's image.
    public let subject: String
    /// Of `add` and `remove` the ordinal and the digest of the row; of `search` what was found.
    public let detail: String
    /// Why it was done, as stated by whoever did it.
    public let purpose: String
    /// RFC 3339, UTC.
    public let time: String
    /// Links the entry to the one before, 32 bytes.
    public let digest: [UInt8]

    public init(
        sequence: Int, action: AuditAction, subject: String, detail: String, purpose: String, time: String,
        digest: [UInt8]
    ) {
        self.sequence = sequence
        self.action = action
        self.subject = subject
        self.detail = detail
        self.purpose = purpose
        self.time = time
        self.digest = digest
    }
}
