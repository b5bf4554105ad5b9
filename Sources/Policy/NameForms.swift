internal import TextMatching

/// The ways to write a name.
enum NameForms {
    /// A name in Latin letters: in both orders, written together, with initials, without the middle name.
    static func latin(_ words: [String]) -> [[Pattern.Element]] {
        var sequences = [words.map { Pattern.Element.word($0) }]
        guard words.count > 1, let last = words.last else { return sequences }
        // #taylorswift, with a number or a word behind it, as accounts are named.
        let joined = words.joined()
        sequences.append([joined.unicodeScalars.count >= 9 ? .stem(joined) : .word(joined)])
        // The family name in front as in East Asia and in lists.
        if words.count == 2 { sequences.append([.word(words[1]), .word(words[0])]) }
        if words.count == 3 {
            sequences.append([.word(words[0]), .word(words[2])])
            // J. K. Rowling, J.K. Rowling, JK Rowling
            if words[0].count == 1, words[1].count == 1 {
                sequences.append([.word(words[0] + words[1]), .word(words[2])])
            }
            sequences.append([.word(words[2]), .word(words[0]), .word(words[1])])
        }
        // L. DiCaprio: an initial is enough before a long family name; but a and i are words.
        if let initial = words[0].first, words[0].count > 1, last.count >= 7, words.count == 2, initial != "a",
            initial != "i"
        {
            sequences.append([.word(String(initial)), .word(last)])
        }
        return sequences
    }

    /// A name in another script: Hangul also written together and with a title.
    static func native(_ words: [String], honorifics: [String]) -> [[Pattern.Element]] {
        let scalars = words.joined().unicodeScalars
        // Chinese and Japanese are written without spaces: what follows a name belongs to the same run of letters.
        let isIdeographic = scalars.contains { (0x3040...0x9FFF).contains($0.value) }
        var sequences: [[Pattern.Element]] = [words.map { word in isIdeographic ? .stem(word) : .word(word) }]
        guard scalars.contains(where: { (0xAC00...0xD7A3).contains($0.value) }) else { return sequences }
        if words.count > 1 { sequences.append([.word(words.joined())]) }
        for honorific in honorifics {
            sequences.append([.word(words.joined() + honorific)])
            sequences.append(words.map { .word($0) } + [.word(honorific)])
        }
        return sequences
    }
}
