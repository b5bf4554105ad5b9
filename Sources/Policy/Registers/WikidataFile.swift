internal import Bytes

/// Reads CSV as query.wikidata.org exports it: one line for each combination of values, the columns named by the query.
///
/// Known columns: `item` or `person` (an address or Q number), the same with `Label`, `AltLabel` or `Aliases`; `birthDate`,
/// `deathDate`, `occupationLabel`, `countryLabel`, and names in other languages such as `ko` or `nameKo`.
enum WikidataFile {
    private struct Columns {
        let item: Int
        let label: Int
        let aliases: Int?
        let native: [Int]
        let birth: Int?
        let death: Int?
        let role: Int?
        let country: Int?

        init?(_ header: [String]) {
            let names = header.map { $0.lowercased().filter { $0.isLetter } }
            func first(_ wanted: [String]) -> Int? {
                names.firstIndex { wanted.contains($0) }
            }
            guard let item = first(["item", "person", "human", "subject", "qid", "wikidata"]),
                let label = first(["itemlabel", "personlabel", "humanlabel", "subjectlabel", "label", "name"])
            else { return nil }
            self.item = item
            self.label = label
            aliases = first(["itemaltlabel", "personaltlabel", "altlabel", "altlabels", "aliases", "alias"])
            native = names.indices.filter {
                Self.nativeNames.contains(names[$0]) || names[$0].hasPrefix("name") && names[$0].count == 6
                    || names[$0].hasPrefix("label") && names[$0].count == 7
            }
            birth = first(["birthdate", "dateofbirth", "dob", "birth", "born"])
            death = first(["deathdate", "dateofdeath", "dod", "death", "died"])
            role = first(["occupationlabel", "occupation", "positionlabel", "position", "role"])
            country = first(["countrylabel", "country", "citizenshiplabel", "countryofcitizenshiplabel"])
        }

        private static let nativeNames: Set<String> = [
            "ko", "ja", "zh", "ru", "ar", "hi", "nativelabel", "nativename", "kolabel", "jalabel", "zhlabel",
            "rulabel",
            "arlabel", "hilabel", "itemlabelko", "korean", "koname",
        ]
    }

    private static let maximumAliases = 40

    static func people(_ text: String, file: String, day: String) throws(SignetError) -> [Person] {
        let rows = PeopleFile.rows(text)
        guard let header = rows.first?.fields, let columns = Columns(header) else {
            throw SignetError(
                "people.columns", .badData,
                "\(file) has no columns item and itemLabel, as exports of Wikidata have them")
        }
        var people: [Person] = []
        var places: [String: Int] = [:]
        for (line, fields) in rows.dropFirst() {
            func value(_ column: Int?) -> String {
                guard let column, column < fields.count else { return "" }
                return fields[column]
            }
            let address = value(columns.item)
            let id = address.split(separator: "/").last.map(String.init) ?? ""
            guard id.first == "Q", id.dropFirst().allSatisfy(\.isNumber), id.count > 1 else {
                throw SignetError("people.item", .badData, "\(file): line \(line): \(address) is no item of Wikidata")
            }
            // An item without a label in the asked languages is exported with its number as label.
            let name = value(columns.label)
            guard !name.isEmpty, name != id else { continue }
            let aliases = list(value(columns.aliases)).filter { $0 != name }
            let native = columns.native.map { value($0) }.filter { !$0.isEmpty && $0 != name && $0 != id }
            if let known = places[id] {
                merge(aliases, into: &people[known].aliases)
                merge(native, into: &people[known].native)
                continue
            }
            let (status, until) = status(birth: value(columns.birth), death: value(columns.death), day: day)
            places[id] = people.count
            people.append(
                Person(
                    id: id, name: name, aliases: [], native: [], role: value(columns.role),
                    country: value(columns.country), status: status, until: until, source: "Wikidata (CC0), \(day)"))
            merge(aliases, into: &people[people.count - 1].aliases)
            merge(native, into: &people[people.count - 1].native)
        }
        return people
    }

    /// Wikidata joins other names with commas.
    private static func list(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == ";" || $0 == "|" }
            .map { part in
                String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            .filter { !$0.isEmpty }
    }

    private static func merge(_ names: [String], into list: inout [String]) {
        for name in names where !list.contains(name) && list.count < maximumAliases && !name.contains(";") {
            list.append(name)
        }
    }

    private static func status(birth: String, death: String, day: String) -> (Person.Status, until: String?) {
        if !death.isEmpty { return (.deceased, nil) }
        // Dates are exported as 2010-05-01T00:00:00Z.
        guard let adulthood = PolicyDate.adding(years: 18, to: String(birth.prefix(10))), adulthood > day else {
            return (.publicAdult, nil)
        }
        return (.publicMinor, adulthood)
    }
}
