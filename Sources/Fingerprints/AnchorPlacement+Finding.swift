internal import CKernels
internal import Glibc

extension AnchorPlacement {
    /// How many pairs are tried each by itself when few places agree.
    private static let singles = 3
    /// So many places need no other explanation.
    private static let enough = 6
    private static let rounds: Int32 = 12
    /// Few places are only believed where more of the indexed image is seen than this; a better place may show a little more.
    private static let leastVisible: Float = 0.15

    /// The best placement of an indexed image in a query, or in its mirror image; nil when no places look alike.
    public static func find(_ indexed: AnchorSet, in query: AnchorQuery, isMirrored: Bool = false) -> AnchorPlacement? {
        let left = (isMirrored ? query.mirroredAnchors : query.anchors).map(\.kernel)
        let right = indexed.anchors.map(\.kernel)
        var guesses = [signet_placement](repeating: signet_placement(), count: singles + 1)
        let count = signet_anchors_place(
            left, Int32(left.count), right, Int32(right.count), &guesses, Int32(guesses.count))
        guesses.removeLast(guesses.count - Int(count))
        func compare(_ guess: signet_placement) -> AnchorPlacement {
            AnchorPlacement(guess, query, indexed, isMirrored: isMirrored, rounds: rounds, least: 0)
        }
        // A look at the place as it was guessed tells most strangers.
        func glance(_ guess: signet_placement) -> Float {
            AnchorPlacement(guess, query, indexed, isMirrored: isMirrored, rounds: 0, least: leastVisible).worth
        }
        var best: AnchorPlacement?
        if let voted = guesses.first, voted.votes > 1 {
            guesses.removeFirst()
            if voted.votes >= 5 || glance(voted) > 0.35 {
                let placement = compare(voted)
                if placement.votes >= enough || placement.strength == .strong { return placement }
                best = placement
            }
        }
        let alone = guesses.map { (guess: $0, worth: glance($0)) }.max { $0.worth < $1.worth }
        if let alone, alone.worth > 0.6 {
            let placement = compare(alone.guess)
            if placement.worth > best?.worth ?? -1 { best = placement }
        }
        return best
    }

    /// A small visible part may agree by chance.
    private var worth: Float { correlation * min(1, (texture / 400).squareRoot()) }

    private init(
        _ guess: signet_placement, _ query: AnchorQuery, _ indexed: AnchorSet, isMirrored: Bool, rounds: Int32,
        least: Float
    ) {
        let layout = indexed.layout
        // Pixels of the canonical size in one of the layout.
        let unit = Float(AnchorSet.canonicalSide) / Float(max(layout.width, layout.height))
        let (cosine, sine) = (cosf(guess.angle), sinf(guess.angle))
        let found = signet_layout_compare(
            query.levels, Int32(query.width), Int32(query.height), isMirrored ? 1 : 0, layout.samples,
            Int32(layout.width), Int32(layout.height),
            signet_layout_place(
                a: guess.scale * cosine * unit, b: guess.scale * sine * unit, left: guess.x, top: guess.y), rounds,
            least)
        votes = Int(guess.votes)
        (correlation, texture, visible) = (found.correlation, found.texture, found.visible)
        core = Core(correlation: found.core_correlation, texture: found.core_texture, share: found.core_share)
        let place = found.place
        scale = (place.a * place.a + place.b * place.b).squareRoot() / unit
        rotation = atan2f(place.b, place.a)
        let box = found.box
        guard box.2 > box.0, box.3 > box.1 else {
            self.query = Bounds(guess.query_box)
            self.indexed = Bounds(guess.indexed_box)
            return
        }
        self.indexed = Bounds(left: box.0 * unit, top: box.1 * unit, right: box.2 * unit, bottom: box.3 * unit)
        let corners = [(box.0, box.1), (box.2, box.1), (box.0, box.3), (box.2, box.3)].map { (x, y) in
            (x: place.a * x - place.b * y + place.left, y: place.b * x + place.a * y + place.top)
        }
        func inside(_ value: Float?, _ limit: Int) -> Float { min(max(value ?? 0, 0), Float(limit)) }
        self.query = Bounds(
            left: inside(corners.map(\.x).min(), query.width), top: inside(corners.map(\.y).min(), query.height),
            right: inside(corners.map(\.x).max(), query.width), bottom: inside(corners.map(\.y).max(), query.height))
    }
}

extension AnchorPlacement.Bounds {
    fileprivate init(_ box: (Float, Float, Float, Float)) {
        self.init(left: box.0, top: box.1, right: box.2, bottom: box.3)
    }
}

extension Anchor {
    fileprivate var kernel: signet_anchor {
        signet_anchor(x: x, y: y, radius: radius, angle: angle, descriptor: descriptor.words)
    }

    /// The same place in an image of another size.
    func scaled(by factor: Float) -> Anchor {
        Anchor(x: x * factor, y: y * factor, radius: radius * factor, angle: angle, descriptor: descriptor)
    }
}
