internal import CKernels
internal import Pixels

/// Finds the distinctive places of a gray image (`anchors-2`).
enum AnchorExtractor {
    /// At most `limit` anchors in pixels of `image`, and the same places in its mirror image when they are asked for.
    static func extract(
        _ image: GrayImage, limit: Int, mirrored wantsMirrored: Bool = false
    ) -> (anchors: [Anchor], mirrored: [Anchor]) {
        var found = [signet_anchor](repeating: signet_anchor(), count: limit)
        var others = [UInt64](repeating: 0, count: wantsMirrored ? limit * 4 : 0)
        let count = others.withUnsafeMutableBytes { bytes in
            signet_anchors_extract(
                image.samples, Int32(image.width), Int32(image.height), &found,
                wantsMirrored ? bytes.baseAddress?.assumingMemoryBound(to: (UInt64, UInt64, UInt64, UInt64).self) : nil,
                Int32(limit))
        }
        let places = found.prefix(max(Int(count), 0))
        let anchors = places.map {
            Anchor(x: $0.x, y: $0.y, radius: $0.radius, angle: $0.angle, descriptor: Hash256($0.descriptor))
        }
        guard wantsMirrored else { return (anchors, []) }
        let mirrored = anchors.enumerated().map { (number, anchor) in
            let turned = Float.pi - anchor.angle
            return Anchor(
                x: Float(image.width) - anchor.x, y: anchor.y, radius: anchor.radius,
                angle: turned < 0 ? turned + 2 * .pi : turned,
                descriptor: Hash256(
                    (others[number * 4], others[number * 4 + 1], others[number * 4 + 2], others[number * 4 + 3])))
        }
        return (anchors, mirrored)
    }
}
