internal import ArgumentParser
internal import Policy
internal import Reports

/// `signet people add`.
struct PeopleAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a person, or change one with --replace.")

    @Argument(help: ArgumentHelp("A name for the entry that no other has.", valueName: "id")) var id: String
    @Argument(help: ArgumentHelp("The person's name.", valueName: "name")) var name: String
    @Option(
        help: ArgumentHelp(
            "\(Person.Status.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "status"))
    var status: Person.Status
    @Option(help: ArgumentHelp("Another name. Repeatable.", valueName: "name")) var alias: [String] = []
    @Option(help: ArgumentHelp("The name in another script. Repeatable.", valueName: "name")) var native: [String] = []
    @Option(help: ArgumentHelp("What the person does.", valueName: "text")) var role = ""
    @Option(help: ArgumentHelp("A country as two letters.", valueName: "code")) var country = ""
    @Option(help: ArgumentHelp("The day on which the status ends.", valueName: "yyyy-mm-dd")) var until: String?
    @Option(
        name: .customLong("not"),
        help: ArgumentHelp("A pattern that is something else than this person. Repeatable.", valueName: "pattern"))
    var excluded: [String] = []
    @Option(help: ArgumentHelp("Where this comes from.", valueName: "text")) var source: String?
    @Option(help: ArgumentHelp("Anything else worth keeping.", valueName: "text")) var notes: String?
    @Flag(help: "Take the place of the person with the same id.") var replace = false
    @OptionGroup var register: RegisterOptions

    func run() throws {
        try reporting(json: false) {
            var people = try openRegister(register.path)
            let person = Person(
                id: id, name: name, aliases: alias, native: native, role: role, country: country, status: status,
                until: until, excluded: excluded, source: source)
            let outcome = try people.add(person, notes: notes, replacing: replace)
            if outcome != .unchanged { try people.write() }
            try Console.print("\(outcome)  \(PeopleText().line(for: person))")
        }
    }
}
