public import Bytes
internal import ContentCredentials
internal import Cryptography
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
        public static let everything: Scope = [.fileHash, .metadata, .manifests]
    }

    private let settings: ValidationSettings
    private let scope: Scope

    public init(settings: ValidationSettings, scope: Scope = .everything) {
        self.settings = settings
        self.scope = scope
    }

    /// Verifies the file at `path`, or standard input for `-`.
    public func verify(path: String) -> FileOutcome {
        do throws(SignetError) {
            let source = try FileSource(path: path, limits: settings.limits)
            return .report(try verify(source, named: path))
        } catch {
            return .failure(file: path, error)
        }
    }

    /// Lists the boxes of the manifest store of the file at `path`, without validating them.
    public func list(path: String) -> FileOutcome {
        do throws(SignetError) {
            let source = try FileSource(path: path, limits: settings.limits)
            let container = try ImageContainer.read(source, limits: settings.limits)
            var report = FileReport(
                file: path, byteCount: source.count, format: container.format.name, verdict: .none,
                validationTime: settings.time)
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
    public func verify(_ source: any ByteSource, named name: String) throws(SignetError) -> FileReport {
        let budget = CPUBudget(seconds: settings.limits.maximumCPUSeconds)
        let container = try ImageContainer.read(source, limits: settings.limits)
        var report = FileReport(
            file: name, byteCount: source.count, format: container.format.name, verdict: .none,
            validationTime: settings.time, trustLists: settings.trust.signers.map(\.name),
            notChecked: ["revocation", "watermark", "index"])
        if scope.contains(.fileHash) { report.sha256 = try fileHash(source, budget) }
        if scope.contains(.metadata) || container.hasNoTraceOfStore {
            report.signals = try MetadataReader.read(source, container, limits: settings.limits)
        }
        try judge(source, container, budget, &report)
        addSignals(to: &report)
        return report
    }

    private func judge(
        _ source: any ByteSource, _ container: ImageContainer, _ budget: CPUBudget, _ report: inout FileReport
    ) throws(SignetError) {
        guard !container.hasNoTraceOfStore else {
            report.remoteManifest = MetadataReader.remoteManifest(in: report.signals)
            guard let remote = report.remoteManifest else { return }
            report.verdict = .remote
            report.notChecked.append("remote")
            report.results.activeManifest = [
                Finding(.manifestInaccessible, .failure, url: remote, "the manifest is elsewhere and was not fetched")
            ]
            return
        }
        guard let (store, _) = readStore(container, &report) else { return }
        let outcome = try StoreValidator(store: store, settings: settings)
            .validate(source: source, container: container, budget: budget)
        fill(&report, store, outcome)
    }

    /// The store that the container carries; nil, with the reason in the report, when it cannot be read.
    private func readStore(
        _ container: ImageContainer, _ report: inout FileReport
    ) -> (ManifestStore, EmbeddedStore)? {
        guard let embedded = container.store, !container.defects.contains(where: { $0.kind == .severalStores }) else {
            let defect = container.defects.first { $0.kind.concernsStore }
            setUnreadable(
                defect?.reason ?? "the manifest store cannot be read", defect.map { $0.offset..<$0.offset + 1 }, &report)
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
    private func setUnreadable(_ reason: String, _ range: Range<Int>?, _ report: inout FileReport) {
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
