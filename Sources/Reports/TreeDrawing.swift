/// One line of a tree and what hangs below it.
struct TreeNode {
    var text: String
    var children: [TreeNode]
    /// A line of a block of text, which gets no branch of its own.
    var isPlain: Bool

    init(_ text: String, _ children: [TreeNode] = [], isPlain: Bool = false) {
        self.text = text
        self.children = children
        self.isPlain = isPlain
    }
}

/// Draws trees with branches, in box-drawing characters or ASCII.
enum TreeDrawing {
    /// One line per node, each with a final line break. The trees stand at the left edge, one below the other.
    static func draw(_ trees: [TreeNode], _ style: Style) -> String {
        var output = ""
        draw(trees, prefix: "", style, into: &output)
        return output
    }

    /// As deep as the nodes are, which the maker of the tree bounds (``TreeReport/maximumDepth``).
    private static func draw(_ nodes: [TreeNode], prefix: String, _ style: Style, into output: inout String) {
        for (index, node) in nodes.enumerated() {
            if node.isPlain {
                output += prefix + "   " + node.text + "\n"
                continue
            }
            let isLast = index == nodes.count - 1
            let (branch, trunk) =
                switch (style.isASCII, isLast) {
                case (false, false): ("├─ ", "│  ")
                case (false, true): ("└─ ", "   ")
                case (true, false): ("|- ", "|  ")
                case (true, true): ("`- ", "   ")
                }
            output += prefix + branch + node.text + "\n"
            draw(node.children, prefix: prefix + trunk, style, into: &output)
        }
    }
}
