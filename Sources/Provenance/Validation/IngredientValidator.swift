internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings

/// Validates the ingredients of a manifest store (C2PA 2.4 section 15.11).
struct IngredientValidator {
    let graph: IngredientGraph
    /// By manifest label.
    let judgements: [String: ManifestJudgement]

    /// One delta per ingredient assertion that has something new to say, in depth-first order.
    func validate(budget: CPUBudget) throws(SignetError) -> [ValidationResults.IngredientDelta] {
        // Whoever recorded a status of a manifest may be further up than the assertion that names it.
        var recorded: Set<IngredientAssertion.RecordedStatus> = []
        for reference in graph.references { recorded.formUnion(normalised(reference)) }
        var deltas: [ValidationResults.IngredientDelta] = []
        for reference in graph.references {
            // Each reference repeats the findings of its manifest, and a crafted store has many of both.
            try budget.check()
            let findings = findings(for: reference).filter { !isRecorded($0, in: recorded) }
            guard !findings.isEmpty else { continue }
            deltas.append(ValidationResults.IngredientDelta(assertionURI: reference.uri.text, findings: findings))
        }
        return deltas
    }

    /// What was recorded, with absolute URLs.
    private func normalised(_ reference: IngredientGraph.Reference) -> [IngredientAssertion.RecordedStatus] {
        (reference.ingredient.recorded ?? []).map { status in
            let uri = JUMBFURI(status.url)?.absolute(in: reference.target ?? reference.parent)
            return IngredientAssertion.RecordedStatus(code: status.code, url: uri?.text ?? status.url)
        }
    }

    private func isRecorded(_ finding: Finding, in recorded: Set<IngredientAssertion.RecordedStatus>) -> Bool {
        recorded.contains(IngredientAssertion.RecordedStatus(code: finding.code.rawValue, url: finding.url))
    }

    private func findings(for reference: IngredientGraph.Reference) -> [Finding] {
        var log = FindingLog()
        guard let hashed = reference.ingredient.manifest else {
            if reference.ingredient.relationship != "inputTo" {
                log.informational(
                    .ingredientUnknownProvenance, reference.uri, "the ingredient came without a manifest")
            }
            return log.findings
        }
        guard let target = reference.target, let judgement = judgements[target] else {
            log.failure(.ingredientManifestMissing, reference.uri, "the ingredient's manifest is not in the store")
            return log.findings
        }
        guard !reference.isCyclic else {
            log.failure(.generalError, reference.uri, "the ingredient's manifest is one of those that contain it")
            return log.findings
        }
        checkHash(hashed, of: judgement.manifest, reference, log: &log)
        log.append(judgement.findings)
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
            let algorithm = HashChecker.algorithm(name)
        else { return false }
        return Hasher.digest(claim.bytes, algorithm) == hashed.hash
    }

    private func checkSignatureHash(
        _ algorithm: String?, _ manifest: Manifest, _ reference: IngredientGraph.Reference,
        log: inout FindingLog
    ) {
        guard let signature = reference.ingredient.claimSignature else {
            log.failure(
                .ingredientClaimSignatureMissing, reference.uri, "the ingredient names no claim signature to compare with")
            return
        }
        let uri = JUMBFURI.signature(in: manifest.label)
        switch graph.hashes.check(signature, in: reference.parent, claimAlgorithm: algorithm) {
        case .match:
            log.success(
                .ingredientClaimSignatureValidated, uri, "the claim signature of the ingredient's manifest is unchanged")
        case .mismatch:
            log.failure(
                .ingredientClaimSignatureMismatch, uri, "the claim signature of the ingredient's manifest was exchanged")
        case .missing:
            log.failure(
                .ingredientClaimSignatureMissing, reference.uri, "the claim signature of the ingredient is not in the store")
        case .unsupported(let name):
            log.failure(.algorithmUnsupported, reference.uri, "the hash algorithm \(name ?? "(none)") is not supported")
        }
    }
}
