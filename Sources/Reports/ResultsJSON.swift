internal import Findings

/// Validation results in the shape and with the names of C2PA 2.4 section 15.2, which all JSON printers share.
enum ResultsJSON {
    static func value(for results: ValidationResults) -> DataValue {
        .object([
            "activeManifest": statusCodes(results.activeManifest),
            "ingredientDeltas": .list(results.ingredientDeltas.map(value)),
        ])
    }

    static func value(for delta: ValidationResults.IngredientDelta) -> DataValue {
        .object([
            "ingredientAssertionURI": .text(delta.assertionURI),
            "validationDeltas": statusCodes(delta.findings),
        ])
    }

    /// `{success, informational, failure}`, in the order the findings were made.
    static func statusCodes(_ findings: [Finding]) -> DataValue {
        .map(
            Finding.Severity.allCases.map { severity in
                let entries = findings.filter { $0.severity == severity }
                return DataValue.Field(severity.rawValue, .list(entries.map(value)))
            })
    }

    static func value(for finding: Finding) -> DataValue {
        .object([
            "code": .text(finding.code.rawValue),
            "url": .text(finding.url.isEmpty ? nil : finding.url),
            "explanation": .text(finding.explanation.isEmpty ? nil : finding.explanation),
        ])
    }
}
