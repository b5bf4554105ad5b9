/// What was found about an uploaded image, with where it was found.
public struct ImageEvidence: Sendable, Equatable {
    public var facts: ImageFacts
    /// `c2pa:digitalCapture`, `exif:Make` …: what spoke for a camera.
    public let cameraSigns: [String]
    /// What spoke for AI, in the same form.
    public let aiSigns: [String]

    public init(facts: ImageFacts, cameraSigns: [String], aiSigns: [String]) {
        self.facts = facts
        self.cameraSigns = cameraSigns
        self.aiSigns = aiSigns
    }
}
