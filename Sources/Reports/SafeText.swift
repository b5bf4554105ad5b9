/// The one way text from a file reaches a terminal or any other place where people read it.
///
/// A file can carry terminal escapes, line breaks that start a forged line of output, and marks that turn the reading
/// direction round. All of them are written out as `\u{..}`, so that they can be seen and do nothing.
public enum SafeText {
    /// How many characters of a name or title are shown.
    public static let nameLimit = 120
    /// How many characters of any other value are shown.
    public static let valueLimit = 240

    /// `text` with everything unseen made visible, cut to `limit` characters of output; a cut is marked with `…`.
    ///
    /// - Parameters:
    ///   - limit: the most Unicode scalars of output, the ellipsis included; nil for all of it.
    ///   - keepingLineBreaks: lets newline and tab through, for text that is printed as a block of its own.
    public static func escape(_ text: String, limit: Int? = valueLimit, keepingLineBreaks: Bool = false) -> String {
        var output = String.UnicodeScalarView()
        var count = 0
        // Where to cut when the limit is passed: the end of the last piece that leaves room for the ellipsis.
        var cut = output.startIndex
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            let piece: String.UnicodeScalarView
            if keepingLineBreaks, scalar == "\n" || scalar == "\t" {
                piece = String(scalar).unicodeScalars
            } else if isHidden(scalar) {
                piece = visible(scalar).unicodeScalars
            } else if scalar == "u", previous == "\\" {
                // A file that spells out `\u{…}` itself must not look like one that holds the character.
                piece = visible(scalar).unicodeScalars
            } else {
                piece = String(scalar).unicodeScalars
            }
            previous = scalar
            count += piece.count
            if let limit, count > limit {
                guard limit > 0 else { return "" }
                return String(output[..<cut]) + "…"
            }
            output.append(contentsOf: piece)
            if let limit, count < limit { cut = output.endIndex }
        }
        return String(output)
    }

    /// Whether a scalar has no shape of its own, or changes how its neighbours are shown.
    ///
    /// Controls (C0, DEL, C1), line and paragraph separators, all format characters (directional marks, zero-width
    /// joiners, tags) and blank fillers; not the variation selectors that ordinary emoji carry.
    public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 }
        if value < 0xA0 { return true }
        if (0xFE00...0xFE0F).contains(value) { return false }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
        case .format: return !shapedFormats.contains(value)
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Number and verse signs of Arabic, Syriac and Kaithi: format characters by category, but they are drawn.
    private static let shapedFormats: Set<UInt32> = [
        0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
    ]

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        "\\u{" + String(scalar.value, radix: 16) + "}"
    }
}
