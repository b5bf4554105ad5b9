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

    /// The rectangle of the indexed image that agrees best with what the query shows there.
    public struct Core: Sendable, Equatable {
        /// How alike it looks, -1 to 1.
        public let correlation: Float
        /// How much there is to see in it.
        public let texture: Float
        /// How much of the indexed image it is, 0 to 1.
        public let share: Float

        public init(correlation: Float, texture: Float, share: Float) {
            (self.correlation, self.texture, self.share) = (correlation, texture, share)
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
    public let core: Core
    /// How much larger the part is in the query's working image than in the indexed image at its canonical size.
    public let scale: Float
    /// In radians, clockwise.
    public let rotation: Float
    /// What looks alike, in pixels of the query's working image, mirrored when that was looked at.
    public let query: Bounds
    /// The same in pixels of the indexed image at its canonical size.
    public let indexed: Bounds

    public init(
        votes: Int, correlation: Float, texture: Float, visible: Float, core: Core, scale: Float, rotation: Float,
        query: Bounds,
        indexed: Bounds
    ) {
        (self.votes, self.correlation, self.texture, self.visible) = (votes, correlation, texture, visible)
        self.core = core
        (self.scale, self.rotation, self.query, self.indexed) = (scale, rotation, query, indexed)
    }
}

extension AnchorPlacement {
    /// How alike what lies around the core looks, -1 to 1; 1 when nothing does.
    private var surroundings: Float {
        let around = texture - core.texture
        return around > 1 ? (correlation * texture - core.correlation * core.texture) / around : 1
    }

    /// How far a placement is to be believed.
    public enum Strength: Sendable, Comparable {
        case nothing
        /// Few places, but what is seen there is the same.
        case weak
        case strong
    }

    /// Where strangers were never seen: docs/index.md says in how many pairs.
    public var strength: Strength {
        // All that is seen is the same.
        if votes >= 8, correlation >= 0.95, texture >= 60 { return .strong }
        if votes >= 5, correlation >= 0.95, texture >= 200 { return .strong }
        // A large part is the same, and something lies over the rest or beside it. What images of one template share is less.
        let isLarge = core.share >= 0.35 && core.texture >= max(100, texture / 2)
        if votes >= 8, core.correlation >= 0.94, isLarge { return .strong }
        if votes >= 5, core.correlation >= 0.97, isLarge, core.share >= 0.5, core.texture >= 0.55 * texture {
            return .strong
        }
        // A part of it lies in something else, as in a screenshot of a crop: around the part, nothing is alike. Images of one template
        // are alike around what they share, too.
        if core.share >= 0.2, core.texture >= 300 {
            if votes >= 12, core.correlation >= 0.94, surroundings < 0.3 { return .strong }
            if votes >= 16, core.correlation >= 0.9, surroundings < 0.25 { return .strong }
        }
        // More places than a template has.
        if votes >= 40, core.correlation >= 0.93, core.share >= 0.2, core.texture >= 250 { return .strong }
        if votes >= 60, core.correlation >= 0.9, core.share >= 0.2, core.texture >= 250 { return .strong }
        if votes >= 40, correlation >= 0.65, texture >= 60 { return .strong }
        if correlation >= 0.93, texture >= 400, visible >= 0.25 { return .weak }
        return .nothing
    }
}
