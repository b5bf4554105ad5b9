internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Provenance
internal import Reports
internal import Workflows

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
    @Option(
        help: ArgumentHelp("Also write a page that shows query and matches side by side.", valueName: "out.html"))
    var html: String?

    func validate() throws {
        guard inputs.isEmpty != hash.isEmpty else { throw ValidationError("Name images, or hashes with --hash.") }
        guard (0...128).contains(radius) else { throw ValidationError("--radius needs a number from 0 to 128.") }
        guard (1...1000).contains(limit) else { throw ValidationError("--limit needs a number from 1 to 1000.") }
    }

    func run() throws {
        try reporting(json: index.json) {
            let lookup = IndexLookup(try index.open(), purpose: index.purpose ?? "search")
            let text = IndexText(index.context)
            let json = IndexJSON(index.context)
            var statuses: Set<ExitStatus> = []
            var entries: [IndexPage.Entry] = []
            for query in hash.map(IndexLookup.Query.hash) + (try ImageFinder.files(inputs)).map(IndexLookup.Query.file)
            {
                let found = lookup.find(query, radius: radius, limit: limit, showsPictures: html != nil)
                statuses.insert(found.exitStatus)
                switch found.result {
                case .success(let answer):
                    try Console.print(
                        index.json
                            ? json.line(for: answer, file: query.name) : text.text(for: answer, file: query.name))
                case .failure(let error):
                    Console.complain(error, file: query.name)
                    if index.json { try Console.print(json.line(error: error, file: query.name)) }
                }
                if html != nil { entries.append(found.entry) }
            }
            if let html {
                let page = IndexPage(index.context).page(entries, index: index.db, time: IndexFilling.now())
                try OutputFile.replace(html, with: Array(page.utf8))
            }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}

extension IndexLookup.Found {
    var exitStatus: ExitStatus {
        switch result {
        case .success(let answer): answer.exitStatus
        case .failure(let error): ExitStatus(error.category)
        }
    }

    /// As the page shows it.
    var entry: IndexPage.Entry {
        var answer: IndexAnswer?
        var problem: String?
        switch result {
        case .success(let found): answer = found
        case .failure(let error): problem = error.reason
        }
        return IndexPage.Entry(
            file: query.name,
            picture: picture.map { IndexPage.Picture(jpeg: $0.jpeg, width: $0.width, height: $0.height) },
            answer: answer, problem: problem, thumbnails: thumbnails)
    }
}
