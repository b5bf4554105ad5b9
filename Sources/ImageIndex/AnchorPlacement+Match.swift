internal import Findings
internal import Fingerprints

extension AnchorPlacement {
    /// The placement in whole pixels and degrees.
    ///
    /// - Parameters:
    ///   - isMirrored: whether the query was mirrored for it; its box is given in the query as it came.
    ///   - query: what was looked up.
    ///   - record: what was found.
    func described(isMirrored: Bool, query: AnchorQuery, record: ImageRecord) -> IndexMatch.Placement {
        let mirrored = Bounds(
            left: Float(query.width) - self.query.right, top: self.query.top,
            right: Float(query.width) - self.query.left, bottom: self.query.bottom)
        let longer = Float(max(record.width, record.height))
        let unit = longer / Float(AnchorSet.canonicalSide)
        return IndexMatch.Placement(
            votes: votes, scale: (Double(scale / query.factor / unit) * 1000).rounded() / 1000,
            rotation: (Double(rotation) * 180 / .pi * 10).rounded() / 10, isMirrored: isMirrored,
            query: Self.box(isMirrored ? mirrored : self.query, factor: 1 / query.factor),
            indexed: Self.box(indexed, factor: unit, width: record.width, height: record.height),
            correlation: (Double(correlation) * 1000).rounded() / 1000)
    }

    private static func box(_ bounds: Bounds, factor: Float, width: Int = .max, height: Int = .max) -> IndexMatch.Box {
        let left = min(max(Int((bounds.left * factor).rounded()), 0), width)
        let top = min(max(Int((bounds.top * factor).rounded()), 0), height)
        let right = min(max(Int((bounds.right * factor).rounded()), left), width)
        let bottom = min(max(Int((bounds.bottom * factor).rounded()), top), height)
        return IndexMatch.Box(x: left, y: top, width: right - left, height: bottom - top)
    }
}
