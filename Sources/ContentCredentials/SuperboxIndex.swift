internal import Boxes

/// Finds superboxes by their label, in a time that does not grow with the number of their siblings.
struct SuperboxIndex: Sendable {
    private struct Key: Hashable {
        /// Of the box around it.
        let offset: Int
        let label: String
    }

    /// Nil values are labels that two boxes have: they are never chosen between.
    private var boxes: [Key: Superbox?] = [:]

    init(_ root: Superbox) {
        var queue = [root]
        while let parent = queue.popLast() {
            for child in parent.superboxes {
                queue.append(child)
                guard let label = child.label else { continue }
                let key = Key(offset: parent.offset, label: label)
                let isRepeated = boxes[key] != nil
                boxes[key] = .some(isRepeated ? nil : child)
            }
        }
    }

    func child(of parent: Superbox, label: String) -> Superbox? {
        boxes[Key(offset: parent.offset, label: label)] ?? nil
    }
}
