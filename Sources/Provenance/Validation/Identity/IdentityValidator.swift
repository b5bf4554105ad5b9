internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings

/// Validates the identity assertions of a manifest store (CAWG identity assertion 1.2, section 7).
///
/// What is found stands beside the findings of the manifest that holds the assertion.
struct IdentityValidator {
    let store: ManifestStore
    let graph: IngredientGraph
    let settings: ValidationSettings

    /// How many identity assertions of one store are judged; each costs a signature or two.
    private static let maximum = 64

    /// - Returns: one record per identity assertion, those of the active manifest first.
    func validate(_ judgements: inout [String: ManifestJudgement], budget: CPUBudget) throws(SignetError)
        -> [IdentityRecord]
    {
        var records: [IdentityRecord] = []
        var claimed = ClaimedAssertions(graph: graph, judgements: judgements)
        var seen: Set<String> = []
        for label in [store.active.label] + graph.references.compactMap(\.target) {
            guard seen.insert(label).inserted, let judgement = judgements[label] else { continue }
            var log = FindingLog()
            for assertion in judgement.assertions
            where IdentityAssertion.isIdentity(assertion.label) && assertion.isIntact == true {
                try budget.check()
                let uri = JUMBFURI.assertion(assertion.fullLabel, in: label)
                guard records.count < Self.maximum else {
                    log.failure(.generalError, uri, "there are more than \(Self.maximum) identity assertions")
                    break
                }
                let (record, findings) = validate(assertion, uri, in: judgement, judgements, &claimed)
                records.append(record)
                log.append(findings)
            }
            judgements[label]?.findings += log.findings
        }
        return records
    }

    private func validate(
        _ source: ManifestJudgement.Assertion, _ uri: JUMBFURI, in judgement: ManifestJudgement,
        _ judgements: [String: ManifestJudgement], _ claimed: inout ClaimedAssertions
    ) -> (IdentityRecord, [Finding]) {
        var record = IdentityRecord(manifest: judgement.manifest.label, assertion: source.fullLabel)
        var log = IdentityLog(uri)
        if let assertion = read(source, log: &log) {
            record.roles = assertion.roles
            record.references = assertion.references.compactMap { $0.uri?.label }
            checkForm(assertion, in: judgement, judgements, &claimed, log: &log)
            switch assertion.signatureType {
            case IdentityAssertion.x509Type:
                let stamp = judgement.signature?.timeStamp
                X509IdentityValidator(
                    settings: settings, claimTime: stamp.flatMap { $0.standing == .unlisted ? nil : $0.time }
                )
                .validate(assertion, &record, log: &log)
                conclude(record, log: &log)
            case IdentityAssertion.aggregationType:
                AggregationValidator(settings: settings).validate(assertion, &record, log: &log)
            default: log.failure(.identitySignatureTypeUnknown, "the kind of signature of the identity is not known")
            }
        }
        record.standing = standing(record, log.failures)
        record.codes = log.failures + log.log.findings.filter { $0.severity != .failure }.map(\.code)
        return (record, log.log.findings)
    }

    private func read(_ source: ManifestJudgement.Assertion, log: inout IdentityLog) -> IdentityAssertion? {
        guard let value = source.content.cbor, let content = source.box.contents.first else {
            log.failure(.identityCBORInvalid, "the identity assertion is not CBOR")
            return nil
        }
        do throws(IdentityAssertion.Malformed) {
            return try IdentityAssertion(content.payload, value: value, limits: settings.limits)
        } catch {
            log.failure(.identityCBORInvalid, error.reason)
            return nil
        }
    }

    /// A sound assertion is called trusted or well-formed; nothing is said of one that is not (section 7.2).
    private func conclude(_ record: IdentityRecord, log: inout IdentityLog) {
        guard log.isSound else { return }
        if record.trustList != nil {
            log.success(.identityTrusted, "the identity holds, and its certificate leads to a list")
        } else {
            log.success(.identityWellFormed, "the identity holds; who vouches for it is on no list")
        }
    }

    private func standing(_ record: IdentityRecord, _ failures: [StatusCode]) -> IdentityRecord.Standing {
        let unresolved: Set<StatusCode> = [.identityICADIDUnavailable, .identitySignatureTypeUnknown]
        let rest = failures.filter { $0 != .identityX509CredentialUntrusted }
        guard rest.allSatisfy(unresolved.contains) else { return .invalid }
        if !rest.isEmpty { return .unverified }
        return record.trustList == nil ? .unlisted : .trusted
    }

    // MARK: What every kind has to keep (section 7.1)

    private func checkForm(
        _ assertion: IdentityAssertion, in judgement: ManifestJudgement, _ judgements: [String: ManifestJudgement],
        _ claimed: inout ClaimedAssertions, log: inout IdentityLog
    ) {
        if !assertion.isPaddingZero { log.failure(.identityPaddingInvalid, "the padding of the identity is not zero") }
        let label = judgement.manifest.label
        let targets = assertion.references.map { $0.uri?.absolute(in: label) }
        var seen: Set<JUMBFURI> = []
        var hasDuplicate = false
        for (reference, target) in zip(assertion.references, targets) {
            guard let target, claimed.contains(reference, target, from: label) else {
                log.failure(.identityAssertionMismatch, "\(reference.url) is not an assertion of the record")
                continue
            }
            if !seen.insert(target).inserted { hasDuplicate = true }
        }
        if hasDuplicate { log.failure(.identityAssertionDuplicate, "the identity refers to an assertion twice") }
        checkBinding(targets.compactMap(\.self), of: judgement, judgements, log: &log)
    }

    private func checkBinding(
        _ targets: [JUMBFURI], of judgement: ManifestJudgement, _ judgements: [String: ManifestJudgement],
        log: inout IdentityLog
    ) {
        let bindings = targets.filter { AssertionLabel($0.label).isHardBinding }
        guard !bindings.isEmpty else {
            log.failure(
                .identityHardBindingMissing, "the identity does not refer to what binds the record to the content")
            return
        }
        guard let binding = hardBinding(of: judgement, judgements), bindings.contains(binding) else {
            log.failure(
                .identityHardBindingIncorrect, "the identity refers to another binding than that of the content")
            return
        }
    }

    /// The hard binding of a manifest: for an update manifest that of the manifest it updates (C2PA 2.4 section 15.12).
    private func hardBinding(
        of judgement: ManifestJudgement, _ judgements: [String: ManifestJudgement]
    ) -> JUMBFURI? {
        var judgement = judgement
        var steps = 0
        while judgement.manifest.isBoundByParent, steps <= settings.limits.maximumIngredientDepth {
            let parent = graph.parent(of: judgement.manifest.label)
            guard let next = parent?.target.flatMap({ judgements[$0] }) else { return nil }
            judgement = next
            steps += 1
        }
        let binding = judgement.assertions.first { $0.label.isHardBinding }
        return binding.map { JUMBFURI.assertion($0.fullLabel, in: judgement.manifest.label) }
    }
}
