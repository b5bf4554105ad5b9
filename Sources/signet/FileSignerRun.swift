internal import Bytes
internal import Findings
internal import Provenance
internal import Reports
internal import Workflows

/// Signs files, several at a time when asked, and says what became of each in the order of the inputs.
struct FileSignerRun {
    let signer: FileSigner
    /// Signs and remembers, when there is an index.
    let memory: RememberingSigner?
    let request: SigningRequest
    let parent: String?
    let output: OutputOptions
    let warnings: [SigningWarning]
    let batch: BatchOptions
    let printsJSON: Bool
    let isQuiet: Bool
    let makesThumbnails: Bool

    private struct Answer: Sendable {
        let line: RequestLine?
        let target: FileSigner.Target
        /// Nil when the journal says that it was done before.
        let result: Result<ImageSigner.Signed?, SignetError>
        let seconds: Double
    }

    /// - Parameters:
    ///   - targets: what goes where; nil takes requests from standard input or from a watched folder.
    ///   - watch: the folder.
    /// - Returns: the gravest exit code.
    func run(
        _ targets: [(file: String, target: FileSigner.Target)]?, watch: FolderWatch? = nil
    ) throws -> ExitStatus {
        let parentImage = try parent.map { try signer.parent(path: $0) }
        let journal = try output.journal.map { try Journal(path: $0, resumes: output.resume) }
        for warning in warnings { Console.complain("warning: \(warning.explanation)") }
        let places = Dictionary((targets ?? []).map { ($0.file, $0.target) }, uniquingKeysWith: { first, _ in first })
        let files = (targets?.map(\.file)).map { files in
            files.filter { journal?.isDone($0, output: Self.name(of: places[$0] ?? .inPlace, $0)) != true }
        }
        let stream =
            files.map(RequestStream.init(files:)) ?? watch.map(RequestStream.init(watch:))
            ?? RequestStream(lines: LineReader())
        var statuses: Set<ExitStatus> = []
        var progress = BatchProgress(total: files?.count, printsStats: batch.stats, isQuiet: isQuiet)
        let isDryRun = output.dryRun
        try OrderedBatch(jobs: batch.jobs).run(next: stream.next) {
            [signer, memory, request, output, makesThumbnails] in
            Self.answer(
                $0, places, signer, memory, request, parentImage, overwrite: output.force, isDryRun: isDryRun,
                makesThumbnails: makesThumbnails)
        } consume: { _, answer in
            if case .success(let signed?) = answer.result, let line = answer.line, !isDryRun {
                try journal?.record(
                    line.file, output: Self.name(of: answer.target, line.file), manifest: signed.manifest)
            }
            statuses.insert(try report(answer))
            if case .failure = answer.result {
                progress.add(seconds: answer.seconds, failed: true)
            } else {
                progress.add(seconds: answer.seconds, failed: false)
            }
        }
        progress.finish()
        return ExitStatus.gravest(statuses)
    }

    private static func answer(
        _ request: RequestStream.Request, _ places: [String: FileSigner.Target], _ signer: FileSigner,
        _ memory: RememberingSigner?, _ defaults: SigningRequest, _ parent: ParentImage?, overwrite: Bool,
        isDryRun: Bool, makesThumbnails: Bool
    ) -> Answer {
        let stopwatch = Stopwatch()
        guard case .request(let line) = request else {
            guard case .invalid(let error) = request else {
                return Answer(line: nil, target: .inPlace, result: .success(nil), seconds: 0)
            }
            return Answer(line: nil, target: .inPlace, result: .failure(error), seconds: 0)
        }
        let target = line.output.map { FileSigner.Target.file($0, overwrite: overwrite) } ?? places[line.file]
        do throws(SignetError) {
            guard let target else {
                throw SignetError("stdin.request", .usage, "the request names no output")
            }
            var request = try Self.request(line, defaults)
            if line.ingredients != nil || line.inputs != nil {
                request.ingredients = try Self.ingredients(line, signer, makesThumbnails: makesThumbnails)
            }
            if makesThumbnails { request.thumbnail = ThumbnailMaker().thumbnail(of: line.file) }
            let parent = if let path = line.parent { try signer.parent(path: path) } else { parent }
            let signed =
                if isDryRun {
                    try signer.plan(line.file, request, parent: parent, to: target)
                } else if let memory {
                    try memory.sign(line.file, request, parent: parent, to: target, line: line)
                } else {
                    try signer.sign(line.file, request, parent: parent, to: target)
                }
            return Answer(line: line, target: target, result: .success(signed), seconds: stopwatch.seconds)
        } catch {
            return Answer(line: line, target: target ?? .inPlace, result: .failure(error), seconds: stopwatch.seconds)
        }
    }

    private static func ingredients(
        _ line: RequestLine, _ signer: FileSigner, makesThumbnails: Bool
    ) throws(SignetError) -> [SigningRequest.Ingredient] {
        var ingredients: [SigningRequest.Ingredient] = []
        for path in line.inputs ?? [] { ingredients.append(try signer.ingredient(path: path, .input)) }
        for path in line.ingredients ?? [] {
            var ingredient = try signer.ingredient(path: path, .component)
            if makesThumbnails { ingredient.thumbnail = ThumbnailMaker().thumbnail(of: path) }
            ingredients.append(ingredient)
        }
        return ingredients
    }

    /// What a request line says instead of the options of the command.
    private static func request(_ line: RequestLine, _ defaults: SigningRequest) throws(SignetError) -> SigningRequest {
        var request = defaults
        if let title = line.title { request.title = title }
        if let model = line.model {
            guard let software = SigningRequest.Software(model) else {
                throw SignetError("stdin.request", .usage, "the model of the request is not NAME@VERSION")
            }
            request.software = software
        }
        if let source = line.source {
            guard let type = DigitalSourceType(source) else {
                throw SignetError("stdin.request", .usage, "the source of the request is not known")
            }
            request.sourceType = type
        }
        return request
    }

    private static func name(of target: FileSigner.Target, _ file: String) -> String {
        switch target {
        case .file(let path, _): path
        case .inPlace: file
        case .sidecar: Sidecar.beside(file) ?? Sidecar.path(of: file)
        case .standardOutput: "-"
        }
    }

    private func report(_ answer: Answer) throws -> ExitStatus {
        let file = answer.line?.file ?? ""
        switch answer.result {
        case .failure(let error):
            Console.complain(error, file: file.isEmpty ? nil : file)
            if printsJSON { try Console.print(SignJSON.line(id: answer.line?.id, file: file, error)) }
            return ExitStatus(error.category)
        case .success(nil): return .success
        case .success(let signed?):
            if signed.isParentIntact == false {
                Console.complain(
                    "warning: \(SafeText.escape(file)): the parent's own record does not hold; that is recorded")
            }
            let output = Self.name(of: answer.target, file)
            if printsJSON {
                let line = SignJSON.line(
                    id: answer.line?.id, file: file, output: output, manifest: signed.manifest,
                    byteCount: signed.byteCount, isDryRun: self.output.dryRun,
                    warnings: warnings.map { ($0.code, $0.explanation) })
                try Console.print(line)
            } else if !isQuiet, answer.target != .standardOutput {
                let words =
                    self.output.dryRun ? "would be signed, \(signed.byteCount) bytes" : "signed  \(signed.manifest)"
                try Console.print("\(SafeText.escape(output))  \(words)\n")
            }
            return .success
        }
    }
}
