internal import CKernels

/// How one image lies in another, as far as their anchors agree.
public struct AnchorPlacement: Sendable, Equatable {
    /// A rectangle by its edges, in pixels.
    public struct Bounds: Sendable, Equatable {
        public let left: Float
        public let top: Float
        public let right: Float
        public let bottom: Float
    }

    /// How many distinct places agree on one position, scale and rotation.
    public let votes: Int
    /// How many of 256 bits differ between agreeing anchors, on average.
    public let distance: Float
    /// How much larger the part is in the query than in the indexed image.
    public let scale: Float
    /// In radians, clockwise.
    public let rotation: Float
    /// Where the agreeing places are.
    public let query: Bounds
    public let indexed: Bounds

    /// Fewer places than this are not called a match: see docs/index.md for how often strangers reach it.
    public static let requiredVotes = 7

    /// The best placement of `indexed` in `query`; nil when no two places agree.
    public static func find(_ query: [Anchor], in indexed: [Anchor]) -> AnchorPlacement? {
        let left = unit(query)
        let right = unit(indexed)
        let found = signet_anchors_place(
            left.places, Int32(left.places.count), right.places, Int32(right.places.count))
        guard found.votes >= 2 else { return nil }
        func bounds(_ box: (Float, Float, Float, Float), _ factor: Float) -> Bounds {
            Bounds(left: box.0 * factor, top: box.1 * factor, right: box.2 * factor, bottom: box.3 * factor)
        }
        return AnchorPlacement(
            votes: Int(found.votes), distance: found.distance, scale: found.scale * left.factor / right.factor,
            rotation: found.angle, query: bounds(found.query_box, left.factor),
            indexed: bounds(found.indexed_box, right.factor))
    }

    /// Tolerances are in pixels of images of about the canonical size.
    private static func unit(_ anchors: [Anchor]) -> (places: [signet_anchor], factor: Float) {
        let extent = anchors.reduce(Float(1)) { max($0, $1.x, $1.y) }
        let factor = max(1, extent / Float(AnchorExtractor.canonicalSide))
        return (
            anchors.map {
                signet_anchor(
                    x: $0.x / factor, y: $0.y / factor, radius: $0.radius / factor, angle: $0.angle,
                    descriptor: $0.descriptor.words)
            }, factor
        )
    }
}
