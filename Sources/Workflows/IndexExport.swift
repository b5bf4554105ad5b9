public import Bytes
internal import Findings
internal import Fingerprints
internal import FoundationEssentials
public import ImageIndex

/// Writes an index out: whole records as JSON Lines, or its PDQ hashes in the forms in which the industry exchanges them.
public struct IndexExport {
    public enum Format: String, Sendable, CaseIterable {
        /// Whole records, for another index.
        case jsonl
        /// `hash,id,timestamp,tags`, the columns of Hasher-Matcher-Actioner's data files, and `quality`.
        case csv
        /// `{"data": [{"indicator": …, "type": "HASH_PDQ", …}]}`
        case threatexchange
    }

    private let index: ImageIndex
    private let format: Format
    private let purpose: String

    public init(_ index: ImageIndex, format: Format, purpose: String) {
        self.index = index
        self.format = format
        self.purpose = purpose
    }

    /// Calls `write` with piece after piece of the output.
    ///
    /// - Parameter minimumQuality: hashes of images with less detail are left out of lists, as is the custom; whole records are
    ///   always written.
    /// - Returns: how many records were written.
    public func run(minimumQuality: Int, _ write: (String) throws(SignetError) -> Void) throws(SignetError) -> Int {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var count = 0
        if format == .csv { try write("hash,id,timestamp,tags,quality\n") }
        if format == .threatexchange { try write("{\"data\":[") }
        try index.forEachRecord { (record) throws(SignetError) in
            guard format == .jsonl || record.fingerprints.pdq.quality >= minimumQuality else { return }
            switch format {
            case .jsonl: try write(try Self.json(RecordLine(record), encoder) + "\n")
            case .csv: try write(Self.row(record))
            case .threatexchange:
                try write((count == 0 ? "\n" : ",\n") + Self.json(Indicator(record), encoder))
            }
            count += 1
        }
        if format == .threatexchange { try write("\n]}\n") }
        try index.audit(
            .export, subject: format.rawValue, detail: "\(count)", purpose: purpose, time: IndexFilling.now())
        return count
    }

    private static func json(_ value: some Encodable, _ encoder: JSONEncoder) throws(SignetError) -> String {
        guard let data = try? encoder.encode(value) else {
            throw SignetError("index.export", .unexpected, "a record cannot be written as JSON")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func row(_ record: ImageRecord) -> String {
        let prints = record.fingerprints.pdq
        let tags = CSVLine.cell(record.labels.joined(separator: ";"))
        return "\(prints.hash.hex),\(record.id),\(record.created),\(tags),\(prints.quality)\n"
    }

    private struct Indicator: Encodable {
        let id: String
        let indicator: String
        let type = "HASH_PDQ"
        let created: Int?
        let tags: [String]

        private enum CodingKeys: String, CodingKey {
            case id, indicator, type, tags
            case created = "creation_time"
        }

        init(_ record: ImageRecord) {
            id = record.id
            indicator = record.fingerprints.pdq.hash.hex
            created = (try? Date(record.created, strategy: .iso8601)).map { Int($0.timeIntervalSince1970) }
            tags = record.labels
        }
    }
}
