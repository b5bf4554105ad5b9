/// How an indexed image lies in a looked-up one.
public struct AnchorPlacement: Sendable, Equatable {
    /// A rectangle by its edges.
    public struct Bounds: Sendable, Equatable {
        public let left: Float
        public let top: Float
        public let right: Float
        public let bottom: Float

        public init(left: Float, top: Float, right: Float, bottom: Float) {
            (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
        }
    }

    /// How many distinct places agree on one position, scale and rotation.
    public let votes: Int
    /// How alike what both show there looks, -1 to 1 (unrelated images: about 0).
    public let correlation: Float
    /// How much there is to see in what was compared; a plain surface has 0, a photograph some thousand.
    public let texture: Float
    /// How much of the indexed image lies inside of the query, 0 to 1.
    public let visible: Float
    /// How much larger the part is in the query's working image than in the indexed image at its canonical size.
    public let scale: Float
    /// In radians, clockwise.
    public let rotation: Float
    /// What looks alike, in pixels of the query's working image, mirrored when that was looked at.
    public let query: Bounds
    /// The same in pixels of the indexed image at its canonical size.
    public let indexed: Bounds

    public init(
        votes: Int, correlation: Float, texture: Float, visible: Float, scale: Float, rotation: Float, query: Bounds,
        indexed: Bounds
    ) {
        (self.votes, self.correlation, self.texture, self.visible) = (votes, correlation, texture, visible)
        (self.scale, self.rotation, self.query, self.indexed) = (scale, rotation, query, indexed)
    }
}

extension AnchorPlacement {
    /// How far a placement is to be believed.
    public enum Strength: Sendable, Comparable {
        case nothing
        /// Few places, but what is seen there is the same.
        case weak
        case strong
    }

    /// Where strangers were never seen: docs/index.md says in how many pairs.
    public var strength: Strength {
        if votes >= 8, correlation >= 0.5, texture >= 60 { return .strong }
        if votes >= 5, correlation >= 0.8, texture >= 200 { return .strong }
        if correlation >= 0.93, texture >= 400, visible >= 0.25 { return .weak }
        return .nothing
    }
}
