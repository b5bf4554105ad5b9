extension SigningRequest {
    /// An image that went into the new one, beside its parent (C2PA 2.4 section 18.16).
    public struct Ingredient: Sendable {
        public enum Relationship: String, Sendable {
            /// Placed in the new image.
            case component = "componentOf"
            /// Given to what made the new image, such as a model.
            case input = "inputTo"
        }

        public let image: ParentImage
        public let relationship: Relationship
        /// A small picture of it, for one whose own record has none.
        public var thumbnail: Thumbnail?

        public init(_ image: ParentImage, _ relationship: Relationship, thumbnail: Thumbnail? = nil) {
            self.image = image
            self.relationship = relationship
            self.thumbnail = thumbnail
        }
    }
}
