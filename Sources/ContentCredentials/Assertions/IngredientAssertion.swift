public import Boxes

/// `c2pa.ingredient`, versions 1 to 3: another asset that went into this one (C2PA 2.4 section 18.16).
public struct IngredientAssertion: Sendable {
    /// A status that was recorded when the ingredient was added.
    public struct RecordedStatus: Sendable, Hashable {
        public let code: String
        public let url: String

        public init(code: String, url: String) {
            self.code = code
            self.url = url
        }
    }

    /// 1, 2 or 3.
    public let version: Int
    /// `parentOf`, `componentOf` or `inputTo`; nil when missing.
    public let relationship: String?
    public let title: String?
    public let format: String?
    /// The ingredient's own manifest in this store.
    public let manifest: HashedURI?
    public let claimSignature: HashedURI?
    /// Nil when nothing was recorded.
    public let recorded: [RecordedStatus]?
    /// Whether `validationResults` is there, which version 3 requires beside a manifest.
    public let hasValidationResults: Bool
    public let digitalSourceType: String?

    public static let relationships: Set<String> = ["parentOf", "componentOf", "inputTo"]

    /// Reads an ingredient assertion by its label.
    public init(_ value: CBORValue, label: AssertionLabel) {
        switch label.name {
        case "c2pa.ingredient.v3": version = 3
        case "c2pa.ingredient.v2": version = 2
        default: version = 1
        }
        relationship = value["relationship"]?.text
        title = value["dc:title"]?.text
        format = value["dc:format"]?.text
        manifest = HashedURI(value["activeManifest"]) ?? HashedURI(value["c2pa_manifest"])
        claimSignature = HashedURI(value["claimSignature"])
        digitalSourceType = value["digitalSourceType"]?.text
        let results = value["validationResults"]
        hasValidationResults = results?.entries != nil
        if let results {
            recorded = Self.statuses(results)
        } else {
            recorded = value["validationStatus"]?.array?.compactMap(Self.status)
        }
    }

    /// Every status of a `validation-results-map`, the ingredient's own and those of its ingredients.
    private static func statuses(_ results: CBORValue) -> [RecordedStatus] {
        var maps = [results["activeManifest"]].compactMap(\.self)
        maps += (results["ingredientDeltas"]?.array ?? []).compactMap { $0["validationDeltas"] }
        return maps.flatMap { map in
            ["success", "informational", "failure"].flatMap { (map[$0]?.array ?? []).compactMap(status) }
        }
    }

    private static func status(_ value: CBORValue) -> RecordedStatus? {
        guard let code = value["code"]?.text else { return nil }
        return RecordedStatus(code: code, url: value["url"]?.text ?? "")
    }
}
