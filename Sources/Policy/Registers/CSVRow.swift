/// Writes lines of CSV (RFC 4180).
enum CSVRow {
    /// One line without its end. A field is quoted when it has to be.
    static func text(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") }

    private static func quoted(_ field: String) -> String {
        let needsQuotes =
            field.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
            || field.first == " " || field.last == " "
        return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }
}
