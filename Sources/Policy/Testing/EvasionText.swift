/// A text cut into words, to be rewritten in several ways.
struct EvasionText {
    enum Script { case ascii, hangul, other }

    /// A word, or what stands between words.
    struct Piece {
        let text: String
        /// Whether this is a word that is to be rewritten; only then the rest is filled in.
        var isMeant = false
        var script = Script.other
        var word: [Character] = []
        /// The word in lower case.
        var lower: [Character] = []
    }

    private(set) var pieces: [Piece] = []

    /// - Parameter spans: ranges of UTF-8 bytes whose words are meant; nil for every word of four letters (two syllables of Hangul) or
    ///   more.
    init(_ text: String, in spans: [Range<Int>]?) {
        var start = text.startIndex
        var byte = 0
        var isWord = false
        func add(_ end: String.Index) {
            guard start < end else { return }
            let part = text[start..<end]
            let bytes = byte..<byte + part.utf8.count
            byte = bytes.upperBound
            start = end
            pieces.append(isWord ? Self.word(part, bytes, spans) : Piece(text: String(part)))
        }
        for index in text.indices {
            let isLetter = text[index].isLetter
            if isLetter != isWord {
                add(index)
                isWord = isLetter
            }
        }
        add(text.endIndex)
    }

    private static func word(_ text: Substring, _ bytes: Range<Int>, _ spans: [Range<Int>]?) -> Piece {
        var piece = Piece(text: String(text))
        let word = Array(text)
        piece.script = script(word)
        piece.isMeant =
            spans.map { $0.contains { $0.overlaps(bytes) } } ?? (word.count >= (piece.script == .hangul ? 2 : 4))
        guard piece.isMeant else { return piece }
        piece.word = word
        if piece.script == .ascii { piece.lower = Array(piece.text.lowercased()) }
        return piece
    }

    private static func script(_ word: [Character]) -> Script {
        if word.allSatisfy(\.isASCII) { return .ascii }
        let isHangul = word.allSatisfy { character in
            character.unicodeScalars.count == 1
                && character.unicodeScalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
        }
        return isHangul ? .hangul : .other
    }
}
