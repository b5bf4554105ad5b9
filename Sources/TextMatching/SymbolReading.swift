/// A piece of text without spaces, read with its symbols as letters.
struct SymbolReading {
    private var units: [UInt32] = []
    /// Which units are symbols that are more often punctuation.
    private var isSymbol: [Bool] = []
    private var start = 0
    private var end = 0

    /// Adds a character; false when it is neither a letter nor written for one, so that the piece ends before it.
    mutating func add(_ code: UInt32, _ at: Int) -> Bool {
        var unit = code
        var symbol = false
        switch code {
        case 0x61...0x7A, 0x30...0x39: break
        case 0x41...0x5A: unit = code | 0x20
        case 0x40, 0x24, 0x21, 0x2B: symbol = true
        case 0x7C: (unit, symbol) = (0x6C, true)  // | for l
        case 0x28, 0x3C: (unit, symbol) = (0x63, true)  // ( < for c
        case 0x23: (unit, symbol) = (0x68, true)  // # for h
        default:
            let letter = code < 0x80 ? 0 : Folding.symbol(code)
            if letter != 0 {
                (unit, symbol) = (UInt32(letter), true)
            } else if code >= 0x80, let entry = Folding.entry(code), entry.second == 0 {
                unit = entry.first
            } else {
                return Folding.isInvisible(code)
            }
        }
        if units.isEmpty { start = at }
        end = at + 1
        units.append(unit)
        isSymbol.append(symbol)
        return true
    }

    /// Adds a letter that is drawn with several symbols.
    mutating func add(letter: UInt32, _ at: Int, _ size: Int) {
        if units.isEmpty { start = at }
        end = at + size
        units.append(letter)
        isSymbol.append(true)
    }

    /// Adds the readings to the text: with the symbols at the ends, and without them.
    ///
    /// - Parameter token: a word at or before the first one in it; moved on to that.
    func finish(_ text: inout NormalizedText, from token: inout Int) {
        guard units.count >= 3, units.count <= Normalizer.longestJoin, let first = isSymbol.firstIndex(of: false),
            let last = isSymbol.lastIndex(of: false), isSymbol.contains(true)
        else { return }
        // The words that are in it.
        while token < text.tokens.count, text.words[token].upperBound <= start { token += 1 }
        let from = token
        var to = from
        while to < text.tokens.count, text.words[to].lowerBound < end { to += 1 }
        guard to > from else { return }
        // The same forms are added once.
        for range in [0..<units.count, first..<units.count, 0..<(last + 1), first..<(last + 1)]
        where isSymbol[range].contains(true) && range.count >= 3 {
            for form in NormalizedText.leetForms(Array(units[range])) {
                text.addReading(form, from: from, next: to, [.split, .leet])
            }
        }
    }
}
