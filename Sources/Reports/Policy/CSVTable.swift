/// Comma-separated values (RFC 4180) that spreadsheets take as text.
///
/// A field that a spreadsheet would take as a formula gets an apostrophe in front (OWASP, CSV injection): fields come from
/// prompts, and prompts from anyone.
struct CSVTable {
    let header: [String]
    var rows: [[String]] = []

    var text: String { ([header] + rows).map(Self.line).joined() }

    static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

    static func field(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first,
            "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first),
            Double(text) == nil
        {
            text = "'" + text
        }
        guard text.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) || text != text.trimmedBlanks
        else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension String {
    fileprivate var trimmedBlanks: String {
        var part = self[...]
        while part.first == " " { part = part.dropFirst() }
        while part.last == " " { part = part.dropLast() }
        return String(part)
    }
}
