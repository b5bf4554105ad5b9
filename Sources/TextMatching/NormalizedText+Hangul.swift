/// Korean words with something between their syllables.
extension NormalizedText {
    /// The syllables of a word alone, without what was written between and behind them (바1보, 바ㅋ보, 바보ㅋㅋ), and without vowels that are
    /// held (바보오).
    mutating func addSyllables(at position: Int) {
        let token = tokens[position]
        let all = units(token)
        guard all.count >= 3 else { return }
        var syllables = 0
        var isHeld = false
        var before: UInt32 = 0
        for unit in all {
            if Hangul.isSyllable(unit) {
                syllables += 1
                if Self.holds(unit, before) { isHeld = true }
            }
            before = unit
        }
        guard syllables >= 2, isHeld || syllables < all.count else { return }
        if syllables < all.count, let first = all.first, Hangul.isSyllable(first), isClutter(all) {
            addReading(
                all.filter(Hangul.isSyllable), from: position, next: position + 1, token.revelation.union(.split))
        }
        guard isHeld else { return }
        var kept: [UInt32] = []
        before = 0
        for unit in all {
            if !Self.holds(unit, before) { kept.append(unit) }
            before = unit
        }
        if kept.count >= 2 { addReading(kept, from: position, next: position + 1, token.revelation.union(.repeated)) }
    }

    /// Whether what is not a syllable makes none: digits, Latin letters between, and letters of Hangul that are not put together.
    private func isClutter(_ all: ArraySlice<UInt32>) -> Bool {
        var before: UInt32 = 0
        for unit in all {
            if Hangul.vowel(unit) != nil, Hangul.lead(before) != nil { return false }
            before = unit
        }
        guard let last = all.last else { return false }
        return Hangul.isSyllable(last) || Hangul.lead(last) != nil || Hangul.vowel(last) != nil
    }

    /// The vowels that those of the other syllables end as, by their number: ya, wa as a.
    private static let tails: [UInt32] = [0, 1, 0, 1, 4, 5, 4, 5, 8, 0, 1, 5, 8, 13, 4, 5, 20, 13, 18, 20, 20]

    /// Whether a syllable is only the vowel of the one before it, which has no final.
    private static func holds(_ unit: UInt32, _ before: UInt32) -> Bool {
        guard Hangul.isSyllable(unit), Hangul.isSyllable(before) else { return false }
        let (place, last) = (unit - 0xAC00, before - 0xAC00)
        guard place % 28 == 0, place / 588 == 11, last % 28 == 0 else { return false }
        return place / 28 % 21 == tails[Int(last / 28 % 21)]
    }
}
