internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Provenance
internal import Reports
internal import Workflows

/// `signet index`: the memory of what our own system made.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Remember images by their fingerprints, and recognise them after every record is gone.",
        discussion: """
            Examples:
              signet index add outputs/ --db images.index --model painter@1.0
              signet index search screenshot.png --db images.index

            Every lookup is written to the index's audit log with its purpose. No match proves nothing.
            """,
        subcommands: [
            IndexAddCommand.self, IndexSearchCommand.self, IndexRemoveCommand.self, IndexStatsCommand.self,
            IndexCheckCommand.self, IndexRepairCommand.self,
        ])
}

/// Options all subcommands of `index` share.
struct IndexOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the index.", valueName: "dir"))
    var db: String

    @Option(help: ArgumentHelp("Why this is done; it stands in the audit log.", valueName: "text"))
    var purpose: String?

    @Flag(help: "Print JSON, one object per line.")
    var json = false

    @OptionGroup(title: "Printing") var printing: PrintOptions

    var context: ReportContext { printing.context(trust: TrustConfiguration()) }
}

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
            var filling = IndexFilling(try ImageIndex(folder: index.db, create: true), jobs: jobs)
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

/// `signet index search`.
struct IndexSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Is this ours? Looks images up, also cropped, turned, mirrored or in a screenshot.",
        discussion: "Exits with 0 when every image was found, with 30 when one was not.")

    @Argument(help: ArgumentHelp("Images, folders of images, or - for standard input.", valueName: "in"))
    var inputs: [String] = []

    @OptionGroup var index: IndexOptions

    @Option(help: ArgumentHelp("Look up a PDQ hash (64 hexadecimal digits) instead. Repeatable.", valueName: "hex"))
    var hash: [String] = []
    @Option(help: ArgumentHelp("How many of 256 bits may differ.", valueName: "bits")) var radius = 31
    @Option(help: ArgumentHelp("How many matches are shown for each image.", valueName: "n")) var limit = 10

    func validate() throws {
        guard inputs.isEmpty != hash.isEmpty else { throw ValidationError("Name images, or hashes with --hash.") }
        guard (0...128).contains(radius) else { throw ValidationError("--radius needs a number from 0 to 128.") }
        guard (1...1000).contains(limit) else { throw ValidationError("--limit needs a number from 1 to 1000.") }
    }

    func run() throws {
        try reporting(json: index.json) {
            let lookup = IndexLookup(
                try ImageIndex(folder: index.db, create: false), purpose: index.purpose ?? "search")
            let text = IndexText(index.context)
            let json = IndexJSON(index.context)
            var statuses: Set<ExitStatus> = []
            func answer(_ name: String, _ work: () throws(SignetError) -> IndexAnswer) throws {
                do throws(SignetError) {
                    let answer = try work()
                    statuses.insert(answer.exitStatus)
                    try? Console.print(
                        index.json ? json.line(for: answer, file: name) : text.text(for: answer, file: name))
                } catch {
                    statuses.insert(ExitStatus(error.category))
                    Console.complain(error, file: name)
                    if index.json { try? Console.print(json.line(error: error, file: name)) }
                }
            }
            for hex in hash {
                try answer(hex) { () throws(SignetError) in try lookup.search(hash: hex, radius: radius, limit: limit) }
            }
            for file in try ImageFinder.files(inputs) {
                try answer(file) { () throws(SignetError) in try lookup.search(file, radius: radius, limit: limit) }
            }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}

/// `signet index remove`.
struct IndexRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget images for good. What is left is a tombstone: when, why, and a keyed hash as proof.")

    @Argument(help: ArgumentHelp("Identifiers, as add and search print them.", valueName: "id")) var ids: [String]
    @OptionGroup var index: IndexOptions
    @Option(help: ArgumentHelp("Why; it stands in the tombstone.", valueName: "text")) var reason = ""

    func run() throws {
        try reporting(json: index.json) {
            let images = try ImageIndex(folder: index.db, create: false)
            var statuses: Set<ExitStatus> = []
            for id in ids {
                let removed = try images.remove(
                    id: id, reason: reason, purpose: index.purpose ?? "remove", time: IndexFilling.now())
                statuses.insert(removed ? .success : .noMatch)
                if !removed { Console.complain("there is no image \(SafeText.escape(id)) in the index") }
            }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}

/// `signet index stats`.
struct IndexStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stats", abstract: "How much the index remembers.")

    @OptionGroup var index: IndexOptions

    func run() throws {
        try reporting(json: index.json) {
            let images = try ImageIndex(folder: index.db, create: false)
            let count = try images.count()
            try Console.print(index.json ? "{\"images\":\(count)}\n" : "\(count) images\n")
        }
    }
}

/// `signet index check`.
struct IndexCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find any record or entry of the audit log that was edited, dropped or reordered.",
        discussion: "Exits with 0 when the index is sound, with 65 when it is not.")

    @OptionGroup var index: IndexOptions

    func run() throws {
        try reporting(json: index.json) {
            let images = try ImageIndex(folder: index.db, create: false)
            let defects = try images.check()
            let count = try images.count()
            if index.json {
                try Console.print(
                    IndexJSON(index.context).line(defects: defects.map { ($0.code, $0.message) }, images: count))
            } else {
                for defect in defects { try Console.print("\(defect.code)  \(SafeText.escape(defect.message))\n") }
                if defects.isEmpty { try Console.print("sound: \(count) images\n") }
            }
            try finish(with: defects.isEmpty ? .success : .badData)
        }
    }
}

/// `signet index repair`.
struct IndexRepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Make the search files anew from the records.")

    @OptionGroup var index: IndexOptions

    func run() throws {
        try reporting(json: index.json) {
            try ImageIndex(folder: index.db, create: false).rebuildSearchFiles()
        }
    }
}
