internal import ArgumentParser
internal import Bytes
internal import Policy
internal import Reports

/// `signet people list`.
struct PeopleListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The people of the pack, one a line.")

    @Argument(help: ArgumentHelp("CSV files; all of the pack's unless named.", valueName: "csv")) var files: [String] =
        []
    @Option(help: ArgumentHelp("Only people of this status.", valueName: "status")) var status: Person.Status?
    @Option(help: ArgumentHelp("Only people with this in one of their names.", valueName: "text")) var name: String?
    @Flag(help: "Print JSON, one object per line.") var json = false
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: json) {
            let (text, printer) = (PeopleText(), PeopleJSON())
            for file in files.isEmpty ? try PackFolder(pack.folder).registers() : files {
                for person in try openRegister(file).people where matches(person) {
                    try Console.print(json ? printer.line(for: person) : text.line(for: person))
                }
            }
        }
    }

    private func matches(_ person: Person) -> Bool {
        if let status, person.status != status { return false }
        guard let name = name?.lowercased() else { return true }
        return ([person.id, person.name] + person.aliases + person.native).contains { $0.lowercased().contains(name) }
    }
}
