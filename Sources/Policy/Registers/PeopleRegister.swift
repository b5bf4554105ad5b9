public import Bytes

/// A CSV file of people as staff edit it. What is not edited stays as it was: the order of the lines, notes, other people.
public struct PeopleRegister: Sendable {
    /// The file; it need not exist yet.
    public let path: String
    /// In the order of the file.
    public private(set) var people: [Person]
    private var header: [String]
    /// The fields of each person, as ``people``.
    private var rows: [[String]]
    /// The line each person starts on, as ``people``; 0 for people who are not in the file yet.
    private var lines: [Int]

    private static let maximumBytes = 64 << 20

    /// Reads the file at `path`; one that does not exist is an empty register.
    ///
    /// Throws ``PackProblems`` with every mistake in the file: a register that is half understood is not edited.
    public init(path: String) throws {
        self.path = path
        guard Folder.exists(path) else {
            header = PeopleFile.columns
            rows = []
            lines = []
            people = []
            return
        }
        let text = try Self.text(of: path)
        var problems: [PackProblem] = []
        people = PeopleFile.people(text, file: path, problems: &problems)
        let all = PeopleFile.rows(text)
        header = all.first?.fields ?? PeopleFile.columns
        rows = all.dropFirst().map(\.fields)
        lines = all.dropFirst().map(\.line)
        guard problems.isEmpty else { throw PackProblems(problems: problems) }
    }

    private static func text(of path: String) throws(SignetError) -> String {
        let source = try FileSource(path: path)
        guard source.count <= maximumBytes else {
            throw SignetError("people.size", .configuration, "\(path) has more than 64 MB")
        }
        guard let text = String(validating: try source.bytes(0..<source.count), as: UTF8.self) else {
            throw SignetError("people.encoding", .configuration, "\(path) is not UTF-8")
        }
        return text
    }

    /// Where the person at `index` of ``people`` stands.
    public func place(of index: Int) -> SourcePlace {
        SourcePlace(file: path, line: lines.indices.contains(index) ? lines[index] : 0, column: 1)
    }

    /// What became of a person who was added.
    public enum Addition: Sendable, Equatable { case added, replaced, unchanged }

    /// Adds a person, or takes the place of the one with the same id.
    ///
    /// - Parameter notes: nil keeps the notes that are there.
    /// - Throws: `people.exists` when somebody has the id and `replacing` is false, `people.text` for text that does not fit
    ///   into a line.
    @discardableResult
    public mutating func add(_ person: Person, notes: String? = nil, replacing: Bool) throws(SignetError) -> Addition {
        try Self.check(person)
        for column in PeopleFile.columns where !header.contains(column) && Self.needs(column, person, notes) {
            header.append(column)
        }
        let known = people.firstIndex { $0.id == person.id }
        guard known == nil || replacing else {
            throw SignetError("people.exists", .usage, "somebody has the id \(person.id) already (see --replace)")
        }
        var row = known.map { rows[$0] } ?? []
        row += [String](repeating: "", count: max(0, header.count - row.count))
        for (column, name) in header.enumerated() {
            if let value = Self.value(name, of: person, notes: notes) { row[column] = value }
        }
        guard let known else {
            rows.append(row)
            lines.append(0)
            people.append(person)
            return .added
        }
        guard people[known] != person || rows[known] != row else { return .unchanged }
        rows[known] = row
        people[known] = person
        return .replaced
    }

    /// Takes out the person with the id; nil when there is none.
    public mutating func remove(id: String) -> Person? {
        guard let index = people.firstIndex(where: { $0.id == id }) else { return nil }
        rows.remove(at: index)
        lines.remove(at: index)
        return people.remove(at: index)
    }

    /// Writes the file anew: all of it or nothing. The folder of a first person is made in a folder that is there.
    public func write() throws(SignetError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        let above = parts.count > 2 ? parts.dropLast(2).joined(separator: "/") : "."
        if !folder.isEmpty, !Folder.exists(folder), Folder.isFolder(above.isEmpty ? "/" : above) {
            try Folder.create(folder)
        }
        let file = try OutputFile(path: path)
        try file.write(Array((CSVRow.text(header) + "\n").utf8))
        for row in rows { try file.write(Array((CSVRow.text(row) + "\n").utf8)) }
        try file.commit()
    }

    // MARK: Columns

    /// Nil for a column that is none of a person's own.
    private static func value(_ column: String, of person: Person, notes: String?) -> String? {
        switch column {
        case "id": person.id
        case "name": person.name
        case "aliases": person.aliases.joined(separator: ";")
        case "native": person.native.joined(separator: ";")
        case "role": person.role
        case "country": person.country
        case "status": person.status.rawValue
        case "until": person.until ?? ""
        case "not": person.excluded.joined(separator: ";")
        case "source": person.source ?? ""
        case "notes": notes
        default: nil
        }
    }

    private static func needs(_ column: String, _ person: Person, _ notes: String?) -> Bool {
        ["id", "name", "status"].contains(column) || value(column, of: person, notes: notes)?.isEmpty == false
    }

    private static let maximumText = 500

    private static func check(_ person: Person) throws(SignetError) {
        guard !person.id.isEmpty, !person.name.isEmpty else {
            throw SignetError("people.text", .usage, "a person needs an id and a name")
        }
        let lists = person.aliases + person.native + person.excluded
        for text in [person.id, person.name, person.role, person.country, person.source ?? ""] + lists {
            guard text.utf8.count <= maximumText else {
                throw SignetError("people.text", .usage, "a text of \(person.id) has more than \(maximumText) bytes")
            }
            guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
                throw SignetError(
                    "people.text", .usage, "a text of \(person.id) holds a line break or control character")
            }
        }
        guard !lists.contains(where: { $0.contains(";") }) else {
            throw SignetError("people.text", .usage, "a name of \(person.id) holds a semicolon, which sets names apart")
        }
        if let until = person.until, !PolicyDate.isValid(until) {
            throw SignetError("people.date", .usage, "until needs a date like 2026-11-01, not \(until)")
        }
    }
}
