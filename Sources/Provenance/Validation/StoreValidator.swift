internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings
internal import ImageFormats

/// Validates a whole manifest store against the asset it was found in (C2PA 2.4 chapter 15).
struct StoreValidator {
    let store: ManifestStore
    let settings: ValidationSettings

    /// The outcome: findings in the shape of the specification, and every manifest's own judgement.
    struct Outcome {
        var results: ValidationResults
        var state: ValidationState
        /// By manifest label; of every manifest that the active one leads to.
        var judgements: [String: ManifestJudgement]
        var graph: IngredientGraph
        /// How many bytes outside the store the content hash leaves out.
        var unhashedByteCount = 0
        /// Whom the records name beside their signers.
        var identities: [IdentityRecord]
    }

    /// - Parameters:
    ///   - source: the asset; nil validates the store without content binding, as for an ingredient.
    ///   - container: of the asset.
    ///   - sidecar: of the file the store was found in, when that is not the asset.
    func validate(
        source: (any ByteSource)?, container: ImageContainer?, sidecar: ImageContainer? = nil, budget: CPUBudget
    ) throws(SignetError) -> Outcome {
        var items = settings.limits.maximumStoreCBORItems
        let graph = IngredientGraph(store, limits: settings.limits, items: &items)
        items = settings.limits.maximumStoreCBORItems
        let labels = [store.active.label] + graph.references.compactMap(\.target)
        let evidence = StoreEvidence(store, manifests: labels, limits: settings.limits, items: &items)
        let validator = ManifestValidator(store: store, settings: settings, evidence: evidence, graph: graph)
        var judgements: [String: ManifestJudgement] = [:]
        for label in labels {
            guard judgements[label] == nil, let manifest = store[label] else { continue }
            try budget.check()
            judgements[label] = validator.judge(manifest, items: &items)
        }
        let identities = try IdentityValidator(store: store, graph: graph, settings: settings)
            .validate(&judgements, budget: budget)
        var log = FindingLog()
        log.append(judgements[store.active.label]?.findings ?? [])
        if let carrier = sidecar ?? container {
            noteDefects(of: carrier, judgements[store.active.label]?.claim, log: &log)
        }
        if store.active.kind == .timeStamp {
            // Nothing binds the type of an active manifest, and an update becomes this deprecated type by one bit.
            log.failure(
                .timeStampManifestInvalid, store.active.uri, "a time-stamp manifest (deprecated) is the active manifest"
            )
        }
        if graph.isTooDeep {
            log.failure(
                .generalError, store.active.uri,
                "the chain of ingredients is longer than \(settings.limits.maximumIngredientDepth)")
        }
        for reference in graph.references where reference.parent == store.active.label {
            guard let target = reference.target, store[target] == nil else { continue }
            log.failure(.ingredientManifestMissing, reference.uri, "the ingredient's manifest is not in the store")
        }
        noteStrays(graph, log: &log)
        var unhashed = 0
        if let source, let container {
            unhashed = try validateContent(source, container, judgements, graph, budget: budget, log: &log)
        }
        var ingredients = IngredientValidator(graph: graph, judgements: judgements)
        let deltas = try ingredients.validate(budget: budget)
        let results = ValidationResults(activeManifest: log.findings, ingredientDeltas: deltas)
        return Outcome(
            results: results, state: ValidationState(results), judgements: judgements, graph: graph,
            unhashedByteCount: unhashed, identities: identities)
    }

    /// A manifest that nothing leads to is bound to nothing: each of its bytes could be changed, and others be put there.
    private func noteStrays(_ graph: IngredientGraph, log: inout FindingLog) {
        let targets = Set(graph.references.compactMap(\.target))
        for manifest in store.manifests where manifest.label != store.active.label && !targets.contains(manifest.label)
        {
            log.failure(.generalError, manifest.uri, "no ingredient refers to the manifest")
        }
    }

    /// The carrier of the store is covered by no hash, so it must be exactly as its format has it.
    private func noteDefects(of container: ImageContainer, _ claim: Claim?, log: inout FindingLog) {
        if let instance = container.store?.boxInstance, let stated = claim?.boxInstance, stated != Int(instance) {
            log.failure(
                .generalError, store.active.uri, "the APP11 box instance number is not the one that the claim states",
                range: container.store?.range)
        }
        for defect in container.defects where defect.kind.concernsStore {
            // Foreign data in the excluded range has a code of its own (section 15.12.1.1).
            let isForeign = defect.kind == .foreignBytes || defect.kind == .segmentsNotContiguous
            let mismatch: StatusCode = container.format.isBMFF ? .bmffHashMismatch : .dataHashMismatch
            let foreign = container.foreign.min { $0.lowerBound < $1.lowerBound }
            log.failure(
                isForeign ? mismatch : .generalError, store.active.uri,
                "\(defect.reason) (offset \(defect.offset))", range: defect.offset..<defect.offset + 1,
                cause: isForeign ? ContentCause(.foreignBytes, foreign) : nil)
        }
    }

    /// Finds the hard binding, in a parent where the active manifest is an update, and checks it (section 15.12).
    private func validateContent(
        _ source: any ByteSource, _ container: ImageContainer, _ judgements: [String: ManifestJudgement],
        _ graph: IngredientGraph, budget: CPUBudget, log: inout FindingLog
    ) throws(SignetError) -> Int {
        let found: HardBindingSearch.Found
        switch HardBindingSearch(store: store, limits: settings.limits).search(judgements, graph) {
        case .found(let binding): found = binding
        case .missing(let isNews):
            if isNews {
                log.failure(.hardBindingsMissing, store.active.claimURI, "no manifest binds the updates to the content")
            }
            return 0
        }
        let (label, claim, binding) = (found.manifest, found.claim, found.assertion)
        let uri = JUMBFURI.assertion(binding.fullLabel, in: label)
        switch binding.label.name {
        case "c2pa.hash.data":
            guard let assertion = binding.content.cbor.flatMap(DataHashAssertion.init) else {
                log.failure(.dataHashMalformed, uri, "the data hash is malformed")
                return 0
            }
            return try DataHashValidator(
                source: source, container: container, budget: budget, hasUpdates: label != store.active.label
            ).validate(assertion, uri, claimAlgorithm: claim.algorithm, log: &log)
        case "c2pa.hash.boxes":
            guard let assertion = binding.content.cbor.flatMap(BoxesHashAssertion.init) else {
                log.failure(.boxesHashMalformed, uri, "the box hash is malformed")
                return 0
            }
            try BoxesHashValidator(source: source, container: container, limits: settings.limits, budget: budget)
                .validate(assertion, uri, claimAlgorithm: claim.algorithm, log: &log)
            return 0
        case "c2pa.hash.bmff.v2", "c2pa.hash.bmff.v3":
            guard let assertion = binding.content.cbor.flatMap(BMFFHashAssertion.init) else {
                log.failure(.bmffHashMalformed, uri, "the BMFF hash is malformed")
                return 0
            }
            try BMFFHashValidator(source: source, container: container, limits: settings.limits, budget: budget)
                .validate(assertion, uri, claimAlgorithm: claim.algorithm, log: &log)
            return 0
        default:
            log.failure(.generalError, uri, "the hard binding \(binding.label.name) is not supported by this version")
            return 0
        }
    }
}

extension ValidationState {
    /// Failures that leave a manifest valid, though not trusted: they concern who signed, not what was signed.
    private static let tolerated: Set<StatusCode> = [.signingCredentialUntrusted]

    /// The state that findings amount to (C2PA 2.4 section 14.3).
    init(_ results: ValidationResults) {
        let active = Set(results.activeManifest.filter { $0.severity == .success }.map(\.code))
        let failures = results.all.filter { $0.severity == .failure }
        guard active.contains(.claimSignatureValidated), active.contains(.claimSignatureInsideValidity),
            failures.allSatisfy({ Self.tolerated.contains($0.code) || $0.code.isToleratedIdentityFailure })
        else {
            self = .invalid
            return
        }
        self = failures.isEmpty && active.contains(.signingCredentialTrusted) ? .trusted : .valid
    }
}
