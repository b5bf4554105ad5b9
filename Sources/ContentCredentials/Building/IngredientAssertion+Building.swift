public import Boxes
public import Findings

extension IngredientAssertion {
    /// A version 3 ingredient assertion as CBOR.
    ///
    /// - Parameters:
    ///   - manifest: the ingredient's own manifest and claim signature in the new store; nil when it has none.
    ///   - results: what validating the ingredient found, which is recorded beside its manifest.
    ///   - thumbnail: a thumbnail assertion of the ingredient's own manifest, or of the new one (section 18.16.10).
    public static func cbor(
        relationship: String, title: String?, format: String, instanceID: String,
        manifest: (manifest: HashedURI, signature: HashedURI)?, results: ValidationResults,
        thumbnail: HashedURI? = nil
    ) -> CBORValue {
        var entries: [CBORValue.Entry] = [
            CBORValue.Entry(.text("relationship"), .text(relationship)),
            CBORValue.Entry(.text("dc:format"), .text(format)),
            CBORValue.Entry(.text("instanceID"), .text(instanceID)),
        ]
        if let title { entries.append(CBORValue.Entry(.text("dc:title"), .text(title))) }
        if let thumbnail { entries.append(CBORValue.Entry(.text("thumbnail"), thumbnail.cbor)) }
        if let manifest {
            entries.append(CBORValue.Entry(.text("activeManifest"), manifest.manifest.cbor))
            entries.append(CBORValue.Entry(.text("claimSignature"), manifest.signature.cbor))
            entries.append(CBORValue.Entry(.text("validationResults"), cbor(results)))
        }
        return .map(entries)
    }

    /// `validation-results-map` of C2PA 2.4 section 18.16.
    private static func cbor(_ results: ValidationResults) -> CBORValue {
        var entries = [
            CBORValue.Entry(.text("activeManifest"), cbor(results.activeManifest)),
            CBORValue.Entry(.text("specVersion"), .text("2.4.0")),
        ]
        if !results.ingredientDeltas.isEmpty {
            let deltas = results.ingredientDeltas.map { delta in
                CBORValue.map([
                    "ingredientAssertionURI": .text(delta.assertionURI), "validationDeltas": cbor(delta.findings),
                ])
            }
            entries.append(CBORValue.Entry(.text("ingredientDeltas"), .array(deltas)))
        }
        return .map(entries)
    }

    private static func cbor(_ findings: [Finding]) -> CBORValue {
        func list(_ severity: Finding.Severity) -> CBORValue {
            .array(
                findings.filter { $0.severity == severity }.map {
                    .map([
                        "code": .text($0.code.rawValue), "url": .text($0.url), "explanation": .text($0.explanation),
                    ])
                })
        }
        return .map([
            "success": list(.success), "informational": list(.informational), "failure": list(.failure),
        ])
    }
}
