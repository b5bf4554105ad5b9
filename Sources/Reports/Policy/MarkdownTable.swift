/// A table of GitHub-flavoured Markdown.
struct MarkdownTable {
    let header: [String]
    /// Columns that are set to the right.
    var numbers: Set<Int> = []
    var rows: [[String]] = []

    var text: String {
        func line(_ cells: [String]) -> String { "| " + cells.map(Self.escape).joined(separator: " | ") + " |\n" }
        let rule = header.indices.map { numbers.contains($0) ? "---:" : "---" }
        return line(header) + "| " + rule.joined(separator: " | ") + " |\n" + rows.map(line).joined()
    }

    /// What means something in Markdown is written so that it does not.
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in SafeText.escape(text, limit: 400).unicodeScalars {
            if "\\`*_{}[]<>|#!&~".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
