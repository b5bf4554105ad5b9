internal import Boxes
internal import ContentCredentials
internal import Findings

/// What validating one manifest on its own found, without its content binding and its ingredients.
struct ManifestJudgement {
    /// One assertion of the store with its decoded content.
    struct Assertion {
        let label: AssertionLabel
        let fullLabel: String
        let box: Superbox
        let content: AssertionContent
        /// Whether the hash in the claim fits; nil when the claim does not name it or it was redacted.
        var isIntact: Bool?
    }

    let manifest: Manifest
    /// Nil when it is missing or unusable.
    var claim: Claim?
    var findings: [Finding] = []
    var assertions: [Assertion] = []
    var signature: SignatureRecord?
    /// The offsets of data boxes and credentials that nothing signed has the hash of.
    var unbound: Set<Int> = []

    /// The assertions in the order of the claim, with those that are only in the store at the end.
    func assertion(_ label: String) -> Assertion? { assertions.first { $0.fullLabel == label } }

    /// The ingredient assertions that can be read, in the order of the claim.
    var ingredients: [(label: String, content: IngredientAssertion)] {
        assertions.compactMap { assertion in
            guard assertion.label.isIngredient, let value = assertion.content.cbor else { return nil }
            return (assertion.fullLabel, IngredientAssertion(value, label: assertion.label))
        }
    }

    /// The actions assertions that can be read, in the order of the claim.
    var actions: [ActionsAssertion] {
        assertions.compactMap { $0.label.isActions ? $0.content.cbor.flatMap(ActionsAssertion.init) : nil }
    }
}
