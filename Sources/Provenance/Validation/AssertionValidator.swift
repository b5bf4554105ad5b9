internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings

/// Validates that a claim's assertions are there, unchanged and the right ones (C2PA 2.4 section 15.10).
struct AssertionValidator {
    let store: ManifestStore
    let manifest: Manifest
    let claim: Claim
    let graph: IngredientGraph
    let limits: Limits

    mutating func validate(log: inout FindingLog, items: inout Int) -> [ManifestJudgement.Assertion] {
        guard claim.assertions.count <= limits.maximumAssertions else {
            log.failure(
                .generalError, manifest.claimURI,
                "the claim names \(claim.assertions.count) assertions, more than the limit of \(limits.maximumAssertions)"
            )
            return []
        }
        var assertions: [ManifestJudgement.Assertion] = []
        var named: Set<String> = []
        for reference in claim.assertions {
            guard let assertion = declared(reference, log: &log, items: &items) else { continue }
            guard named.insert(assertion.fullLabel).inserted else {
                log.failure(.claimMalformed, manifest.claimURI, "the claim names \(assertion.fullLabel) twice")
                continue
            }
            assertions.append(assertion)
        }
        for box in manifest.assertions {
            guard let label = box.label, !named.contains(label) else { continue }
            let uri = JUMBFURI.assertion(label, in: manifest.label)
            log.failure(.assertionUndeclared, uri, "the assertion is in the store, but the claim does not name it")
            let content = AssertionContent(box, limits: limits, items: &items)
            assertions.append(
                ManifestJudgement.Assertion(
                    label: AssertionLabel(label), fullLabel: label, box: box, content: content, isIntact: nil))
        }
        checkRedactions(log: &log)
        checkKindOfManifest(assertions, log: &log)
        for assertion in assertions { checkContent(assertion, log: &log) }
        return assertions
    }

    /// Resolves one reference of the claim and compares its hash (section 15.10.3.1).
    private func declared(
        _ reference: HashedURI, log: inout FindingLog, items: inout Int
    ) -> ManifestJudgement.Assertion? {
        guard let uri = reference.uri?.absolute(in: manifest.label), uri.isAssertion else {
            log.failure(
                .assertionMissing, manifest.claimURI, "the claim names an assertion by a URI that cannot be resolved")
            return nil
        }
        guard uri.manifest == manifest.label else {
            log.failure(
                .assertionOutsideManifest, manifest.claimURI, "the claim names an assertion of another manifest")
            return nil
        }
        let label = AssertionLabel(uri.label)
        let isRedacted = graph.redacted.contains(uri.text)
        if isRedacted {
            if label.isActions { log.failure(.actionRedacted, uri, "an actions assertion was redacted") }
            if label.isHardBinding { log.failure(.hardBindingRedacted, uri, "the hard binding was redacted") }
        }
        guard let box = store.resolve(uri) else {
            if !isRedacted { log.failure(.assertionMissing, uri, "the assertion is not in the manifest") }
            return nil
        }
        let content = AssertionContent(box, limits: limits, items: &items)
        guard !isRedacted else {
            if case .redacted = content {
            } else {
                log.failure(.assertionNotRedacted, uri, "the assertion was declared redacted, but is still there")
            }
            return ManifestJudgement.Assertion(
                label: label, fullLabel: uri.label, box: box, content: content, isIntact: nil)
        }
        var isIntact = false
        switch graph.hashes.check(reference, in: manifest.label, claimAlgorithm: claim.algorithm) {
        case .match:
            isIntact = true
            log.success(.assertionHashedURIMatch, uri, "the assertion is unchanged")
        case .mismatch:
            log.failure(.assertionHashedURIMismatch, uri, "the assertion does not fit its hash in the claim")
        case .missing: log.failure(.assertionMissing, uri, "the assertion is not in the manifest")
        case .unsupported(let name):
            log.failure(.algorithmUnsupported, uri, "the hash algorithm \(name ?? "(none)") is not supported")
        }
        return ManifestJudgement.Assertion(
            label: label, fullLabel: uri.label, box: box, content: content, isIntact: isIntact)
    }

    private func checkRedactions(log: inout FindingLog) {
        for text in claim.redacted {
            guard let uri = JUMBFURI(text)?.absolute(in: manifest.label), uri.manifest == manifest.label else {
                continue
            }
            log.failure(.assertionSelfRedacted, manifest.claimURI, "the claim redacts an assertion of its own")
        }
    }

    /// Required and forbidden assertions (section 15.10.1).
    private func checkKindOfManifest(_ assertions: [ManifestJudgement.Assertion], log: inout FindingLog) {
        let bindings = assertions.filter { $0.label.isHardBinding }
        let ingredients = assertions.filter { $0.label.isIngredient }
        let parents = ingredients.filter { $0.content.cbor?["relationship"]?.text == "parentOf" }
        switch manifest.kind {
        case .standard:
            if bindings.isEmpty {
                log.failure(.hardBindingsMissing, manifest.claimURI, "nothing binds the claim to the content")
            } else if bindings.count > 1 {
                log.failure(.multipleHardBindings, manifest.claimURI, "there is more than one hard binding")
            }
            if parents.count > 1 {
                log.failure(.multipleParents, manifest.claimURI, "there is more than one parent ingredient")
            }
        case .update:
            if ingredients.count != 1 || parents.count != 1 {
                log.failure(
                    .updateManifestWrongParents, manifest.claimURI,
                    "an update manifest needs exactly one ingredient, its parent")
            }
            let forbidden = assertions.contains {
                $0.label.isHardBinding || $0.label.isThumbnail || $0.label.name == "c2pa.hash.multi-asset"
            }
            if forbidden {
                log.failure(
                    .updateManifestInvalid, manifest.claimURI, "an update manifest may not bind or picture content")
            }
        case .timeStamp:
            if ingredients.count != 1 || parents.count != 1 {
                log.failure(
                    .timeStampManifestWrongParents, manifest.claimURI,
                    "a time-stamp manifest needs exactly one ingredient, its parent")
            }
            if assertions.count != ingredients.count {
                log.failure(
                    .timeStampManifestInvalid, manifest.claimURI,
                    "a time-stamp manifest may hold nothing but its ingredient")
            }
        case .compressed: break
        }
    }

    /// What the specification asks of assertions by their label (section 15.10.3.2), ingredients and actions apart.
    private func checkContent(_ assertion: ManifestJudgement.Assertion, log: inout FindingLog) {
        let uri = JUMBFURI.assertion(assertion.fullLabel, in: manifest.label)
        if case .invalid(let code, let reason) = assertion.content {
            log.failure(code, uri, reason)
            return
        }
        guard let value = assertion.content.cbor, assertion.isIntact != false else { return }
        switch assertion.label.name {
        case "c2pa.cloud-data": checkCloudData(value, uri, log: &log)
        case "c2pa.external-reference": checkExternalReference(value, assertion, uri, log: &log)
        case "c2pa.time-stamp" where value.entries?.isEmpty != false:
            log.failure(.assertionTimestampMalformed, uri, "the time-stamp assertion is not a map with entries")
        case "c2pa.ingredient", "c2pa.ingredient.v2", "c2pa.ingredient.v3":
            checkIngredient(IngredientAssertion(value, label: assertion.label), uri, log: &log)
        default: break
        }
        if assertion.label.name.hasPrefix("c2pa.") { checkReferences(in: value, uri, log: &log) }
    }

    /// Section 15.11.3.2.
    private func checkIngredient(_ ingredient: IngredientAssertion, _ uri: JUMBFURI, log: inout FindingLog) {
        guard let relationship = ingredient.relationship, IngredientAssertion.relationships.contains(relationship)
        else {
            log.failure(.ingredientMalformed, uri, "the ingredient has no known relationship")
            return
        }
        guard ingredient.version == 3, ingredient.manifest != nil else { return }
        if ingredient.digitalSourceType != nil {
            log.failure(.ingredientMalformed, uri, "the ingredient has both a manifest and a digital source type")
        }
        if !ingredient.hasValidationResults {
            log.failure(.ingredientMalformed, uri, "the ingredient has a manifest, but no validation results")
        }
    }

    private static let neverRemote: Set<String> = [
        "c2pa.cloud-data", "c2pa.external-reference", "c2pa.actions", "c2pa.actions.v2", "c2pa.hash.data",
        "c2pa.hash.boxes", "c2pa.hash.collection.data", "c2pa.hash.bmff.v2", "c2pa.hash.bmff.v3",
        "c2pa.hash.multi-asset",
        "c2pa.ingredient", "c2pa.ingredient.v2", "c2pa.ingredient.v3",
    ]

    /// Section 15.10.3.2.1.
    private func checkCloudData(_ value: CBORValue, _ uri: JUMBFURI, log: inout FindingLog) {
        guard let label = value["label"]?.text, value["size"]?.integer != nil, value["location"] != nil else {
            log.failure(.cloudDataMalformed, uri, "the cloud data has no label, size or location")
            return
        }
        let name = AssertionLabel(label)
        if name.isHardBinding || label == "c2pa.hash.multi-asset" {
            log.failure(.cloudDataHardBinding, uri, "a hard binding may not be kept elsewhere")
        } else if name.isActions, manifest.kind == .update {
            log.failure(.cloudDataActions, uri, "the actions of an update manifest may not be kept elsewhere")
        } else if Self.neverRemote.contains(name.name) {
            log.failure(.cloudDataMalformed, uri, "an assertion \(name.name) may not be kept elsewhere")
        }
    }

    /// Section 15.10.3.2.2.
    private func checkExternalReference(
        _ value: CBORValue, _ assertion: ManifestJudgement.Assertion, _ uri: JUMBFURI, log: inout FindingLog
    ) {
        guard let location = value["location"], location["url"]?.text != nil else {
            log.failure(.externalReferenceMalformed, uri, "the external reference has no URL")
            return
        }
        if (location["alg"] == nil) != (location["hash"] == nil) {
            log.failure(.externalReferenceMalformed, uri, "the external reference has only one of hash and algorithm")
        }
        if let label = value["label"]?.text, Self.neverRemote.contains(AssertionLabel(label).name) {
            log.failure(.externalReferenceMalformed, uri, "an assertion \(label) may not be kept elsewhere")
        }
        let created = claim.version == 2 && claim.created.contains { $0.uri?.label == assertion.fullLabel }
        if created {
            log.failure(.externalReferenceCreated, uri, "an external reference stands among the created assertions")
        }
    }

    /// Fields whose hash is compared in another place, that point outside of the store, or whose URLs have no hash.
    private static let otherReferences: Set<String> = [
        "activeManifest", "c2pa_manifest", "claimSignature", "location", "validationResults", "validationStatus",
        "metadata",
    ]

    /// Every other hashed URI in a standard assertion (section 15.10.3.3).
    private func checkReferences(in value: CBORValue, _ uri: JUMBFURI, log: inout FindingLog) {
        switch value {
        case .array(let elements): for element in elements { checkReferences(in: element, uri, log: &log) }
        case .tagged(_, let inner): checkReferences(in: inner, uri, log: &log)
        case .map(let entries):
            if let reference = HashedURI(value), reference.url.hasPrefix("self#jumbf=") {
                check(reference, uri, log: &log)
                return
            }
            for entry in entries where !Self.otherReferences.contains(entry.key.text ?? "") {
                checkReferences(in: entry.value, uri, log: &log)
            }
        default: break
        }
    }

    private func check(_ reference: HashedURI, _ uri: JUMBFURI, log: inout FindingLog) {
        guard let target = reference.uri?.absolute(in: manifest.label), !graph.redacted.contains(target.text) else {
            return
        }
        switch graph.hashes.check(reference, in: manifest.label, claimAlgorithm: claim.algorithm) {
        case .match: break
        case .mismatch:
            log.failure(.hashedURIMismatch, uri, "\(target.label), which the assertion refers to, was changed")
        case .missing: log.failure(.hashedURIMissing, uri, "\(target.label), which the assertion refers to, is missing")
        case .unsupported(let name):
            log.failure(.algorithmUnsupported, uri, "the hash algorithm \(name ?? "(none)") is not supported")
        }
    }
}
