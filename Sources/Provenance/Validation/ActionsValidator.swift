internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings

/// Validates actions assertions (C2PA 2.4 sections 15.10.1.2 and 15.10.3.2.3).
struct ActionsValidator {
    let checker: HashChecker
    let manifest: Manifest
    let claim: Claim
    let assertions: [ManifestJudgement.Assertion]
    /// What ingredient assertions have been asked for, by absolute URI: many actions may name one.
    private var relationships: [JUMBFURI: String?] = [:]
    private let redacted: Set<String>
    private let hasSoftBinding: Bool

    init(
        checker: HashChecker, manifest: Manifest, claim: Claim, assertions: [ManifestJudgement.Assertion]
    ) {
        self.checker = checker
        self.manifest = manifest
        self.claim = claim
        self.assertions = assertions
        redacted = Set(claim.redacted)
        hasSoftBinding = assertions.contains { $0.label.name == "c2pa.soft-binding" }
        for assertion in assertions where assertion.label.isIngredient {
            let uri = JUMBFURI.assertion(assertion.fullLabel, in: manifest.label)
            relationships[uri] = .some(assertion.content.cbor?["relationship"]?.text)
        }
    }

    /// The actions an update manifest may record (section 11.2.3).
    private static let updateActions: Set<String> = [
        "c2pa.edited.metadata", "c2pa.opened", "c2pa.published", "c2pa.redacted",
    ]

    mutating func validate(log: inout FindingLog) {
        var isFirst = true
        for assertion in assertions where assertion.label.isActions {
            let uri = JUMBFURI.assertion(assertion.fullLabel, in: manifest.label)
            defer { isFirst = false }
            guard let value = assertion.content.cbor else { continue }
            guard let actions = ActionsAssertion(value) else {
                log.failure(.actionMalformed, uri, "the assertion has no list of actions")
                continue
            }
            for (index, action) in actions.actions.enumerated() {
                validate(action, isVeryFirst: isFirst && index == 0, uri, log: &log)
            }
        }
        requireOrigin(log: &log)
    }

    /// A standard manifest of a version 2 claim starts with how the asset came to be (section 15.10.1.2). The wild is full
    /// of version 1 claims that do not, and the rule did not exist when they were made.
    private func requireOrigin(log: inout FindingLog) {
        guard claim.version == 2, manifest.kind == .standard else { return }
        let first = assertions.first { $0.label.isActions }?.content.cbor.flatMap(ActionsAssertion.init)?.actions.first
        guard first?.name != "c2pa.created", first?.name != "c2pa.opened" else { return }
        log.failure(.actionMalformed, manifest.claimURI, "the first action is neither c2pa.created nor c2pa.opened")
    }

    private mutating func validate(
        _ action: ActionsAssertion.Action, isVeryFirst: Bool, _ uri: JUMBFURI, log: inout FindingLog
    ) {
        guard let name = action.name else {
            log.failure(.actionMalformed, uri, "an action has no name")
            return
        }
        if manifest.kind == .update, !Self.updateActions.contains(name) {
            log.failure(.updateManifestInvalid, uri, "an update manifest may not record \(name)")
        }
        switch name {
        case "c2pa.created", "c2pa.opened":
            if claim.version == 2, !isVeryFirst {
                log.failure(.actionMalformed, uri, "\(name) is not the first action")
            }
            if name == "c2pa.opened" { checkOpened(action, uri, log: &log) }
            if name == "c2pa.created" { checkCreated(action, uri, log: &log) }
        case "c2pa.placed":
            checkIngredients(action, uri, relationship: "componentOf", inThisManifest: true, required: true, log: &log)
        case "c2pa.removed":
            checkIngredients(action, uri, relationship: "componentOf", inThisManifest: false, required: true, log: &log)
        case "c2pa.transcoded", "c2pa.repackaged":
            checkIngredients(action, uri, relationship: "parentOf", inThisManifest: true, required: false, log: &log)
        case "c2pa.redacted": checkRedaction(action, uri, log: &log)
        case "c2pa.watermarked", "c2pa.watermarked.bound":
            if claim.version == 2, !hasSoftBinding {
                log.failure(.actionSoftBindingMissing, uri, "\(name) needs a soft binding, and there is none")
            }
        default: break
        }
        checkRelatedAssertions(action, uri, log: &log)
    }

    /// Version 2 claims must say what kind of source a created asset has (section 18.15.4.2).
    private func checkCreated(_ action: ActionsAssertion.Action, _ uri: JUMBFURI, log: inout FindingLog) {
        guard claim.version == 2, action.digitalSourceType == nil else { return }
        log.failure(.actionMalformed, uri, "c2pa.created has no digital source type")
    }

    private mutating func checkOpened(_ action: ActionsAssertion.Action, _ uri: JUMBFURI, log: inout FindingLog) {
        guard claim.version == 2 || action.ingredients != nil else { return }
        checkIngredients(action, uri, relationship: "parentOf", inThisManifest: true, required: true, log: &log)
        if claim.version == 2, let count = action.ingredients?.count, count > 1 {
            log.failure(.actionIngredientMismatch, uri, "c2pa.opened names \(count) ingredients instead of one")
        }
    }

    private mutating func checkIngredients(
        _ action: ActionsAssertion.Action, _ uri: JUMBFURI, relationship: String, inThisManifest: Bool, required: Bool,
        log: inout FindingLog
    ) {
        let name = action.name ?? ""
        guard let references = action.ingredients, !references.isEmpty else {
            // Version 1 claims named ingredients in ways that were never checked; only what they do name is.
            if required, claim.version == 2 || action.ingredients != nil {
                log.failure(.actionIngredientMismatch, uri, "\(name) names no ingredient")
            }
            return
        }
        for reference in references {
            guard let reference, let target = reference.uri?.absolute(in: manifest.label),
                !inThisManifest || target.manifest == manifest.label, target.isAssertion,
                AssertionLabel(target.label).isIngredient, self.relationship(of: target) == relationship,
                checker.check(reference, in: manifest.label, claimAlgorithm: claim.algorithm) == .match
            else {
                log.failure(
                    .actionIngredientMismatch, uri,
                    "\(name) names an ingredient that is not an unchanged \(relationship)")
                return
            }
        }
    }

    private mutating func relationship(of uri: JUMBFURI) -> String? {
        if let known = relationships[uri] { return known }
        var items = 4_096
        let value = checker.store.resolve(uri).flatMap { AssertionContent($0, limits: .default, items: &items).cbor }
        let relationship = value?["relationship"]?.text
        relationships[uri] = .some(relationship)
        return relationship
    }

    private func checkRedaction(_ action: ActionsAssertion.Action, _ uri: JUMBFURI, log: inout FindingLog) {
        let target = action.parameters?["redacted"]?.text.flatMap(JUMBFURI.init)
        guard let target,
            redacted.contains(target.text) || checker.store.resolve(target.absolute(in: manifest.label)) != nil
        else {
            log.failure(.actionRedactionMismatch, uri, "c2pa.redacted names no assertion that can be found")
            return
        }
    }

    private func checkRelatedAssertions(_ action: ActionsAssertion.Action, _ uri: JUMBFURI, log: inout FindingLog) {
        guard let related = action.parameters?["relatedAssertions"] else { return }
        let references = related.array?.map(HashedURI.init) ?? []
        let isValid = references.allSatisfy { reference in
            guard let target = reference?.uri?.absolute(in: manifest.label), target.manifest == manifest.label else {
                return false
            }
            let label = AssertionLabel(target.label)
            return !label.isActions && !label.isIngredient && checker.store.resolve(target) != nil
        }
        guard references.isEmpty || !isValid else { return }
        log.failure(.actionMalformed, uri, "the related assertions of an action cannot be used")
    }
}
