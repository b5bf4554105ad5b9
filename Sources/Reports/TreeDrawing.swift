internal import Findings

/// One line of a tree and what hangs below it.
struct TreeNode {
    var text: String
    var children: [TreeNode]
    /// A value that is printed in full below the line, as JSON and without branches of its own. It is spelled out when it is drawn:
    /// as text it can be many times as large.
    var value: DataValue?

    init(_ text: String, _ children: [TreeNode] = [], value: DataValue? = nil) {
        self.text = text
        self.children = children
        self.value = value
    }
}

/// Draws trees with branches, in box-drawing characters or ASCII.
enum TreeDrawing {
    /// One line per node, each with a final line break. The trees stand at the left edge, one below the other.
    static func draw(_ trees: [TreeNode], _ style: Style, to put: @escaping (String) -> Void) {
        draw(trees, prefix: "", style, to: put)
    }

    /// As deep as the nodes are, which the maker of the tree bounds (``TreeReport/maximumDepth``).
    private static func draw(
        _ nodes: [TreeNode], prefix: String, _ style: Style, to put: @escaping (String) -> Void
    ) {
        for (index, node) in nodes.enumerated() {
            let isLast = index == nodes.count - 1
            let (branch, trunk) =
                switch (style.isASCII, isLast) {
                case (false, false): ("├─ ", "│  ")
                case (false, true): ("└─ ", "   ")
                case (true, false): ("|- ", "|  ")
                case (true, true): ("`- ", "   ")
                }
            put(prefix + branch + node.text + "\n")
            if let value = node.value {
                let margin = prefix + trunk + "   "
                put(margin)
                JSONWriter.write(value, linePrefix: margin, to: put)
            }
            draw(node.children, prefix: prefix + trunk, style, to: put)
        }
    }
}
