public import Bytes
public import Findings
internal import Fingerprints

extension ImageIndex {
    public func record(id: String) throws(SignetError) -> ImageRecord? { try storage.record(id: id) }

    /// Tells on any thread whether there is a record of this name.
    public func membership() -> @Sendable (String) throws(SignetError) -> Bool { storage.membership() }

    public func count() throws(SignetError) -> Int { try storage.count() }

    /// Calls `body` with every record, in the order in which they were added.
    public func forEachRecord(_ body: (ImageRecord) throws(SignetError) -> Void) throws(SignetError) {
        try storage.records(after: 0) { (_, record) throws(SignetError) in try body(record) }
    }

    /// Calls `body` with the fingerprints of every record, in the order in which they were added; without their anchors.
    public func forEachFingerprint(_ body: (StoredFingerprints) -> Void) throws(SignetError) {
        try storage.fingerprints(after: 0) { _, prints in body(prints) }
    }

    /// How many images were recorded on each day, in order.
    public func growth() throws(SignetError) -> [(day: String, count: Int)] { try storage.growth() }

    /// Writes an entry into the audit log.
    public func audit(
        _ action: AuditAction, subject: String, detail: String, purpose: String, time: String
    ) throws(SignetError) {
        try storage.audit(action, subject: subject, detail: detail, purpose: purpose, time: time)
    }

    /// Calls `body` with the entries of the audit log after `sequence`, in order, until it returns false.
    public func audit(
        after sequence: Int = 0, _ body: (AuditEntry) throws(SignetError) -> Bool
    ) throws(SignetError) {
        try storage.audit(after: sequence, body)
    }

    /// How many entries the audit log has and the digest of the last: kept elsewhere, they show that nothing was dropped since.
    public func auditHead() throws(SignetError) -> (count: Int, digest: [UInt8]) { try storage.auditHead() }

    /// What is left of records with this name that were removed, or of such with the hash of this image.
    public func tombstones(id: String?, query: IndexQuery?) throws(SignetError) -> [Tombstone] {
        let original = query?.probes.first { $0.kind == .plain && $0.transform == "original" }
        return try storage.tombstones(id: id, hash: original?.hash)
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
