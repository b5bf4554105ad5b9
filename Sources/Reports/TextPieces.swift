/// Text that is made in pieces, so that a report that is much longer than its file is never held as a whole.
enum TextPieces {
    /// All that `write` puts, as one text.
    static func joined(_ write: (@escaping (String) -> Void) -> Void) -> String {
        var text = ""
        write { text += $0 }
        return text
    }
}
