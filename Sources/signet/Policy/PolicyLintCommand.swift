internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Policy
internal import Reports

/// `signet policy lint`.
struct PolicyLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "What a pack says that its authors probably do not mean.",
        discussion:
            "Rules that can never hold or never decide, dates that are over, lists nobody uses, patterns that find other words. Exits with 40 for warnings, with --strict also for notes."
    )

    @Option(
        help: ArgumentHelp(
            "Words of the language, one on a line, to find patterns that hit others than meant.",
            discussion: "Without it, /usr/share/dict/words is used when it is there.", valueName: "file"))
    var words: String?
    @Flag(help: "Fail for notes too.") var strict = false
    @OptionGroup var form: FormatOptions
    @OptionGroup var pack: PackOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func run() throws {
        try reporting(json: form.format == .json) {
            let policy = try pack.load()
            let registers = try PackFolder(pack.folder).registers().map { try PeopleRegister(path: $0) }
            var linter = PolicyLinter(
                policy, date: pack.day, registers: registers, dictionary: try WordList.read(words))
            let findings = linter.run()
            try Console.print(PolicyLintReport(findings, context: printing.context()).print(form.format))
            let fails = findings.contains { $0.level == .warning } || (strict && !findings.isEmpty)
            try finish(with: fails ? .testsFailed : .success)
        }
    }
}
