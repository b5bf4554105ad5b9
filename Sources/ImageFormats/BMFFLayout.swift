public import Bytes

/// The boxes of an ISO base media file (AVIF, HEIF) that are in no other box, and what C2PA put among them.
public struct BMFFLayout: Sendable, Equatable {
    /// In file order and without gaps, from the first byte on.
    public internal(set) var boxes: [BMFFBox] = []
    /// What is left of the file after the last box that can be read; empty in a sound file.
    public internal(set) var rest: Range<Int> = 0..<0
    /// The boxes of C2PA that hold a part of a Merkle tree (C2PA 2.4, A.5.4): where their CBOR and padding is.
    public internal(set) var treeParts: [Range<Int>] = []

    /// The boxes at `paths`, by path, in file order.
    ///
    /// Only boxes that consist of boxes are entered, and `meta`. Throws when more boxes would have to be looked at than
    /// `limits` allow, or the file cannot be read.
    public func boxes(
        at paths: Set<BMFFPath>, in source: any ByteSource, limits: Limits = .default
    ) throws(SignetError) -> [BMFFPath: [BMFFBox]] {
        var walker = BMFFWalker(source, limits: limits)
        var found: [BMFFPath: [BMFFBox]] = [:]
        for path in paths {
            var level = Self.pick(path.steps.first, from: boxes)
            for step in path.steps.dropFirst() {
                var next: [BMFFBox] = []
                for box in level {
                    guard let content = try walker.content(of: box) else { continue }
                    next += Self.pick(step, from: try walker.children(of: content))
                }
                level = next
            }
            found[path] = level
        }
        return found
    }

    private static func pick(_ step: BMFFPath.Step?, from boxes: [BMFFBox]) -> [BMFFBox] {
        guard let step else { return [] }
        let matches = boxes.filter { $0.type == step.type }
        guard let index = step.index else { return matches }
        return index <= matches.count ? [matches[index - 1]] : []
    }
}
