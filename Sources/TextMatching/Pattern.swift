public import Bytes

/// A pattern of a rule pack, parsed: all the sequences of words it stands for. The language is in docs/policy-language.md.
public struct Pattern: Sendable, Equatable {
    /// One place of a sequence.
    public enum Element: Sendable, Hashable {
        case word(String)
        /// A word that begins so.
        case stem(String)
        /// A word that ends so.
        case ending(String)
        /// A number below this one.
        case numberBelow(Int)
        /// At least and at most so many words of any kind.
        case gap(Int, Int)
    }

    public let sequences: [[Element]]

    /// One sequence of words as it is.
    public init(_ sequence: [Element]) { sequences = [sequence] }

    private init(sequences: [[Element]]) { self.sequences = sequences }

    private static let maximumSequences = 4096
    private static let maximumLength = 24

    /// - Throws: `pattern.syntax` with the place in ``SignetError/offset``, in characters of the pattern.
    public static func parse(_ text: String) throws(SignetError) -> Pattern {
        var parser = PatternParser(text)
        let sequences = try parser.alternatives(depth: 0)
        guard parser.isAtEnd else { throw parser.failure("has a ) or | too many") }
        for sequence in sequences {
            let words = sequence.filter { if case .gap = $0 { false } else { true } }
            guard !words.isEmpty else { throw parser.failure("may stand for no word at all") }
            guard sequence.count <= maximumLength else { throw parser.failure("is too long") }
            if case .gap? = sequence.first { throw parser.failure("begins with a gap") }
            if case .gap? = sequence.last { throw parser.failure("ends with a gap") }
        }
        guard sequences.count <= maximumSequences else {
            throw parser.failure("stands for more than \(maximumSequences) sequences of words; split it")
        }
        // The same sequence may come about in several ways; the order is that of the pattern.
        var seen: Set<[Element]> = []
        return Pattern(sequences: sequences.filter { seen.insert($0).inserted })
    }
}

private struct PatternParser {
    private let characters: [Character]
    private var at = 0

    init(_ text: String) { characters = Array(text.lowercased()) }

    var isAtEnd: Bool { at == characters.count }

    func failure(_ what: String) -> SignetError {
        SignetError("pattern.syntax", .configuration, "the pattern \"\(String(characters))\" \(what)", offset: at)
    }

    private mutating func skipSpaces() { while at < characters.count, characters[at].isWhitespace { at += 1 } }

    mutating func alternatives(depth: Int) throws(SignetError) -> [[Pattern.Element]] {
        guard depth < 4 else { throw failure("is nested too deep") }
        var result = try sequence(depth: depth)
        while at < characters.count, characters[at] == "|" {
            at += 1
            result += try sequence(depth: depth)
            guard result.count <= 4096 else { throw failure("stands for too many sequences; split it") }
        }
        return result
    }

    private mutating func sequence(depth: Int) throws(SignetError) -> [[Pattern.Element]] {
        var result: [[Pattern.Element]] = [[]]
        while true {
            skipSpaces()
            guard at < characters.count, characters[at] != ")", characters[at] != "|" else { return result }
            var options = try item(depth: depth)
            if at < characters.count, characters[at] == "?" {
                at += 1
                options.append([])
            }
            result = result.flatMap { head in options.map { head + $0 } }
            guard result.count <= 4096 else { throw failure("stands for too many sequences; split it") }
        }
    }

    private mutating func item(depth: Int) throws(SignetError) -> [[Pattern.Element]] {
        switch characters[at] {
        case "(":
            at += 1
            var inner = try alternatives(depth: depth + 1)
            guard at < characters.count, characters[at] == ")" else { throw failure("lacks a )") }
            at += 1
            // kill(s|ed|ing) and (s)he: letters right beside a group belong to each of its words.
            if at < characters.count, isWordCharacter(characters[at]) {
                let tail = takeWord()
                guard at == characters.count || characters[at] != "?" else {
                    throw failure("has a ? behind a group and letters: letters that may be there are written {s}")
                }
                inner = inner.map { sequence in
                    guard case .word(let last)? = sequence.last else { return sequence + [.word(tail)] }
                    return sequence.dropLast() + [.word(last + tail)]
                }
            }
            // (bridge|river){s} and (knife|gun)*: the same ending for each of them.
            if at < characters.count, characters[at] == "{", let letters = optionalLetters() {
                inner += inner.map { sequence in
                    guard case .word(let last)? = sequence.last else { return sequence }
                    return sequence.dropLast() + [.word(last + letters)]
                }
            } else if at < characters.count, characters[at] == "*" {
                at += 1
                inner = inner.map { sequence in
                    guard case .word(let last)? = sequence.last, last.unicodeScalars.count >= 3 else { return sequence }
                    return sequence.dropLast() + [.stem(last)]
                }
            }
            guard at == characters.count || characters[at] != "(" else {
                throw failure("has two groups side by side: put a blank between two words, or write the words in full")
            }
            return inner
        case "?": throw failure("has a ? with nothing before it")
        case "{": return try braces()
        case "*":
            at += 1
            let word = takeWord()
            guard word.unicodeScalars.count >= 2 else { throw failure("has a * with too little behind it") }
            return [[.ending(word)]]
        default: return try word(depth: depth)
        }
    }

    private mutating func word(depth: Int) throws(SignetError) -> [[Pattern.Element]] {
        let word = takeWord()
        guard !word.isEmpty else {
            // Characters between words do not count, as in the text.
            at += 1
            return [[]]
        }
        guard at < characters.count else { return [[.word(word)]] }
        switch characters[at] {
        case "*":
            at += 1
            let isHangul = word.unicodeScalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
            guard word.unicodeScalars.count >= (isHangul ? 1 : 3) else { throw failure("has a stem that is too short") }
            return [[.stem(word)]]
        case "{":
            // year{s}: letters that may be there.
            guard let letters = optionalLetters() else { return [[.word(word)]] }
            if at < characters.count, characters[at] == "?" { at += 1 }
            return [[.word(word)], [.word(word + letters)]]
        case "(":
            let ends = try item(depth: depth)
            var options = ends.map { sequence -> [Pattern.Element] in
                guard case .word(let first)? = sequence.first else { return [.word(word)] + sequence }
                return [.word(word + first)] + sequence.dropFirst()
            }
            // kill(s|ed)?: the ending may be missing, not the word.
            if at < characters.count, characters[at] == "?" {
                at += 1
                options.append([.word(word)])
            }
            return options
        default: return [[.word(word)]]
        }
    }

    /// The letters of {s} or {es}, consumed; nil for anything else in braces.
    private mutating func optionalLetters() -> String? {
        guard let close = characters[at...].firstIndex(of: "}"), close > at + 1,
            characters[(at + 1)..<close].allSatisfy(\.isLetter)
        else { return nil }
        defer { at = close + 1 }
        return String(characters[(at + 1)..<close])
    }

    private mutating func braces() throws(SignetError) -> [[Pattern.Element]] {
        guard let close = characters[at...].firstIndex(of: "}") else { throw failure("lacks a }") }
        let inside = String(characters[(at + 1)..<close].filter { !$0.isWhitespace })
        if inside.hasPrefix("age<") || inside.hasPrefix("n<") {
            guard let limit = Int(inside.drop { $0 != "<" }.dropFirst()), (1...9999).contains(limit) else {
                throw failure("has a number that cannot be read")
            }
            at = close + 1
            return [[.numberBelow(limit)]]
        }
        let numbers = inside.split(separator: ",").compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1], numbers[1] <= 12 else {
            throw failure("has braces that are neither {0,3} nor {age<18}")
        }
        at = close + 1
        return [[.gap(numbers[0], numbers[1])]]
    }

    private func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "'" || character == "$" || character == "@"
    }

    private mutating func takeWord() -> String {
        let start = at
        while at < characters.count, isWordCharacter(characters[at]) { at += 1 }
        return String(characters[start..<at])
    }
}
