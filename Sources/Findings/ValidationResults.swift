/// What validation found about the active manifest, and what it newly found about its ingredients.
///
/// The shape is that of the `validationResults` of C2PA 2.4 section 15.2: an ingredient's delta holds only what the
/// ingredient assertion did not already record when it was made.
public struct ValidationResults: Sendable, Equatable {
    /// The new findings about one ingredient.
    public struct IngredientDelta: Sendable, Equatable {
        /// The JUMBF URI of the ingredient assertion.
        public let assertionURI: String
        public let findings: [Finding]

        public init(assertionURI: String, findings: [Finding]) {
            self.assertionURI = assertionURI
            self.findings = findings
        }
    }

    public var activeManifest: [Finding]
    public var ingredientDeltas: [IngredientDelta]

    public init(activeManifest: [Finding] = [], ingredientDeltas: [IngredientDelta] = []) {
        self.activeManifest = activeManifest
        self.ingredientDeltas = ingredientDeltas
    }

    /// Every finding, the active manifest's first.
    public var all: [Finding] { activeManifest + ingredientDeltas.flatMap(\.findings) }

    /// The same without what is about identity assertions: what holds of the records themselves.
    public var withoutIdentities: ValidationResults {
        ValidationResults(
            activeManifest: activeManifest.filter { !$0.code.isAboutIdentity },
            ingredientDeltas: ingredientDeltas.map { delta in
                IngredientDelta(
                    assertionURI: delta.assertionURI, findings: delta.findings.filter { !$0.code.isAboutIdentity })
            })
    }
}
