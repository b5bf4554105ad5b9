internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Provenance
internal import Reports
internal import Workflows

/// `signet fingerprint`: what the index compares, for other programs.
struct FingerprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint", abstract: "Compute the fingerprints of images: PDQ, pdq-512, ISCC, local anchors.",
        discussion: """
            Examples:
              signet fingerprint photo.jpg
              signet fingerprint outputs/ --jsonl --jobs 2 > prints.jsonl

            Images are turned upright first; colour profiles are ignored.
            """)

    @Argument(help: ArgumentHelp("Images, folders of images, or - for standard input.", valueName: "in"))
    var inputs: [String]

    @Flag(help: "Print one JSON document for all files.") var json = false
    @Flag(help: "Print JSON, one object per line.") var jsonl = false
    @Flag(help: "Also the PDQ hashes of the turned and mirrored forms.") var dihedral = false
    @Flag(help: "Also the local anchors, in hexadecimal.") var anchors = false
    @Flag(
        help: ArgumentHelp(
            "Decode JPEGs smaller: several times faster, without pdq.",
            discussion: "The other fingerprints may be a few bits from those of all pixels."))
    var fast = false
    @Option(help: ArgumentHelp("How many images are worked on at the same time.", valueName: "n")) var jobs = 1
    @Option(help: ArgumentHelp("The most pixels an image may have.", valueName: "pixels"))
    var maxPixels: Int = FingerprintReader.defaultMaximumPixels

    @OptionGroup(title: "Printing") var printing: PrintOptions

    func validate() throws {
        guard !inputs.isEmpty else { throw ValidationError("Name at least one image or folder.") }
        guard !(json && jsonl) else { throw ValidationError("Take one of --json and --jsonl.") }
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 256.") }
        guard maxPixels > 0 else { throw ValidationError("--max-pixels must be greater than zero.") }
    }

    func run() throws {
        try reporting(json: json || jsonl) {
            var options = FingerprintReader.Options()
            options.includesDihedral = dihedral
            options.includesAnchors = anchors
            options.isFast = fast
            let reader = FingerprintReader(maximumPixels: maxPixels, options: options)
            let files = try ImageFinder.files(inputs)
            let text = FingerprintText(printing.context(trust: TrustConfiguration()))
            let printer = FingerprintJSON()
            var all: [(file: String, result: Result<FingerprintReport, SignetError>)] = []
            var statuses: Set<ExitStatus> = []
            var progress = BatchProgress(total: files.count, printsStats: false, isQuiet: false)
            try OrderedBatch(jobs: jobs).run(
                files,
                work: { file in Result { () throws(SignetError) in try reader.read(file) } },
                consume: { file, result in
                    switch result {
                    case .success(let report):
                        progress.add(seconds: 0, failed: false)
                        if !json, !jsonl { try Console.print(text.text(for: report)) }
                    case .failure(let error):
                        progress.add(seconds: 0, failed: true)
                        statuses.insert(ExitStatus(error.category))
                        Console.complain(error, file: file)
                    }
                    if jsonl { try Console.print(printer.line(for: result, file: file)) }
                    if json { all.append((file, result)) }
                })
            progress.finish()
            if json { try Console.print(printer.document(for: all)) }
            try finish(with: ExitStatus.gravest(statuses))
        }
    }
}
