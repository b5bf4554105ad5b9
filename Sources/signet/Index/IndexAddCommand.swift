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
        discussion: """
            A line is printed for each file once it is on the disk. A request of --stdin-jsonl is a JSON object with file, and \
            with id, model, labels, requester and created as it likes.
            """)

    @Argument(help: ArgumentHelp("Images, folders of images, or - for standard input.", valueName: "in"))
    var inputs: [String] = []

    @OptionGroup var index: IndexOptions

    @Option(help: ArgumentHelp("What made the images.", valueName: "name@version")) var model: String?
    @Option(help: ArgumentHelp("A label to keep with them. Repeatable.", valueName: "label")) var label: [String] = []
    @Option(
        help: ArgumentHelp("Who asked for the images; only a keyed hash of it is kept.", valueName: "text"))
    var requester: String?
    @Flag(name: .customLong("no-thumbnail"), help: "Keep no small picture of the images.") var keepsNoThumbnail = false
    @Flag(name: [.short, .long], help: "Print only what went wrong.") var quiet = false
    @OptionGroup(title: "Many images") var batch: BatchOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions

    func validate() throws { try batch.check(inputs) }

    func run() throws {
        let printsJSON = index.json || batch.readsRequests
        try reporting(json: printsJSON) {
            let files = batch.readsRequests ? nil : try ImageFinder.files(inputs)
            var filling = IndexFilling(try index.open(create: true), limits: limits.limits, jobs: batch.jobs)
            filling.model = model
            filling.labels = label
            filling.requester = requester
            filling.reader.keepsThumbnails = !keepsNoThumbnail
            if let purpose = index.purpose { filling.purpose = purpose }
            let printer = IndexJSON(index.context)
            let text = IndexText(index.context)
            var statuses: Set<ExitStatus> = []
            var progress = BatchProgress(total: files?.count, printsStats: batch.stats, isQuiet: quiet)
            let requests = files.map(RequestStream.init(files:)) ?? RequestStream(lines: LineReader())
            try filling.add(requests) { outcome in
                switch outcome.result {
                case .success(let image):
                    progress.add(seconds: outcome.seconds, failed: false)
                    if quiet { break }
                    try Console.print(
                        printsJSON
                            ? printer.line(
                                added: image.id, isNew: image.isNew, quality: image.quality, file: outcome.file,
                                request: outcome.requestID)
                            : text.line(
                                added: image.id, isNew: image.isNew, quality: image.quality, file: outcome.file))
                case .failure(let error):
                    progress.add(seconds: outcome.seconds, failed: true)
                    statuses.insert(ExitStatus(error.category))
                    Console.complain(error, file: outcome.file)
                    if printsJSON {
                        try Console.print(printer.line(error: error, file: outcome.file, request: outcome.requestID))
                    }
                }
            }
            progress.finish()
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}
