/// What letters are written as in their place.
enum EvasionTables {
    static let leet: [Character: Character] = ["a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"]
    static let symbols: [Character: Character] = ["a": "@", "e": "€", "i": "!", "s": "$"]
    static let cyrillic: [Character: Character] = [
        "a": "а", "c": "с", "e": "е", "h": "һ", "i": "і", "j": "ј", "o": "о", "p": "р", "s": "ѕ", "x": "х", "y": "у",
    ]
    static let greek: [Character: Character] = [
        "a": "α", "e": "ε", "i": "ι", "k": "κ", "n": "η", "o": "ο", "p": "ρ", "t": "τ", "u": "υ", "v": "ν", "x": "χ",
    ]
    static let accents: [Character: Character] = [
        "a": "á", "c": "ç", "e": "é", "i": "í", "n": "ñ", "o": "ö", "u": "ü", "y": "ý",
    ]

    private static let leads = Array("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
    private static let tails = Array("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

    /// A syllable as conjoining jamo, as NFD writes it (Unicode 16, 3.12).
    static func conjoining(_ syllable: Character) -> String {
        guard let (lead, vowel, tail) = parts(syllable) else { return String(syllable) }
        let values = [0x1100 + lead, 0x1161 + vowel] + (tail == 0 ? [] : [0x11A7 + tail])
        return String(String.UnicodeScalarView(values.compactMap { Unicode.Scalar(UInt32($0)) }))
    }

    /// A syllable as the letters of a keyboard (Hangul Compatibility Jamo).
    static func compatibility(_ syllable: Character) -> String {
        guard let (lead, vowel, tail) = parts(syllable), let middle = Unicode.Scalar(UInt32(0x314F + vowel)) else {
            return String(syllable)
        }
        return "\(leads[lead])\(Character(middle))" + (tail == 0 ? "" : String(tails[tail - 1]))
    }

    private static func parts(_ syllable: Character) -> (lead: Int, vowel: Int, tail: Int)? {
        guard let scalar = syllable.unicodeScalars.first, (0xAC00...0xD7A3).contains(scalar.value) else { return nil }
        let index = Int(scalar.value - 0xAC00)
        return (index / 588, index % 588 / 28, index % 28)
    }
}
