/// Turns bytes from a file into text of bounded size; escaping is left to whoever prints it.
enum BoundedText {
    /// The longest value that is kept, in bytes; what is cut off is replaced by an ellipsis.
    static let maximumBytes = 4096

    /// How bytes that are not UTF-8 are to be understood.
    enum Fallback {
        /// Each byte is one character (PNG `tEXt` and `zTXt`).
        case latin1
        /// Each broken sequence becomes U+FFFD.
        case repair
    }

    static func text(_ bytes: some RandomAccessCollection<UInt8>, fallback: Fallback) -> String {
        let isCut = bytes.count > maximumBytes
        var kept = Array(bytes.prefix(maximumBytes))
        // A cut must not leave half a character: drop what an unfinished sequence has, at most three bytes.
        if isCut {
            let whole = kept
            var dropped = 0
            while dropped < 4, let last = kept.last, last >= 0x80 {
                kept.removeLast()
                dropped += 1
                if last >= 0xC0 { break }
            }
            if String(validating: whole, as: UTF8.self) != nil || String(validating: kept, as: UTF8.self) == nil {
                kept = whole
            }
        }
        let text: String
        if let valid = String(validating: kept, as: UTF8.self) {
            text = valid
        } else if fallback == .latin1 {
            text = String(String.UnicodeScalarView(kept.map { Unicode.Scalar($0) }))
        } else {
            text = String(decoding: kept, as: UTF8.self)
        }
        return isCut ? text + "…" : text
    }

    /// `text` cut to ``maximumBytes``.
    static func cut(_ text: String) -> String {
        text.utf8.count <= maximumBytes ? text : self.text(Array(text.utf8), fallback: .repair)
    }
}
