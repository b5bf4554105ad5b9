internal import ArgumentParser
internal import Policy
internal import Reports

/// `signet people import`.
struct PeopleImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in lists of people as others publish them.",
        discussion: """
            legislators: the YAML of the congress-legislators project (CC0).
            wikidata: CSV of a Wikidata query (CC0) with item, itemLabel and any of itemAltLabel, birthDate, deathDate,
            occupationLabel, countryLabel, ko, ja, zh, ru, ar. People below 18 become public_minor until their birthday.
            register: CSV of signet's own form.
            """)

    @Argument(help: ArgumentHelp("The files.", valueName: "file")) var files: [String]
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("legislators, wikidata or register; else decided by the file.", valueName: "kind"))
    var kind: PeopleSource?
    @Option(help: ArgumentHelp("Give everybody this status.", valueName: "status")) var status: Person.Status?
    @Flag(help: "Take the place of people with the same id.") var replace = false
    @Flag(name: .customLong("dry-run"), help: "Only say what would be done.") var dryRun = false
    @OptionGroup var register: RegisterOptions

    func run() throws {
        try reporting(json: false) {
            var people = try openRegister(register.path)
            let others = Set(
                try PackFolder(register.pack.folder).registers().filter { $0 != register.path }.flatMap {
                    try openRegister($0).people.map(\.id)
                })
            var counts: [String: Int] = [:]
            for file in files {
                let found: [Person]
                do { found = try PeopleSource.people(in: file, kind: kind, day: register.pack.day) } catch let error
                    as PackProblems
                { throw telling(error) }
                for var person in found {
                    if let status { person.status = status }
                    let isKnown = others.contains(person.id) || people.people.contains { $0.id == person.id }
                    guard !isKnown || (replace && !others.contains(person.id)) else {
                        counts["present", default: 0] += 1
                        continue
                    }
                    counts["\(try people.add(person, replacing: replace))", default: 0] += 1
                }
            }
            if !dryRun, counts["added"] ?? 0 > 0 || counts["replaced"] ?? 0 > 0 { try people.write() }
            let words = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            try Console.print(
                "\(SafeText.escape(register.path)): \(words.isEmpty ? "nobody" : words)\(dryRun ? " (nothing was written)" : "")\n"
            )
        }
    }
}
