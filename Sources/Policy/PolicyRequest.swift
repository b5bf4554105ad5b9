/// What is to be decided about.
public struct PolicyRequest: Sendable {
    public var prompt: String
    /// What the image is not to show.
    public var negative: String
    /// What is known of an uploaded image; nil when there is none.
    public var image: ImageFacts?
    /// Scores of other classifiers, by name, 0 to 1.
    public var signals: [String: Double]
    /// Classifiers that were asked and did not answer: what the names of their signals begin with, up to the first full stop.
    public var unanswered: Set<String> = []

    public init(_ prompt: String, negative: String = "", image: ImageFacts? = nil, signals: [String: Double] = [:]) {
        self.prompt = prompt
        self.negative = negative
        self.image = image
        self.signals = signals
    }
}

/// Plain facts about an uploaded image; how they were found is not the policy's business.
public struct ImageFacts: Sendable, Equatable {
    public var isCameraPhoto: Bool
    public var isAIGenerated: Bool
    /// The names of the hash lists it is on.
    public var hashLists: [String]

    public init(isCameraPhoto: Bool = false, isAIGenerated: Bool = false, hashLists: [String] = []) {
        self.isCameraPhoto = isCameraPhoto
        self.isAIGenerated = isAIGenerated
        self.hashLists = hashLists
    }
}
