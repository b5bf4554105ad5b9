import Policy
import Testing

@Suite struct EvasionTests {
    @Test(arguments: [
        (Evasion.upper, "a TULIP"), (.mixedCase, "a tUlIp"), (.leet, "a 7ul1p"), (.symbols, "a tul!p"),
        (.cyrillic, "a tulір"), (.greek, "a τυlιρ"), (.fullwidth, "a ｔｕｌｉｐ"), (.mathBold, "a 𝐭𝐮𝐥𝐢𝐩"),
        (.circled, "a ⓣⓤⓛⓘⓟ"), (.emoji, "a tu🔥lip"), (.spaced, "a t u l i p"), (.dotted, "a t.u.l.i.p"),
        (.dashed, "a t-u-l-i-p"), (.repeated, "a tuuulip"), (.transposed, "a tuilp"), (.vowelDropped, "a tulp"),
        (.star, "a t*lip"), (.bidiReversed, "a \u{202E}pilut\u{202C}"),
        (.zeroWidth, "a t\u{200B}u\u{200B}l\u{200B}i\u{200B}p"),
    ])
    func `a word is rewritten as people do it`(_ evasion: Evasion, _ expected: String) {
        #expect(evasion.rewrite("a tulip").map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        (Evasion.jamo, "\u{1101}\u{1169}\u{11BE}\u{1107}\u{1161}\u{11C0}"), (.compatibilityJamo, "ㄲㅗㅊㅂㅏㅌ"),
        (.hangulSpaced, "꽃 밭"), (.particle, "꽃밭을"), (.dotted, "꽃.밭"),
    ])
    func `Hangul is taken apart, spaced and given particles`(_ evasion: Evasion, _ expected: String) {
        #expect(evasion.rewrite("꽃밭").map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
    }

    @Test func `only the words that are meant are rewritten`() {
        #expect(Evasion.upper.rewrite("red tulip field", in: [4..<9]) == "red TULIP field")
        #expect(Evasion.upper.rewrite("red tulip field", in: []) == nil)
        #expect(Evasion.jamo.rewrite("a tulip") == nil)
        #expect(Evasion.transposed.rewrite("red ox") == nil)
        #expect(Evasion.leet.rewrite("") == nil)
    }

    @Test func `every evasion changes some text, and the same text always alike`() {
        for evasion in Evasion.allCases {
            let text = "a garden of tulips, 꽃밭"
            #expect(evasion.rewrite(text) != nil, "\(evasion)")
            #expect(evasion.rewrite(text) == evasion.rewrite(text))
        }
    }
}
