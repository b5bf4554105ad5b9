/// The label of an assertion, taken apart (C2PA 2.4 sections 6.2 and 6.3).
public struct AssertionLabel: Sendable, Hashable {
    /// Without the instance number: `c2pa.ingredient.v3` of `c2pa.ingredient.v3__1`.
    public let name: String
    /// The text after the last `__`, when it is a number.
    public let instance: Int?

    public init(_ label: String) {
        guard let underscores = label.lastIndex(of: "_"), underscores > label.startIndex,
            label[label.index(before: underscores)] == "_",
            let instance = Self.number(label[label.index(after: underscores)...])
        else {
            name = label
            self.instance = nil
            return
        }
        name = String(label[..<label.index(before: underscores)])
        self.instance = instance
    }

    /// Digits only: `Int` would take a sign too, and give one assertion several labels.
    private static func number(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }

    /// Whether this binds the claim to the bytes of the asset (C2PA 2.4 section 15.10.1.2).
    public var isHardBinding: Bool { Self.hardBindings.contains(name) }

    public var isActions: Bool { name == "c2pa.actions" || name == "c2pa.actions.v2" }

    public var isIngredient: Bool {
        name == "c2pa.ingredient" || name == "c2pa.ingredient.v2" || name == "c2pa.ingredient.v3"
    }

    public var isThumbnail: Bool { name.hasPrefix("c2pa.thumbnail.") }

    /// The first `c2pa.hash.bmff` is none: validators must take it as if it were not there (section 18.6.1).
    private static let hardBindings: Set<String> = [
        "c2pa.hash.data", "c2pa.hash.boxes", "c2pa.hash.collection.data", "c2pa.hash.bmff.v2", "c2pa.hash.bmff.v3",
    ]
}
