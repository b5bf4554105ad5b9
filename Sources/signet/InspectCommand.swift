internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Provenance
internal import Reports

/// `signet inspect`: everything the records say, without judging it.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show everything the Content Credentials and metadata of images say.",
        discussion:
            "Exits with 0 when there was something to show, 10 when a file has no credentials, 14 when they are unreadable."
    )

    @Argument(
        help: ArgumentHelp("Images, folders, patterns such as 'in/**/*.png', or - for standard input.", valueName: "in")
    )
    var inputs: [String]

    @Flag(help: "JSON in the shape of c2patool's report; one line per file when there are several.")
    var json = false

    @Flag(help: "Every assertion in full; with --json the raw claims and stores.")
    var detailed = false

    @Flag(help: "JSON in the crJSON format of C2PA 2.4.")
    var crjson = false

    @Flag(help: "The boxes of the manifest store with their byte offsets in the file.")
    var raw = false

    @Flag(
        help: ArgumentHelp(
            "Every byte range of the file as hashed, signed, structure, excluded or foreign; also with --json.",
            discussion: "With --detailed, records that their format cuts into pieces are listed piece by piece."))
    var coverage = false

    @OptionGroup(title: "Trust") var trust: TrustOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard [json, crjson, raw].count(where: { $0 }) <= 1 else {
            throw ValidationError("Only one of --json, --crjson and --raw can be printed.")
        }
        guard !coverage || (!crjson && !raw) else {
            throw ValidationError("--coverage is printed as text or with --json.")
        }
    }

    func run() throws {
        try reporting(json: json || crjson) {
            let configuration = try trust.load()
            var settings = ValidationSettings(trust: configuration, time: try trust.moment(), limits: limits.limits)
            settings.network = network.access(limits.limits)
            let context = printing.context(trust: configuration)
            let verifier = FileVerifier(settings: settings, scope: coverage ? .coverage : [.metadata, .manifests])
            var statuses: Set<ExitStatus> = []
            let files = try ImageFinder.files(inputs)
            for file in files {
                statuses.insert(try show(file, verifier, context, isOnly: files.count == 1))
            }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }

    /// One file gives a document, several give a line each.
    private func show(
        _ file: String, _ verifier: FileVerifier, _ context: ReportContext, isOnly: Bool
    ) throws -> ExitStatus {
        let outcome = raw ? verifier.list(path: file) : verifier.verify(path: file)
        if case .failure(let name, let error) = outcome { Console.complain(error, file: name) }
        if coverage, json {
            try Console.stream { CoverageJSON().write(outcome, isLine: !isOnly, to: $0) }
        } else if json {
            try Console.stream { InspectJSON(isDetailed: detailed).write(outcome, isLine: !isOnly, to: $0) }
        } else if crjson {
            try Console.stream { CrJSONReport(context).write(outcome, isLine: !isOnly, to: $0) }
        } else if case .report(let report) = outcome {
            try Console.stream { put in
                if coverage {
                    put(CoverageText(context, isDetailed: detailed).text(for: report))
                } else if raw {
                    put(RawReport(context).text(for: report))
                } else {
                    TreeReport(context, isDetailed: detailed).write(outcome, to: put)
                }
            }
        }
        return Self.status(outcome)
    }

    /// Inspecting judges nothing: a record that is there is a success, however it would verify.
    private static func status(_ outcome: FileOutcome) -> ExitStatus {
        guard case .report(let report) = outcome else { return outcome.exitStatus }
        switch report.verdict {
        case .none, .remote: return report.verdict.exitCode
        case .damaged where report.manifests.isEmpty && report.boxes.isEmpty: return .damaged
        default: return .success
        }
    }
}
