internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Provenance
internal import Reports
internal import Workflows

/// `signet verify`: the four answers about each file.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check what the Content Credentials of images say, and whether they hold.",
        discussion: "The exit code is that of the gravest verdict; see `signet --help`.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case jsonl
    }

    @Argument(
        help: ArgumentHelp("Images, folders, patterns such as 'in/**/*.png', or - for standard input.", valueName: "in")
    )
    var inputs: [String] = []

    @OptionGroup(title: "Many images") var batch: BatchOptions
    @OptionGroup(title: "Trust") var trust: TrustOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Our own images") var lookup: LookupOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    @Option(help: "How to print: text, json (one document) or jsonl (one line per file).")
    var format: Format = .text

    @Flag(help: "The same as --format json.")
    var json = false

    @Flag(name: [.short, .long], help: "Print nothing; the exit code tells.")
    var quiet = false

    @Option(
        name: .customLong("fail-on"),
        help: ArgumentHelp("Exit with 0 unless the code is one of these, for example 13,14,15.", valueName: "codes"))
    var failOn: String?

    @Flag(name: .customLong("exit-zero"), help: "Exit with 0 whatever the verdicts are; errors still count.")
    var exitZero = false

    func validate() throws {
        try batch.check(inputs)
        guard let failOn else { return }
        guard Self.codes(failOn) != nil else {
            throw ValidationError(
                "--fail-on needs exit codes with commas between them, not \(SafeText.escape(failOn)).")
        }
    }

    private static func codes(_ text: String) -> Set<ExitStatus>? {
        var codes: Set<ExitStatus> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = Int32(part), let status = ExitStatus(rawValue: number) else { return nil }
            codes.insert(status)
        }
        return codes
    }

    func run() throws {
        let format = batch.readsRequests ? .jsonl : json ? .json : format
        try reporting(json: format != .text) {
            let configuration = try trust.load()
            var settings = ValidationSettings(trust: configuration, time: try trust.moment(), limits: limits.limits)
            settings.network = network.access(limits.limits)
            let context = printing.context(trust: configuration)
            let printer = VerifyPrinter(
                format: format, isQuiet: quiet, context: context, batch: batch, requirement: lookup.requirement)
            let files = batch.readsRequests ? nil : try ImageFinder.files(inputs)
            let index = try lookup.lookup(limits: settings.limits)
            // Only JSON says the SHA-256 of the file, which costs as much as the hash of its content.
            let isSilent = (format == .text || quiet) && index == nil
            let verifier = FileVerifier(settings: settings, scope: isSilent ? .metadata : [.fileHash, .metadata])
            let statuses = try printer.run(
                files, IndexedVerifier(verifier, lookup: index, limits: settings.limits))
            if format == .text, !quiet, configuration.signers.isEmpty,
                !statuses.isDisjoint(with: [.untrusted, .expired, .changed, .damaged, .revoked])
            {
                Console.complain(TrustListText.hint(context))
            }
            try finish(with: exitStatus(statuses))
        }
    }

    /// Narrowed as the user asked: verdicts may be let through, errors never.
    private func exitStatus(_ statuses: Set<ExitStatus>) -> ExitStatus {
        let wanted = failOn.flatMap(Self.codes)
        return ExitStatus.gravest(
            statuses.filter { status in
                guard (10...19).contains(status.rawValue) else { return true }
                return !exitZero && wanted?.contains(status) != false
            })
    }
}
