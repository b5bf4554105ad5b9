/// Text made safe for XML and HTML.
enum Markup {
    /// Escapes what means something in markup, and makes characters visible that XML 1.0 does not allow or nobody sees.
    static func escape(_ text: String, limit: Int? = nil) -> String {
        var result = ""
        for scalar in SafeText.escape(text, limit: limit).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Allowed in Swift, not in XML.
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
