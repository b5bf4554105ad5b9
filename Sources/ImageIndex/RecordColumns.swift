internal import Fingerprints
internal import FoundationEssentials
internal import GRDB

/// A record as the columns of its row and of the tables of large values.
struct RecordColumns {
    /// In the order of the table, without the ordinal.
    static let names = [
        "id", "file_hash", "pixel_hash", "width", "height", "name", "created", "model", "requester", "labels",
        "manifest_id", "pdq", "quality", "others",
    ]
    static let largeNames = [("manifest", "store"), ("anchors", "places"), ("thumbnail", "jpeg")]

    private enum Value {
        case integer(Int64)
        case text(String?)
        case blob([UInt8]?)
    }

    private let values: [Value]
    let large: [(table: String, column: String, value: [UInt8]?)]

    init(_ record: ImageRecord) {
        let prints = record.fingerprints
        // SQLite would cut a text off at a zero character.
        func text(_ value: String?) -> Value { .text(value.map { $0.filter { $0 != "\0" } }) }
        values = [
            text(record.id), .blob(record.fileHash), .blob(record.pixelHash), .integer(Int64(record.width)),
            .integer(Int64(record.height)), text(record.name), text(record.created), text(record.model),
            .blob(record.requester),
            text(
                record.labels.map { $0.filter { $0 != "\n" } }.filter { !$0.isEmpty }.joined(separator: "\n")),
            text(record.manifestID), .blob(prints.pdq.hash.bytes), .integer(Int64(prints.pdq.quality)),
            .blob(prints.encodedOthers),
        ]
        large = [
            ("manifest", "store", record.manifestStore), ("anchors", "places", prints.anchors),
            ("thumbnail", "jpeg", record.thumbnail),
        ]
    }

    var arguments: StatementArguments {
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .integer(let number): number
                case .text(let text): text
                case .blob(let bytes): bytes.map { Data($0) }
                }
            })
    }

    func digest(ordinal: Int64) -> [UInt8] {
        let digest = RowDigest("record.2")
        digest.integer(ordinal)
        for value in values {
            switch value {
            case .integer(let number): digest.integer(number)
            case .text(let text): digest.text(text)
            case .blob(let bytes): digest.blob(bytes)
            }
        }
        for (_, _, value) in large { digest.blob(value) }
        return digest.finish()
    }

    /// The query whose rows ``digest(of:)`` takes.
    static var digestQuery: String {
        let columns =
            ["r.ordinal"] + names.map { "r.\($0)" } + largeNames.map { "\($0.0).\($0.1)" }
        let selected = columns.map { "typeof(\($0)), CAST(\($0) AS BLOB)" }.joined(separator: ", ")
        let joins = largeNames.map { "LEFT JOIN \($0.0) ON \($0.0).ordinal = r.ordinal" }.joined(separator: " ")
        return "SELECT \(selected), r.ordinal, r.id FROM record r \(joins) ORDER BY r.ordinal"
    }

    /// The digest of a row of ``digestQuery``, and its ordinal and name.
    static func digest(of row: Row) -> (digest: [UInt8], ordinal: Int64, id: String) {
        let digest = RowDigest("record.2")
        let count = 1 + names.count + largeNames.count
        for index in 0..<count {
            SQLiteStorage.add(row, 2 * index, to: digest)
        }
        return (digest.finish(), row[2 * count] as Int64? ?? 0, row[2 * count + 1] as String? ?? "")
    }
}
