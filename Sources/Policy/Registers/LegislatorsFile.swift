internal import Bytes
internal import Yams

/// Reads the YAML of github.com/unitedstates/congress-legislators (CC0): a list of people with `id`, `name`, `bio`, `terms`.
enum LegislatorsFile {
    static func people(_ text: String, file: String, day: String) throws -> [Person] {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw SignetError("people.yaml", .badData, "\(file) is not YAML")
        }
        guard let root, case .sequence(let entries) = root else {
            throw SignetError("people.yaml", .badData, "\(file) is no list of legislators")
        }
        return try entries.enumerated().map { index, entry throws(SignetError) in
            guard let person = person(entry, day: day) else {
                throw SignetError(
                    "people.yaml", .badData,
                    "\(file): line \(entry.mark?.line ?? index + 1): a legislator needs an id and a name")
            }
            return person
        }
    }

    private static func person(_ entry: Node, day: String) -> Person? {
        let name = entry["name"]
        func part(_ key: String) -> String? { name?[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        guard let first = part("first"), let last = part("last") else { return nil }
        let identifiers = entry["id"]
        guard let id = identifiers?["wikidata"]?.string ?? identifiers?["bioguide"]?.string, !id.isEmpty else {
            return nil
        }
        let full = part("official_full") ?? "\(first) \(last)"
        var aliases: [String] = []
        for other in [
            "\(first) \(last)", part("nickname").map { "\($0) \(last)" },
            part("middle").map { "\(first) \($0) \(last)" },
        ] {
            if let other, other != full, !aliases.contains(other) { aliases.append(other) }
        }
        let office = entry["terms"]?.sequence?.last?["type"]?.string
        return Person(
            id: id, name: full, aliases: aliases.filter { !$0.contains(";") }, role: role(office), country: "US",
            status: .publicAdult, source: "congress-legislators (CC0), \(day)")
    }

    private static func role(_ type: String?) -> String {
        switch type {
        case "sen": "senator"
        case "rep": "representative"
        case "prez": "president"
        case "viceprez": "vice president"
        default: "politician"
        }
    }
}
