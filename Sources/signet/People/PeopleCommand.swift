internal import ArgumentParser
internal import Findings
internal import Policy
internal import Reports

/// `signet people`: the real people a pack knows of, and what may be done with their likeness.
struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Real people: who they are, what they go by, what may be done with their likeness.",
        discussion: """
            Examples:
              signet people list --status opted_out
              signet people add ex-1 "Erin Example" --status opted_out --alias "E. Example" --source "letter of 2026-11-02"
              signet people import legislators-current.yaml --into policies/people/legislators.csv
              signet people check

            The people of a pack stand in people/*.csv, which any spreadsheet can edit too.
            """,
        subcommands: [
            PeopleListCommand.self, PeopleAddCommand.self, PeopleRemoveCommand.self, PeopleImportCommand.self,
            PeopleCheckCommand.self,
        ])
}

/// Which register is edited.
struct RegisterOptions: ParsableArguments {
    @OptionGroup var pack: PackOptions

    @Option(
        name: .customLong("into"),
        help: ArgumentHelp("The CSV file; people/people.csv of the pack unless named.", valueName: "csv"))
    var file: String?

    var path: String { file ?? "\(pack.folder)/people/people.csv" }
}

/// Tells every mistake of a register before giving up.
func openRegister(_ path: String) throws -> PeopleRegister {
    do { return try PeopleRegister(path: path) } catch let error as PackProblems { throw telling(error) }
}

/// Tells every problem on standard error.
func telling(_ problems: PackProblems) -> ExitCode {
    for problem in problems.problems { Console.complain(SafeText.escape(problem.description, limit: 600)) }
    return ExitCode(ExitStatus.configuration.rawValue)
}
