internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings

/// Validates one manifest on its own: structure, claim, signature and assertions (C2PA 2.4 sections 15.6 to 15.10).
struct ManifestValidator {
    let store: ManifestStore
    let settings: ValidationSettings
    /// What other manifests prove about this one.
    var evidence = StoreEvidence()
    let graph: IngredientGraph

    /// - Parameter items: how many CBOR items of the store may still be decoded; counted down.
    func judge(_ manifest: Manifest, items: inout Int) -> ManifestJudgement {
        var judgement = ManifestJudgement(manifest: manifest)
        var log = FindingLog()
        for defect in manifest.defects {
            log.failure(.generalError, manifest.uri, "\(defect.reason) (offset \(defect.offset) of the manifest store)")
        }
        if let claim = claim(of: manifest, log: &log, items: &items) {
            judgement.claim = claim
            var signatures = SignatureValidator(settings: settings, evidence: evidence)
            judgement.signature = signatures.validate(claim, of: manifest, log: &log, items: &items)
            var assertions = AssertionValidator(
                store: store, manifest: manifest, claim: claim, graph: graph, limits: settings.limits)
            judgement.assertions = assertions.validate(log: &log, items: &items)
            judgement.unbound = SideStoreValidator(checker: graph.hashes, manifest: manifest, claim: claim)
                .validate(judgement.assertions, log: &log)
            var actions = ActionsValidator(
                checker: graph.hashes, manifest: manifest, claim: claim, assertions: judgement.assertions)
            actions.validate(log: &log)
        }
        judgement.findings = log.findings
        return judgement
    }

    /// Locates and reads the claim (section 15.6).
    private func claim(of manifest: Manifest, log: inout FindingLog, items: inout Int) -> Claim? {
        if let reason = manifest.expansionFailure {
            log.failure(.compressedManifestInvalid, manifest.uri, reason)
            return nil
        }
        guard let box = manifest.claims.first else {
            log.failure(.claimMissing, manifest.uri, "the manifest has no claim")
            return nil
        }
        guard manifest.claims.count == 1 else {
            log.failure(.claimMultiple, manifest.uri, "the manifest has \(manifest.claims.count) claims")
            return nil
        }
        guard let content = box.contents.first, content.type == .cbor else {
            log.failure(.claimCBORInvalid, manifest.claimURI, "the claim is not CBOR")
            return nil
        }
        if let known = graph.claims[manifest.label] { return known }
        let value: CBORValue
        do throws(SignetError) {
            value = try CBORDecoder.decode(content.payload, limits: settings.limits, items: &items)
        } catch {
            log.failure(.claimCBORInvalid, manifest.claimURI, "the claim is not well-formed CBOR: \(error.reason)")
            return nil
        }
        do throws(Claim.Rejection) {
            return try Claim(box, value: value)
        } catch {
            log.failure(error.code, manifest.claimURI, error.reason)
            return nil
        }
    }
}
