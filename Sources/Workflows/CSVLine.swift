/// One line of comma-separated values (RFC 4180); quoted cells may hold commas and doubled quotation marks, but no line breaks.
enum CSVLine {
    static func cells(_ line: String) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var rest = line[...]
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                cell.append("\"")
                rest = rest.dropFirst()
            case "\"" where isQuoted || cell.isEmpty: isQuoted.toggle()
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            default: cell.append(character)
            }
        }
        return cells + [cell]
    }

    /// A cell that no spreadsheet takes for a formula, in quotation marks where it needs them.
    static func cell(_ text: String) -> String {
        var text = text.replacing("\n", with: " ").replacing("\r", with: " ")
        if let first = text.first, "=+-@\t".contains(first) { text = "'" + text }
        guard text.contains(where: { "\",".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
