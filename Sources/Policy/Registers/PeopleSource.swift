internal import Bytes

/// A file of people as others publish it, ready to be taken into a register.
public enum PeopleSource: String, Sendable, CaseIterable {
    /// The YAML files of the congress-legislators project (CC0), such as legislators-current.yaml and executive.yaml.
    case legislators
    /// CSV of a Wikidata query (CC0): item, itemLabel and whatever else the query asked for.
    case wikidata
    /// A register of signet's own form.
    case register

    private static let maximumBytes = 64 << 20

    /// What the name and the first bytes of a file say about its kind.
    static func guess(_ path: String, _ text: String) -> PeopleSource {
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return .legislators }
        let header = text.prefix { $0 != "\n" && $0 != "\r\n" }.split(separator: ",").map(String.init)
        return header.contains("id") && header.contains("status") ? .register : .wikidata
    }

    /// The people of the file at `path`.
    ///
    /// - Parameters:
    ///   - kind: nil decides by name and content.
    ///   - day: today, for who is a minor.
    /// - Throws: ``PackProblems`` or a ``SignetError`` when the file is not of this kind; nobody is taken from half a file.
    public static func people(in path: String, kind: PeopleSource?, day: String) throws -> [Person] {
        let source = try FileSource(path: path)
        guard source.count <= maximumBytes else {
            throw SignetError("people.size", .badData, "\(path) has more than 64 MB")
        }
        guard let text = String(validating: try source.bytes(0..<source.count), as: UTF8.self) else {
            throw SignetError("people.encoding", .badData, "\(path) is not UTF-8")
        }
        switch kind ?? guess(path, text) {
        case .legislators: return try LegislatorsFile.people(text, file: path, day: day)
        case .wikidata: return try WikidataFile.people(text, file: path, day: day)
        case .register:
            var problems: [PackProblem] = []
            let people = PeopleFile.people(text, file: path, problems: &problems)
            guard problems.isEmpty else { throw PackProblems(problems: problems) }
            return people
        }
    }
}
