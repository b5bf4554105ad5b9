public import Bytes
internal import Fingerprints
internal import FoundationEssentials

/// Reads exchanged lists of PDQ hashes, one entry at a time:
///
/// - CSV with a header that names a column `hash`, `pdq`, `indicator`, `raw_indicator` or `signal`, and optionally `id`, `type`,
///   `tags`, `timestamp`; or without one, in the order `hash,id,timestamp,tags` of Hasher-Matcher-Actioner's data files;
/// - ThreatExchange JSON: `{"data": [{"indicator": …, "type": "HASH_PDQ", …}]}`, such a list alone, or such objects as JSON Lines;
/// - one hash in 64 hexadecimal digits a line.
public struct HashListReader {
    /// What stands in a list.
    public enum Item: Sendable {
        case entry(HashList.Entry)
        /// A signal of another kind than PDQ.
        case other
        /// A line that is neither; the reason ends the sentence "line 3 …".
        case invalid(line: Int, reason: String)
    }

    private let lines: PeekedLines
    /// The largest document of JSON that is not JSON Lines, in bytes.
    private static let maximumDocument = 256 << 20

    /// The longest line of a list, in bytes.
    private static let maximumLine = 16 << 20

    /// - Parameter path: of the list, or `-` for standard input.
    public init(path: String) throws(SignetError) {
        lines = try PeekedLines(path: path, maximumLine: Self.maximumLine)
    }

    init(_ lines: PeekedLines) { self.lines = lines }

    /// Calls `body` with each entry until it returns false.
    public func read(_ body: (Item) throws(SignetError) -> Bool) throws(SignetError) {
        var number = 0
        var columns: HashListColumns?
        while let line = try lines.next() {
            number += 1
            let text = String(decoding: line, as: UTF8.self).trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            if columns == nil, text.hasPrefix("{") || text.hasPrefix("[") {
                guard let object = try? JSONDecoder().decode(ThreatIndicator.self, from: Data(text.utf8)),
                    object.hasSignal
                else {
                    guard number == 1 else {
                        guard try body(.invalid(line: number, reason: "is no signal in JSON")) else { return }
                        continue
                    }
                    return try readDocument(first: line, body)
                }
                guard try body(object.item(line: number)) else { return }
                continue
            }
            let cells = CSVLine.cells(text)
            if columns == nil {
                columns = HashListColumns(header: cells)
                if columns != nil { continue }
                columns = HashListColumns.standard
            }
            guard let columns, try body(columns.item(cells, line: number)) else { return }
        }
    }

    private func readDocument(
        first: [UInt8], _ body: (Item) throws(SignetError) -> Bool
    ) throws(SignetError) {
        var bytes = first
        while let line = try lines.next() {
            bytes.append(UInt8(ascii: "\n"))
            bytes += line
            guard bytes.count <= Self.maximumDocument else {
                throw SignetError(
                    "hashList.tooLarge", .badData,
                    "is a JSON document of more than \(Self.maximumDocument) bytes; use JSON Lines")
            }
        }
        let data = Data(bytes)
        let decoder = JSONDecoder()
        guard
            let indicators = (try? decoder.decode(ThreatIndicator.Page.self, from: data).data)
                ?? (try? decoder.decode([ThreatIndicator].self, from: data))
        else {
            throw SignetError("hashList.json", .badData, "is neither ThreatExchange JSON nor JSON Lines")
        }
        for (index, indicator) in indicators.enumerated() {
            guard try body(indicator.item(line: index + 1)) else { return }
        }
    }
}

/// Where in a row of CSV things are.
struct HashListColumns {
    let hash: Int
    let id: Int?
    let type: Int?
    let time: Int?
    let tags: Int?

    static let standard = HashListColumns(hash: 0, id: 1, type: nil, time: 2, tags: 3)

    private init(hash: Int, id: Int?, type: Int?, time: Int?, tags: Int?) {
        self.hash = hash
        self.id = id
        self.type = type
        self.time = time
        self.tags = tags
    }

    /// Nil when `header` is no header but data.
    init?(header: [String]) {
        let names = header.map { $0.lowercased() }
        func first(_ candidates: String...) -> Int? { names.firstIndex(where: candidates.contains) }
        guard let hash = first("hash", "pdq", "pdq_hash", "hash_pdq", "indicator", "raw_indicator", "signal") else {
            return nil
        }
        self.init(
            hash: hash, id: first("id", "name", "filename"), type: first("type", "indicator_type", "signal_type"),
            time: first("timestamp", "created", "creation_time", "added_on"),
            tags: first("tags", "labels", "categories"))
    }

    func item(_ cells: [String], line: Int) -> HashListReader.Item {
        func cell(_ column: Int?) -> String? {
            guard let column, cells.indices.contains(column), !cells[column].isEmpty else { return nil }
            return cells[column]
        }
        if let type = cell(self.type), !ThreatIndicator.isPDQ(type) { return .other }
        guard let text = cell(hash), let value = Hash256(hex: text) else {
            return .invalid(line: line, reason: "has no PDQ hash of 64 hexadecimal digits")
        }
        let tags = (cell(self.tags) ?? "").split(whereSeparator: { ";|,[]'\"".contains($0) }).map {
            String($0).trimmed
        }
        return .entry(
            HashList.Entry(
                hash: value, id: cell(id), tags: tags.filter { !$0.isEmpty }, created: ThreatIndicator.time(cell(time)))
        )
    }
}

extension String {
    /// Without blanks at both ends and the byte order mark.
    fileprivate var trimmed: String {
        let blanks: Set<Character> = [" ", "\t", "\r", "\u{FEFF}", "\n"]
        var rest = self[...]
        while let first = rest.first, blanks.contains(first) { rest = rest.dropFirst() }
        while let last = rest.last, blanks.contains(last) { rest = rest.dropLast() }
        return String(rest)
    }
}
