internal import Bytes

/// People as they are kept in tables: read one by one when they are named.
struct PersonTable {
    struct Head {
        /// Its first text: id, name, country, until, source; then aliases, native names, exclusions.
        let firstText: Int32
        let role: Int32
        /// The pattern that says a name is something else; or -1.
        var exclusion: Int32
        let aliasCount: UInt16
        let nativeCount: UInt16
        let excludedCount: UInt16
        let status: UInt16
        /// Whether the status ends on a day.
        let hasEnd: UInt32
    }

    private static let fixedTexts = 5
    private(set) var heads: [Head] = []

    mutating func add(_ person: Person, exclusion: Int32, _ strings: inout StringTable) {
        func few(_ texts: [String]) -> ArraySlice<String> { texts.prefix(Int(UInt16.max)) }
        let role = strings.intern(person.role)
        let first = strings.add(person.id)
        for text in [person.name, person.country, person.until ?? "", person.source ?? ""] { strings.add(text) }
        for text in few(person.aliases) { strings.add(text) }
        for text in few(person.native) { strings.add(text) }
        for text in few(person.excluded) { strings.add(text) }
        heads.append(
            Head(
                firstText: first, role: role, exclusion: exclusion, aliasCount: UInt16(few(person.aliases).count),
                nativeCount: UInt16(few(person.native).count), excludedCount: UInt16(few(person.excluded).count),
                status: Self.number(person.status), hasEnd: person.until == nil ? 0 : 1))
    }

    static func number(_ status: Person.Status) -> UInt16 {
        UInt16(Person.Status.allCases.firstIndex(of: status) ?? 0)
    }

    /// Such people in memory that somebody else keeps.
    struct View: @unchecked Sendable {
        let heads: UnsafeBufferPointer<Head>
        private let strings: StringTable.View

        init(_ reader: inout TableReader, _ strings: StringTable.View) throws(SignetError) {
            heads = try reader.next()
            self.strings = strings
            guard heads.allSatisfy({ Int($0.status) < Person.Status.allCases.count }) else {
                throw PolicyTables.damaged
            }
        }

        /// The status of a person on a day.
        func status(_ number: Int, _ day: String?) -> UInt16 {
            let head = heads[number]
            return head.hasEnd == 0 ? head.status : PersonTable.number(person(number).asOf(day).status)
        }

        func person(_ number: Int) -> Person {
            let head = heads[number]
            var at = Int(head.firstText)
            func next() -> String {
                defer { at += 1 }
                return strings[at]
            }
            func list(_ count: UInt16) -> [String] { (0..<Int(count)).map { _ in next() } }
            let (id, name, country) = (next(), next(), next())
            let (until, source) = (next(), next())
            let (aliases, native, excluded) = (
                list(head.aliasCount), list(head.nativeCount), list(head.excludedCount)
            )
            return Person(
                id: id, name: name, aliases: aliases, native: native, role: strings[Int(head.role)], country: country,
                status: Person.Status.allCases[Int(head.status)], until: until.isEmpty ? nil : until,
                excluded: excluded, source: source.isEmpty ? nil : source)
        }
    }
}
