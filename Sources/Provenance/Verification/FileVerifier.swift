public import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
public import Findings
internal import ImageFormats
internal import ImageMetadata

/// Finds out everything about one image file: what its records say, whether they hold, and what stands beside them.
public struct FileVerifier: Sendable {
    /// What to look at beyond the credentials.
    public struct Scope: OptionSet, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The SHA-256 of the whole file.
        public static let fileHash = Scope(rawValue: 1)
        /// EXIF, XMP and PNG text.
        public static let metadata = Scope(rawValue: 2)
        /// The contents of all manifests.
        public static let manifests = Scope(rawValue: 4)
        /// What covers each byte.
        public static let coverage = Scope(rawValue: 8)
        public static let everything: Scope = [.fileHash, .metadata, .manifests]
    }

    let settings: ValidationSettings
    let scope: Scope

    public init(settings: ValidationSettings, scope: Scope = .everything) {
        self.settings = settings
        self.scope = scope
    }

    /// Verifies the file at `path`, or standard input for `-`.
    public func verify(path: String) -> FileOutcome {
        do throws(SignetError) {
            let source = try FileSource(path: path, limits: settings.limits)
            if ImageFormat.detect(source) == .sidecar { return .report(try verifySidecar(source, path)) }
            return .report(try verify(source, named: path, sidecar: Sidecar.beside(path)))
        } catch {
            return .failure(file: path, error)
        }
    }

    /// Verifies a manifest store that is a file of its own, with the image it belongs to.
    ///
    /// Without the image nothing can be said about its content: that is enough for showing what the record says, not for a
    /// verdict.
    private func verifySidecar(_ source: FileSource, _ path: String) throws(SignetError) -> FileReport {
        if let image = Sidecar.image(of: path) {
            let asset = try FileSource(path: image, limits: settings.limits)
            var report = try verify(asset, named: path, sidecar: path)
            if !report.coverage.isEmpty { report.coverage[0].file = image }
            return report
        }
        guard scope.contains(.manifests) || scope.contains(.coverage) else {
            throw SignetError(
                "sidecar.noImage", .noInput,
                "is a record without its image: there is no image of the same name, or more than one, beside it")
        }
        return try verify(source, named: path)
    }

    /// Lists the boxes of the manifest store of the file at `path`, without validating them.
    public func list(path: String) -> FileOutcome {
        do throws(SignetError) {
            let source = try FileSource(path: path, limits: settings.limits)
            var container = try ImageContainer.read(source, limits: settings.limits)
            var report = FileReport(
                file: path, byteCount: source.count, format: container.format.name, verdict: .none,
                validationTime: settings.time)
            if container.hasNoTraceOfStore, let beside = Sidecar.beside(path) {
                report.sidecar = beside
                container = try Self.sidecar(beside, limits: settings.limits)
            }
            guard !container.hasNoTraceOfStore else { return .report(report) }
            report.verdict = .damaged
            if let (store, embedded) = readStore(container, &report) {
                report.boxes = BoxLister(embedded: embedded).list(store)
            }
            return .report(report)
        } catch {
            return .failure(file: path, error)
        }
    }

    /// Verifies bytes that are at hand.
    ///
    /// - Parameter sidecar: the path of a manifest store beside the image; what the image itself carries comes first.
    public func verify(
        _ source: any ByteSource, named name: String, sidecar: String? = nil
    ) throws(SignetError) -> FileReport {
        let budget = CPUBudget(seconds: settings.limits.maximumCPUSeconds)
        let container = try ImageContainer.read(source, limits: settings.limits)
        let isBeside = container.hasNoTraceOfStore && sidecar != nil
        var report = FileReport(
            file: name, byteCount: source.count, format: container.format.name, verdict: .none,
            validationTime: settings.time, trustLists: settings.trust.signers.map(\.name),
            notChecked: ["revocation", "watermark", "index"])
        if scope.contains(.fileHash) { report.sha256 = try fileHash(source, budget) }
        if scope.contains(.metadata) || container.hasNoTraceOfStore {
            report.signals = try MetadataReader.read(source, container, limits: settings.limits)
        }
        if isBeside, let sidecar {
            report.sidecar = sidecar
            try judge(source, container, beside: sidecar, budget, &report)
        } else {
            try judge(source, container, budget, &report)
        }
        if scope.contains(.coverage), report.coverage.isEmpty {
            try mapWithoutRecord(source, container, budget, &report)
        }
        addSignals(to: &report)
        return report
    }

    /// Verifies bytes with a manifest store that is at hand too.
    public func verify(
        _ source: any ByteSource, named name: String, store: any ByteSource
    ) throws(SignetError) -> FileReport {
        let container = try ImageContainer.read(source, limits: settings.limits)
        let carrier = try ImageContainer.read(store, limits: settings.limits)
        var report = FileReport(file: name, verdict: .none, validationTime: settings.time)
        let budget = CPUBudget(seconds: settings.limits.maximumCPUSeconds)
        try judge(source, container, in: carrier, budget, &report)
        return report
    }

    private func judge(
        _ source: any ByteSource, _ container: ImageContainer, _ budget: CPUBudget, _ report: inout FileReport
    ) throws(SignetError) {
        guard !container.hasNoTraceOfStore else {
            report.remoteManifest = MetadataReader.remoteManifest(in: report.signals)
            guard let remote = report.remoteManifest else { return }
            guard let store = remoteStore(at: remote, &report) else { return }
            try validate(store, source, container, budget, &report)
            return
        }
        guard let (store, _) = readStore(container, &report) else { return }
        try validate(store, source, container, budget, &report)
    }

    private func validate(
        _ store: ManifestStore, _ source: any ByteSource, _ container: ImageContainer, _ budget: CPUBudget,
        _ report: inout FileReport
    ) throws(SignetError) {
        // A store that is the whole file has no content to be checked against.
        let asset = container.format == .sidecar ? nil : source
        let outcome = try StoreValidator(store: store, settings: settings)
            .validate(source: asset, container: container, budget: budget)
        fill(&report, store, outcome)
        try map(source, container, store, outcome, budget, &report)
    }

    /// Judges an image by the manifest store beside it.
    private func judge(
        _ source: any ByteSource, _ container: ImageContainer, beside path: String, _ budget: CPUBudget,
        _ report: inout FileReport
    ) throws(SignetError) {
        let carrier: ImageContainer
        do throws(SignetError) {
            carrier = try Self.sidecar(path, limits: settings.limits)
        } catch {
            guard error.category == .badData else { throw error }
            setUnreadable("the file \(path) beside the image \(error.reason)", nil, &report)
            return
        }
        try judge(source, container, in: carrier, budget, &report)
    }

    private func judge(
        _ source: any ByteSource, _ container: ImageContainer, in carrier: ImageContainer, _ budget: CPUBudget,
        _ report: inout FileReport
    ) throws(SignetError) {
        guard let (store, _) = readStore(carrier, &report) else { return }
        let outcome = try StoreValidator(store: store, settings: settings)
            .validate(source: source, container: container, sidecar: carrier, budget: budget)
        fill(&report, store, outcome)
        try map(source, container, store, outcome, budget, &report, sidecar: carrier)
    }

    /// Reads the manifest store that is the file at `path`.
    static func sidecar(_ path: String, limits: Limits) throws(SignetError) -> ImageContainer {
        let source = try FileSource(path: path, limits: limits)
        guard ImageFormat.detect(source) == .sidecar else {
            throw SignetError("sidecar.unreadable", .badData, "is not a C2PA manifest store")
        }
        return try ImageContainer.read(source, limits: limits)
    }

    /// The store that the container carries; nil, with the reason in the report, when it cannot be read.
    private func readStore(
        _ container: ImageContainer, _ report: inout FileReport
    ) -> (ManifestStore, EmbeddedStore)? {
        guard let embedded = container.store, !container.defects.contains(where: { $0.kind == .severalStores }) else {
            let defect = container.defects.first { $0.kind.concernsStore }
            setUnreadable(
                defect?.reason ?? "the manifest store cannot be read", defect.map { $0.offset..<$0.offset + 1 }, &report
            )
            return nil
        }
        do throws(SignetError) {
            return (try ManifestStore(embedded.bytes, limits: settings.limits), embedded)
        } catch {
            let offset = error.offset.flatMap(embedded.fileOffset)
            let place = offset.map { " (offset \($0))" } ?? ""
            setUnreadable(error.reason + place, offset.map { $0..<$0 + 1 }, &report)
            return nil
        }
    }

    /// Credentials that are there but cannot be read are damaged, never absent.
    func setUnreadable(_ reason: String, _ range: Range<Int>?, _ report: inout FileReport) {
        report.verdict = .damaged
        report.state = .invalid
        report.results.activeManifest = [
            Finding(.generalError, .failure, url: "self#jumbf=/c2pa", reason, range: range)
        ]
        report.checks = [
            Check(.content, .unknown), Check(.signature, .fail, codes: [.generalError]), Check(.issuer, .unknown),
            Check(.validity, .unknown),
        ]
    }

    private func fill(_ report: inout FileReport, _ store: ManifestStore, _ outcome: StoreValidator.Outcome) {
        report.results = outcome.results
        report.state = outcome.state
        report.activeManifest = store.active.label
        report.unhashedByteCount = outcome.unhashedByteCount
        report.identities = outcome.identities
        // The answers and the verdict are about the record and its signer. Whom it names besides has its own place.
        let core = outcome.results.withoutIdentities
        let state = ValidationState(core)
        let answers = FourAnswers(core, state: state)
        report.checks = answers.checks
        report.verdict = answers.verdict
        report.ai =
            AIStatementFinder(graph: outcome.graph, judgements: outcome.judgements, verdict: answers.verdict)
            .find(from: store.active.label) ?? .none
        report.manifests = records(of: store, outcome)
        if Self.isRevocationKnown(outcome.results) { report.notChecked.removeAll { $0 == "revocation" } }
        if answers.isIssuerConfirmed, let leaf = report.active?.signature?.certificates.first {
            report.product = settings.trust.products?.match(leaf)
        }
        if outcome.identities.contains(where: { $0.standing == .unverified }) { report.notChecked.append("identity") }
    }

    /// The active manifest first. A manifest that nothing refers to is shown, but counts for nothing (C2PA 2.4 section
    /// 15.11.3.3).
    private func records(of store: ManifestStore, _ outcome: StoreValidator.Outcome) -> [ManifestRecord] {
        var items = settings.limits.maximumStoreCBORItems
        let validator = ManifestValidator(store: store, settings: settings, graph: outcome.graph)
        return store.manifests.reversed().compactMap { manifest in
            if let judgement = outcome.judgements[manifest.label] { return ManifestRecord(judgement) }
            guard scope.contains(.manifests) else { return nil }
            return ManifestRecord(validator.judge(manifest, items: &items))
        }
    }

    /// Unsigned fields count only where the signed record says nothing.
    private func addSignals(to report: inout FileReport) {
        guard report.ai.standing == .none else { return }
        let signal =
            report.signals.first { $0.meaning == .aiDeclared } ?? report.signals.first { $0.meaning == .aiTrace }
        guard let signal else { return }
        report.ai = AIStatement(standing: .trace, place: "\(signal.kind.rawValue):\(signal.key)", tool: nil)
    }

    private func fileHash(_ source: any ByteSource, _ budget: CPUBudget) throws(SignetError) -> String {
        let hasher = Hasher(.sha256)
        try source.withChunks(of: 0..<source.count) { (chunk) throws(SignetError) in
            try budget.check()
            hasher.update(chunk)
        }
        return Hex.encode(hasher.finalize())
    }
}
