import Bytes
import Digests
import Findings
import Fingerprints

@testable import ImageIndex

/// The smallest storage that keeps the promises of `IndexStorage`: nothing is on a disk.
final class MemoryStorage: IndexStorage {
    private let key: [UInt8]
    private var rows: [(ordinal: Int64, record: ImageRecord)] = []
    private var used: Int64 = 0
    private var pending: [Int64: PendingOutput] = [:]
    private var removed: [(tombstone: Tombstone, proof: [UInt8])] = []
    private var erases = false
    private var log: [AuditEntry] = []

    init(key: [UInt8]) { self.key = key }

    func add(
        _ records: [ImageRecord], outputs: [PendingOutput?], purpose: String, time: String
    ) throws(SignetError) -> [Added] {
        var added: [Added] = []
        for (index, record) in records.enumerated() {
            if let row = rows.first(where: { $0.record.id == record.id }) {
                added.append(Added(ordinal: row.ordinal, isNew: false))
                continue
            }
            used += 1
            rows.append((used, record))
            if outputs.indices.contains(index) { pending[used] = outputs[index] }
            try audit(.add, subject: record.id, detail: "\(used)", purpose: purpose, time: time)
            added.append(Added(ordinal: used, isNew: true))
        }
        return added
    }

    func finish(_ ordinals: [Int64]) throws(SignetError) { for ordinal in ordinals { pending[ordinal] = nil } }

    func undo(_ ordinals: [Int64], purpose: String, time: String) throws(SignetError) {
        for ordinal in ordinals {
            guard let row = rows.firstIndex(where: { $0.ordinal == ordinal }) else { continue }
            let record = rows.remove(at: row).record
            pending[ordinal] = nil
            try audit(.undo, subject: record.id, detail: "\(ordinal)", purpose: purpose, time: time)
        }
    }

    func intents() throws(SignetError) -> [(ordinal: Int64, output: PendingOutput)] {
        pending.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func remove(ids: [String], reason: String, purpose: String, time: String) throws(SignetError) -> Set<String> {
        var names: Set<String> = []
        for id in ids {
            guard let row = rows.firstIndex(where: { $0.record.id == id }) else { continue }
            let record = rows.remove(at: row).record
            let proof = MessageAuthentication.code(for: record.fingerprints.pdq.hash.bytes, key: key)
            removed.append((Tombstone(id: id, removed: time, reason: reason), proof))
            try audit(.remove, subject: id, detail: "", purpose: purpose, time: time)
            names.insert(id)
        }
        erases = erases || !names.isEmpty
        return names
    }

    func hasErasures() throws(SignetError) -> Bool { erases }
    func confirmErasures() throws(SignetError) { erases = false }

    func tombstones(id: String?, hash: Hash256?) throws(SignetError) -> [Tombstone] {
        let proof = hash.map { MessageAuthentication.code(for: $0.bytes, key: key) }
        return removed.filter { $0.tombstone.id == id || $0.proof == proof }.map(\.tombstone)
    }

    func audit(
        _ action: AuditAction, subject: String, detail: String, purpose: String, time: String
    ) throws(SignetError) {
        let before = log.last?.digest ?? []
        let digest = Hasher.digest(before + Array("\(action) \(subject) \(detail) \(purpose) \(time)".utf8), .sha256)
        log.append(
            AuditEntry(
                sequence: log.count + 1, action: action, subject: subject, detail: detail, purpose: purpose, time: time,
                digest: digest))
    }

    func audit(after sequence: Int, _ body: (AuditEntry) throws(SignetError) -> Bool) throws(SignetError) {
        for entry in log.dropFirst(sequence) { guard try body(entry) else { return } }
    }

    func auditHead() throws(SignetError) -> (count: Int, digest: [UInt8]) { (log.count, log.last?.digest ?? []) }

    func membership() -> @Sendable (String) throws(SignetError) -> Bool {
        let names = Set(rows.map(\.record.id))
        return { (id) throws(SignetError) in names.contains(id) }
    }

    func record(ordinal: Int64) throws(SignetError) -> ImageRecord? { rows.first { $0.ordinal == ordinal }?.record }
    func record(id: String) throws(SignetError) -> ImageRecord? { rows.first { $0.record.id == id }?.record }

    func records(fileHash: [UInt8], pixelHash: [UInt8]) throws(SignetError) -> [ImageRecord] {
        rows.map(\.record).filter {
            (!fileHash.isEmpty && $0.fileHash == fileHash) || (!pixelHash.isEmpty && $0.pixelHash == pixelHash)
        }
    }

    func count() throws(SignetError) -> Int { rows.count }
    func lastOrdinal() throws(SignetError) -> Int64 { rows.last?.ordinal ?? 0 }

    func fingerprints(after ordinal: Int64, _ body: (Int64, StoredFingerprints) -> Void) throws(SignetError) {
        for row in rows where row.ordinal > ordinal { body(row.ordinal, row.record.fingerprints) }
    }

    func anchors(ordinal: Int64) throws(SignetError) -> [UInt8]? {
        rows.first { $0.ordinal == ordinal }?.record.fingerprints.anchors
    }

    func anchors(after ordinal: Int64, _ body: (Int64, [UInt8]) -> Void) throws(SignetError) {
        for row in rows where row.ordinal > ordinal {
            if let anchors = row.record.fingerprints.anchors { body(row.ordinal, anchors) }
        }
    }

    func records(
        after ordinal: Int64, _ body: (Int64, ImageRecord) throws(SignetError) -> Void
    ) throws(SignetError) {
        for row in rows where row.ordinal > ordinal { try body(row.ordinal, row.record) }
    }

    func growth() throws(SignetError) -> [(day: String, count: Int)] {
        var days: [String: Int] = [:]
        for row in rows { days[String(row.record.created.prefix(10)), default: 0] += 1 }
        return days.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func defects() throws(SignetError) -> [IndexDefect] { [] }
}
