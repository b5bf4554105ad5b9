/// What a file's records say about artificial intelligence, and how much that is worth.
public struct AIStatement: Sendable, Equatable {
    /// How well the statement is supported.
    public enum Standing: String, Sendable {
        /// In an intact record whose issuer is on a trust list.
        case verified
        /// In an intact record of an issuer that is not on a trust list.
        case declared
        /// In a damaged record, or in fields that nobody signed.
        case trace
        /// Nothing was found, which says nothing about the image.
        case none
    }

    /// How much of the image the statement is about.
    public enum Extent: String, Sendable {
        case whole
        case part
    }

    public let standing: Standing
    public let extent: Extent
    /// Where it is stated: `ingredient[0]/c2pa.created`, or the key of an unsigned field. Empty for ``Standing/none``.
    public let place: String
    /// The last part of the IPTC digital source type, for example `trainedAlgorithmicMedia`, when there is one.
    public let sourceType: String?
    /// The model or tool that is named, when there is one.
    public let tool: String?
    /// Counted from the first recorded step: in which of ``stepCount`` it is stated.
    public let step: Int?
    public let stepCount: Int?

    public init(
        standing: Standing, extent: Extent? = nil, place: String = "", sourceType: String? = nil, tool: String? = nil,
        step: Int? = nil, stepCount: Int? = nil
    ) {
        self.standing = standing
        let isPartial = sourceType.map(AIVocabulary.partialSourceTypes.contains) ?? false
        self.extent = extent ?? (isPartial ? .part : .whole)
        self.place = place
        self.sourceType = sourceType
        self.tool = tool
        self.step = step
        self.stepCount = stepCount
    }

    public static let none = AIStatement(standing: .none)
}
