extension PolicyLinter {
    /// From this length on, a name of one word counts without anything beside it.
    private static let lengthWithoutContext = 8

    mutating func lintNames() {
        let words = Set(dictionary.map { $0.lowercased() })
        for (register, index) in registers.flatMap({ register in register.people.indices.map { (register, $0) } }) {
            let person = register.people[index]
            let place = register.place(of: index)
            if let until = person.until, until < date {
                add(
                    .nameExpired, .warning, "the status \(person.status.rawValue) of \(person.id) held until \(until)",
                    "ask again, and give it a new date", place)
            }
            guard person.excluded.isEmpty else { continue }
            for name in [person.name] + person.aliases where !name.contains(" ") {
                let isOrdinary = words.contains(name.lowercased())
                if name.count >= Self.lengthWithoutContext, isOrdinary {
                    add(
                        .nameOneWord, .warning,
                        "\"\(name)\" of \(person.id) is a word of the language and counts anywhere",
                        "say in the column not what it is otherwise", place)
                } else if isOrdinary {
                    add(
                        .nameOneWord, .note,
                        "\"\(name)\" of \(person.id) is a word of the language: it counts as a name beside a title or verb, or in capitals",
                        "say in the column not what it is otherwise", place)
                }
            }
            for name in person.native where name.unicodeScalars.count <= 2 && Self.isHangul(name) {
                add(
                    .nameOneWord, .note, "\"\(name)\" of \(person.id) is short and counts anywhere",
                    "say in the column not what it is otherwise", place)
            }
        }
    }

    private static func isHangul(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
    }
}
