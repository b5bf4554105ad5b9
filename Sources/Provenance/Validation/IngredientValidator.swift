internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings

/// Validates the ingredients of a manifest store (C2PA 2.4 section 15.11).
struct IngredientValidator {
    let graph: IngredientGraph
    /// By manifest label.
    let judgements: [String: ManifestJudgement]
    private var recorded: RecordedStatuses
    /// What no delta has yet, by manifest label: a manifest is reported once, however many references lead to it.
    private var pending: [String: [Finding]] = [:]
    /// The references that lead from an active update manifest to the one that binds the content.
    private let bindingChain: Set<String>

    init(graph: IngredientGraph, judgements: [String: ManifestJudgement]) {
        self.graph = graph
        self.judgements = judgements
        let active = graph.hashes.store.active.label
        recorded = RecordedStatuses(graph, active: active)
        bindingChain = Self.bindingChain(active, graph, judgements)
        for (label, judgement) in judgements { pending[label] = judgement.findings }
    }

    private static func bindingChain(
        _ active: String, _ graph: IngredientGraph, _ judgements: [String: ManifestJudgement]
    ) -> Set<String> {
        var chain: Set<String> = []
        var label = active
        while judgements[label]?.manifest.isBoundByParent == true,
            let parent = graph.parent(of: label), let target = parent.target, chain.insert(parent.uri.text).inserted
        {
            label = target
        }
        return chain
    }

    /// One delta per ingredient assertion that has something new to say, in depth-first order.
    mutating func validate(budget: CPUBudget) throws(SignetError) -> [ValidationResults.IngredientDelta] {
        var deltas: [ValidationResults.IngredientDelta] = []
        for (index, reference) in graph.references.enumerated() {
            try budget.check()
            let findings = newFindings(for: reference, at: index)
            guard !findings.isEmpty else { continue }
            deltas.append(ValidationResults.IngredientDelta(assertionURI: reference.uri.text, findings: findings))
        }
        return deltas
    }

    private mutating func newFindings(for reference: IngredientGraph.Reference, at index: Int) -> [Finding] {
        let isBinding = bindingChain.contains(reference.uri.text)
        var findings: [Finding] = []
        for finding in self.findings(about: reference)
        where isBinding || !recorded.contains(finding, for: index, isAboutReference: true) {
            findings.append(finding)
        }
        guard let target = reference.target, !reference.isCyclic else { return findings }
        var rest: [Finding] = []
        for finding in pending[target] ?? [] {
            // The content is bound by nothing else, so that only who signed it and when can have been known before.
            let isEssential = isBinding && finding.severity == .failure && !Self.aboutSigner.contains(finding.code)
            if !isEssential, recorded.contains(finding, for: index, isAboutReference: false) {
                rest.append(finding)
            } else {
                findings.append(finding)
            }
        }
        pending[target] = rest
        return findings
    }

    /// Failures that say nothing about whether a manifest was changed.
    private static let aboutSigner: Set<StatusCode> = [
        .signingCredentialUntrusted, .signingCredentialExpired, .claimSignatureOutsideValidity,
        .signingCredentialRevoked,
    ]

    /// What is wrong or right with the reference itself.
    private func findings(about reference: IngredientGraph.Reference) -> [Finding] {
        var log = FindingLog()
        guard let hashed = reference.ingredient.manifest else {
            if reference.ingredient.relationship != "inputTo" {
                log.informational(
                    .ingredientUnknownProvenance, reference.uri, "the ingredient came without a manifest")
            }
            return log.findings
        }
        // The reference has to be to the whole manifest: what it does not hash could be exchanged.
        guard let target = reference.target, let judgement = judgements[target],
            hashed.uri?.absolute(in: reference.parent) == judgement.manifest.uri
        else {
            log.failure(.ingredientManifestMissing, reference.uri, "the ingredient's manifest is not in the store")
            return log.findings
        }
        guard !reference.isCyclic else {
            log.failure(.generalError, reference.uri, "the ingredient's manifest is one of those that contain it")
            return log.findings
        }
        checkHash(hashed, of: judgement.manifest, reference, log: &log)
        return log.findings
    }

    /// The manifest hash method, or the claim signature hash method where something was redacted (section 15.11.3.3).
    private func checkHash(
        _ hashed: HashedURI, of manifest: Manifest, _ reference: IngredientGraph.Reference, log: inout FindingLog
    ) {
        let algorithm = judgements[reference.parent]?.claim?.algorithm
        let isRedacted = graph.redactedManifests.contains(manifest.label)
        if !isRedacted {
            switch graph.hashes.check(hashed, in: reference.parent, claimAlgorithm: algorithm) {
            case .match:
                log.success(.ingredientManifestValidated, manifest.uri, "the ingredient's manifest is unchanged")
                return
            case .missing:
                log.failure(.ingredientManifestMissing, reference.uri, "the ingredient's manifest is not in the store")
                return
            case .unsupported(let name):
                log.failure(
                    .algorithmUnsupported, reference.uri, "the hash algorithm \(name ?? "(none)") is not supported")
                return
            case .mismatch:
                if isLegacyMatch(hashed, manifest, reference) { return }
                // Version 1 and 2 ingredients name no claim signature to fall back to.
                guard reference.ingredient.claimSignature != nil else {
                    log.failure(
                        .ingredientManifestMismatch, reference.uri, "the ingredient's manifest does not fit its hash")
                    return
                }
            }
        }
        checkSignatureHash(algorithm, manifest, reference, log: &log)
    }

    /// Before C2PA 1.0 tools hashed the claim instead of the manifest (seen in files of 2022 and 2023); the claim's own
    /// hashes cover the rest. It counts, but is not the success the specification means.
    private func isLegacyMatch(
        _ hashed: HashedURI, _ manifest: Manifest, _ reference: IngredientGraph.Reference
    ) -> Bool {
        let name = hashed.algorithm ?? judgements[reference.parent]?.claim?.algorithm
        guard reference.ingredient.version == 1, let claim = judgements[manifest.label]?.claim,
            claim.version == 1, judgements[reference.parent]?.claim?.version == 1,
            let algorithm = HashChecker.algorithm(name)
        else { return false }
        return Hasher.digest(claim.bytes, algorithm) == hashed.hash
    }

    private func checkSignatureHash(
        _ algorithm: String?, _ manifest: Manifest, _ reference: IngredientGraph.Reference, log: inout FindingLog
    ) {
        guard let signature = reference.ingredient.claimSignature else {
            log.failure(
                .ingredientClaimSignatureMissing, reference.uri,
                "the ingredient names no claim signature to compare with")
            return
        }
        let uri = JUMBFURI.signature(in: manifest.label)
        guard signature.uri?.absolute(in: reference.parent) == uri else {
            log.failure(
                .ingredientClaimSignatureMissing, reference.uri,
                "the claim signature of the ingredient is not in the store")
            return
        }
        switch graph.hashes.check(signature, in: reference.parent, claimAlgorithm: algorithm) {
        case .match:
            log.success(
                .ingredientClaimSignatureValidated, uri, "the claim signature of the ingredient's manifest is unchanged"
            )
        case .mismatch:
            log.failure(
                .ingredientClaimSignatureMismatch, uri, "the claim signature of the ingredient's manifest was exchanged"
            )
        case .missing:
            log.failure(
                .ingredientClaimSignatureMissing, reference.uri,
                "the claim signature of the ingredient is not in the store")
        case .unsupported(let name):
            log.failure(.algorithmUnsupported, reference.uri, "the hash algorithm \(name ?? "(none)") is not supported")
        }
    }
}
