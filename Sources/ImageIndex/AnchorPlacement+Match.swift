internal import Findings
internal import Fingerprints

extension AnchorPlacement {
    /// The placement in whole pixels and degrees.
    ///
    /// - Parameters:
    ///   - isMirrored: whether the query was mirrored for it; its box is given in the query as it came.
    ///   - width: of the query, in pixels.
    func described(isMirrored: Bool, width: Int) -> IndexMatch.Placement {
        func box(_ bounds: Bounds, mirrored: Bool) -> IndexMatch.Box {
            let left = mirrored ? Float(width) - bounds.right : bounds.left
            return IndexMatch.Box(
                x: Int(left.rounded()), y: Int(bounds.top.rounded()),
                width: Int((bounds.right - bounds.left).rounded()), height: Int((bounds.bottom - bounds.top).rounded()))
        }
        return IndexMatch.Placement(
            votes: votes, scale: (Double(scale) * 1000).rounded() / 1000,
            rotation: (Double(rotation) * 180 / .pi * 10).rounded() / 10, isMirrored: isMirrored,
            query: box(query, mirrored: isMirrored), indexed: box(indexed, mirrored: false))
    }
}
