internal import ArgumentParser
internal import Findings
internal import Policy
internal import Reports

/// `signet people check`.
struct PeopleCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Whom does a text name? Without a text: what is wrong in the lists of people?",
        discussion: "Exits with 22 when a text names somebody, with 40 when something in the lists is wrong.")

    @Argument(help: ArgumentHelp("A text.", valueName: "text")) var text: String?
    @Flag(help: "Print JSON, one object per line.") var json = false
    @Flag(help: "Only what is wrong, without notes.") var quiet = false
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: json) {
            try text.map(name) ?? review()
        }
    }

    private func name(_ text: String) throws {
        let found = try pack.load().decide(PolicyRequest(text), date: pack.day).people
        var seen: Set<String> = []
        for match in found where seen.insert(match.person.id).inserted {
            try Console.print(
                json ? PeopleJSON().line(for: match.person) : "\(match.how)  \(PeopleText().line(for: match.person))")
        }
        try finish(with: found.isEmpty ? .success : .restrictedPerson)
    }

    private func review() throws {
        let registers = try PackFolder(pack.folder).registers().map(openRegister)
        let remarks = PeopleReview(day: pack.day).remarks(registers).filter { !quiet || $0.weight == .wrong }
        for remark in remarks {
            try Console.print(json ? PeopleJSON().line(for: remark) : PeopleText().line(for: remark))
        }
        let people = registers.reduce(0) { $0 + $1.people.count }
        if !json { try Console.print("\(people) people in \(registers.count) files, \(remarks.count) remarks\n") }
        try finish(with: remarks.contains { $0.weight == .wrong } ? .testsFailed : .success)
    }
}
