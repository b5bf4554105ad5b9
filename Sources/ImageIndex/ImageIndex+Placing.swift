internal import Bytes
internal import Fingerprints

extension ImageIndex {
    /// An indexed image that was found in a query, or of which the query shows a part.
    struct Placed {
        let ordinal: Int64
        let record: ImageRecord
        let placement: AnchorPlacement
        let isMirrored: Bool
    }

    /// The images of which the query shows a part, by their anchors; the query as it is first, and mirrored when that finds none.
    func placements(of query: AnchorQuery) throws(SignetError) -> [Placed] {
        var weak: [Placed] = []
        for isMirrored in [false, true] {
            var strong: [Placed] = []
            for ordinal in anchors.candidates(for: query, isMirrored: isMirrored) {
                // A record that was removed meanwhile is not found any more. Few candidates are more than that: the rest of
                // a record is read when it is one of these.
                guard let set = try storage.anchors(ordinal: ordinal).flatMap(AnchorSet.init(encoded:)),
                    let placement = AnchorPlacement.find(set, in: query, isMirrored: isMirrored),
                    placement.strength > .nothing, let record = try storage.record(ordinal: ordinal)
                else { continue }
                let placed = Placed(ordinal: ordinal, record: record, placement: placement, isMirrored: isMirrored)
                switch placement.strength {
                case .strong: strong.append(placed)
                case .weak: weak.append(placed)
                case .nothing: continue
                }
            }
            if !strong.isEmpty { return strong }
        }
        return weak
    }
}
