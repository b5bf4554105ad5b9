internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Provenance
internal import Reports
internal import Workflows

/// `signet index add`.
struct IndexAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Remember images. The same file is only remembered once; a run can be repeated.",
        discussion: "A line is printed for each file once it is on the disk.")

    @Argument(help: ArgumentHelp("Images, folders of images, or - for standard input.", valueName: "in"))
    var inputs: [String]

    @OptionGroup var index: IndexOptions

    @Option(help: ArgumentHelp("What made the images.", valueName: "name@version")) var model: String?
    @Option(help: ArgumentHelp("A label to keep with them. Repeatable.", valueName: "label")) var label: [String] = []
    @Option(
        help: ArgumentHelp("Who asked for the images; only a keyed hash of it is kept.", valueName: "text"))
    var requester: String?
    @Option(help: ArgumentHelp("How many images are worked on at the same time.", valueName: "n")) var jobs = 1
    @Flag(name: [.short, .long], help: "Print only what went wrong.") var quiet = false

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 256.") }
        guard !inputs.isEmpty else { throw ValidationError("Name at least one image or folder.") }
    }

    func run() throws {
        try reporting(json: index.json) {
            let files = try ImageFinder.files(inputs)
            var filling = IndexFilling(try index.open(create: true), jobs: jobs)
            filling.model = model
            filling.labels = label
            filling.requester = requester
            if let purpose = index.purpose { filling.purpose = purpose }
            let printer = IndexJSON(index.context)
            var statuses: Set<ExitStatus> = []
            var progress = BatchProgress(total: files.count, printsStats: false, isQuiet: quiet)
            try filling.add(files) { outcome in
                switch outcome.result {
                case .success(let (id, isNew)):
                    progress.add(seconds: 0, failed: false)
                    if quiet { break }
                    try Console.print(
                        index.json
                            ? printer.line(added: id, isNew: isNew, file: outcome.file)
                            : "\(isNew ? "added" : "present")  \(id)  \(SafeText.escape(outcome.file))\n")
                case .failure(let error):
                    progress.add(seconds: 0, failed: true)
                    statuses.insert(ExitStatus(error.category))
                    Console.complain(error, file: outcome.file)
                    if index.json { try Console.print(printer.line(error: error, file: outcome.file)) }
                }
            }
            progress.finish()
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}
