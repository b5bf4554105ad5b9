/// Reads people from CSV (RFC 4180): a header line with the names of the columns, then a line for each person.
enum PeopleFile {
    static let columns = [
        "id", "name", "aliases", "native", "role", "country", "status", "until", "not", "source", "notes",
        "hash",
    ]
    private static let maximumRows = 2_000_000

    /// The rows of a CSV text with the line each starts on. Quotation marks may hold commas and line breaks.
    static func rows(_ text: String) -> [(line: Int, fields: [String])] {
        var rows: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var line = 1
        var start = 1
        var isQuoted = false
        let bytes = Array(text.utf8)
        var at = 0
        func endRow() {
            fields.append(String(decoding: field, as: UTF8.self))
            if fields != [""], rows.count < maximumRows { rows.append((start, fields)) }
            fields = []
            field = []
        }
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
                        field.append(byte)
                        at += 1
                    } else {
                        isQuoted = false
                    }
                } else {
                    if byte == 10 { line += 1 }
                    field.append(byte)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
            case UInt8(ascii: ","):
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
            case 13: break
            case 10:
                endRow()
                line += 1
                start = line
            default: field.append(byte)
            }
        }
        if !field.isEmpty || !fields.isEmpty { endRow() }
        return rows
    }

    static func people(_ text: String, file: String, problems: inout [PackProblem]) -> [Person] {
        let rows = rows(text)
        guard let header = rows.first?.fields else { return [] }
        func problem(_ line: Int, _ column: Int, _ message: String, _ hint: String) {
            problems.append(
                PackProblem(place: SourcePlace(file: file, line: line, column: column), message: message, hint: hint))
        }
        for (index, name) in header.enumerated() where !columns.contains(name) {
            problem(1, index + 1, "unknown column \(name)", "known are \(columns.joined(separator: ", "))")
        }
        var people: [Person] = []
        var seen: Set<String> = []
        for (line, fields) in rows.dropFirst() {
            func value(_ column: String) -> String {
                guard let index = header.firstIndex(of: column), index < fields.count else { return "" }
                return String(fields[index].drop { $0 == " " })
            }
            func list(_ column: String) -> [String] {
                value(column).split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }
            }
            guard fields.count <= header.count else {
                problem(line, header.count + 1, "more fields than columns", "put text with commas in quotation marks")
                continue
            }
            let id = value("id")
            let name = value("name")
            let hash = value("hash")
            guard !id.isEmpty, !name.isEmpty || !hash.isEmpty else {
                problem(line, 1, "a person without id or name", "every line needs both, or a hash instead of the name")
                continue
            }
            guard hash.isEmpty || HashedName(hash) != nil else {
                problem(
                    line, (header.firstIndex(of: "hash") ?? 0) + 1, "this is no hash of a name",
                    "sha256:SALT:DIGEST, both in hexadecimal")
                continue
            }
            guard seen.insert(id).inserted else {
                problem(line, 1, "the id \(id) is there twice", "ids are unique in a file")
                continue
            }
            guard let status = Person.Status(rawValue: value("status")) else {
                problem(
                    line, (header.firstIndex(of: "status") ?? 0) + 1, "unknown status \(value("status"))",
                    "known are \(Person.Status.allCases.map(\.rawValue).joined(separator: ", "))")
                continue
            }
            let until = value("until")
            let source = value("source")
            people.append(
                Person(
                    id: id, name: name, aliases: list("aliases"), native: list("native"), role: value("role"),
                    country: value("country"), status: status, until: until.isEmpty ? nil : until,
                    excluded: list("not"), source: source.isEmpty ? nil : source,
                    hash: hash.isEmpty ? nil : hash))
        }
        return people
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var part = self
        while let first = part.first, first.isWhitespace { part = part.dropFirst() }
        while let last = part.last, last.isWhitespace { part = part.dropLast() }
        return String(part)
    }
}
