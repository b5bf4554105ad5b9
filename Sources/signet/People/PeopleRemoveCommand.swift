internal import ArgumentParser
internal import Bytes
internal import Policy
internal import Reports

/// `signet people remove`.
struct PeopleRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take people out of the pack, wherever they stand in it.")

    @Argument(help: ArgumentHelp("The ids of the people.", valueName: "id")) var ids: [String]
    @OptionGroup var register: RegisterOptions

    func run() throws {
        try reporting(json: false) {
            let files = try register.file.map { [$0] } ?? PackFolder(register.pack.folder).registers()
            var registers = try files.map(openRegister)
            // All or none: an id that nobody has is a slip, and may be one of a list.
            for id in ids where !registers.contains(where: { $0.people.contains { $0.id == id } }) {
                throw SignetError("people.none", .noInput, "nobody has the id \(id)")
            }
            for index in registers.indices {
                let removed = ids.compactMap { registers[index].remove(id: $0) }
                guard !removed.isEmpty else { continue }
                try registers[index].write()
                for person in removed { try Console.print("removed  \(PeopleText().line(for: person))") }
            }
        }
    }
}
