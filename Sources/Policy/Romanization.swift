/// Korean names between Hangul and Latin letters, in the spellings people use beside the official one (Revised Romanization of
/// 2000): family names as passports have them, given names syllable by syllable.
enum Romanization {
    /// At most so many spellings of a given name, and of one of its syllables, are made.
    private static let mostSpellings = 12
    private static let mostSyllables = 4
    /// Family names that are English words too: only the person's own spelling of them counts.
    private static let english: Set<String> = [
        "o", "oh", "an", "no", "so", "do", "sun", "go", "you", "back", "sin", "son", "sung", "u", "im", "ha", "na",
        "ma",
        "sang", "gang", "bang", "chat", "tan", "pan", "hong", "ok", "pi", "won", "man", "ran", "ban", "pa", "su",
    ]

    private static let families: [String: [String]] = [
        "김": ["kim", "gim"], "이": ["lee", "yi", "rhee", "ri"], "박": ["park", "pak", "bak"], "최": ["choi", "choe"],
        "정": ["jung", "jeong", "chung", "chong"], "강": ["kang", "gang"], "조": ["cho", "jo"], "윤": ["yoon", "yun"],
        "장": ["jang", "chang"], "임": ["lim", "im", "rim"], "한": ["han"], "오": ["oh", "o"], "서": ["seo", "suh"],
        "신": ["shin", "sin"], "권": ["kwon", "gwon"], "황": ["hwang"], "안": ["ahn", "an"], "송": ["song"],
        "류": ["ryu", "yoo"], "유": ["yoo", "yu", "you"], "전": ["jeon", "jun", "chun"], "홍": ["hong"],
        "고": ["ko", "go", "koh"], "문": ["moon", "mun"], "양": ["yang"], "손": ["son", "sohn"], "배": ["bae", "pae"],
        "백": ["baek", "paik", "back"], "허": ["heo", "hur", "huh"], "남": ["nam"], "심": ["shim", "sim"],
        "노": ["noh", "roh", "no"], "하": ["ha"], "곽": ["kwak", "gwak"], "성": ["sung", "seong"], "차": ["cha"],
        "주": ["joo", "ju", "chu"], "우": ["woo", "u"], "구": ["koo", "gu", "ku"], "민": ["min"], "나": ["na", "ra"],
        "진": ["jin", "chin"], "지": ["ji", "chi"], "엄": ["eom", "um"], "채": ["chae"], "원": ["won"],
        "천": ["chun", "cheon"],
        "방": ["bang", "pang"], "공": ["kong", "gong"], "현": ["hyun", "hyeon"], "함": ["ham"], "변": ["byun", "byeon"],
        "염": ["yeom", "yum"], "여": ["yeo"], "추": ["choo", "chu"], "도": ["do", "doh"], "소": ["so"],
        "석": ["seok", "suk"],
        "설": ["seol", "sul"], "마": ["ma"], "길": ["gil", "kil"], "연": ["yeon"], "위": ["wi"], "표": ["pyo"],
        "명": ["myung"],
        "기": ["ki", "gi"], "반": ["ban"], "왕": ["wang"], "옥": ["ok"], "육": ["yook"], "맹": ["maeng"], "제": ["je"],
        "탁": ["tak"], "봉": ["bong"], "사": ["sa"], "선": ["sun"], "금": ["keum"], "피": ["pi"], "태": ["tae"],
    ]

    /// Leads, vowels and finals: as the Revised Romanization has them, then as they are written beside it.
    private static let leads: [[String]] = [
        ["g", "k"], ["kk"], ["n"], ["d"], ["tt"], ["r", "l"], ["m"], ["b", "p"], ["pp"], ["s"], ["ss"], [""],
        ["j", "ch"],
        ["jj"], ["ch"], ["k"], ["t"], ["p"], ["h"],
    ]
    private static let vowels: [[String]] = [
        ["a", "ah"], ["ae"], ["ya"], ["yae"], ["eo", "u"], ["e"], ["yeo", "yu", "you"], ["ye"], ["o"], ["wa"], ["wae"],
        ["oe"],
        ["yo"], ["u", "oo"], ["wo", "weo"], ["we"], ["wi"], ["yu", "yoo"], ["eu", "u"], ["ui", "ee"], ["i", "ee"],
    ]
    private static let finals: [String?] = [
        "", "k", nil, nil, "n", nil, nil, "t", "l", nil, nil, nil, nil, nil, nil, nil, "m", "p", nil, "t", "t", "ng",
        "t",
        "t", "k", "t", "p", "t",
    ]

    /// The spellings of one syllable, the usual ones first; empty for what no name has.
    private static func spellings(_ syllable: Unicode.Scalar) -> [String] {
        guard (0xAC00...0xD7A3).contains(syllable.value) else { return [] }
        let code = Int(syllable.value - 0xAC00)
        guard let final = finals[code % 28] else { return [] }
        var result: [String] = []
        for vowel in vowels[code / 28 % 21] {
            for lead in leads[code / 588] { result.append(lead + vowel + final) }
        }
        return Array(result.prefix(mostSyllables))
    }

    /// The family name and the syllables of the given name; nil for what is no Korean name of three or four syllables.
    private static func parts(_ name: String) -> (family: [String], given: [[String]])? {
        let scalars = Array(name.unicodeScalars)
        guard (3...4).contains(scalars.count), let family = families[String(scalars[0])] else { return nil }
        let given = scalars.dropFirst().map(spellings)
        return given.contains(where: \.isEmpty) ? nil : (family, given)
    }

    /// Whether words in Latin letters can be this name: one is the family name.
    static func isKorean(_ name: String, latin words: [String]) -> Bool {
        guard let parts = parts(name), words.count > 1 else { return false }
        return parts.family.contains { $0 == words.first || $0 == words.last }
    }

    /// A Korean name in Latin letters: the family name first or last, the given name in one or in several words.
    static func latin(_ name: String) -> [[String]] {
        guard let (family, given) = parts(name) else { return [] }
        var spelled: [[String]] = [[]]
        for syllable in given {
            spelled = spelled.flatMap { before in syllable.map { before + [$0] } }
        }
        var result: [[String]] = []
        for syllables in spelled.prefix(mostSpellings) {
            for name in family.prefix(3) where !english.contains(name) {
                for words in [[syllables.joined()], syllables] {
                    result.append([name] + words)
                    result.append(words + [name])
                }
            }
        }
        return result
    }

    // MARK: To Hangul

    /// The syllables that are spelled so, the likelier ones first.
    private static let syllables: [String: [Unicode.Scalar]] = {
        var ranked: [String: [(rank: Int, scalar: Unicode.Scalar)]] = [:]
        for code in UInt32(0xAC00)...0xD7A3 {
            guard let scalar = Unicode.Scalar(code) else { continue }
            // Of the finals that sound alike, names have the plain ones.
            guard [0, 1, 4, 8, 16, 17, 21].contains((code - 0xAC00) % 28) else { continue }
            for (rank, spelling) in spellings(scalar).enumerated() {
                ranked[spelling, default: []].append((rank, scalar))
            }
        }
        return ranked.mapValues { $0.sorted { ($0.rank, $0.scalar.value) < ($1.rank, $1.scalar.value) }.map(\.scalar) }
    }()

    /// A Korean name in Latin letters as it may be written in Hangul; empty for other names.
    static func hangul(_ words: [String]) -> [String] {
        guard words.count == 2 || words.count == 3 else { return [] }
        var result: [String] = []
        for (name, given) in [(words[0], Array(words.dropFirst())), (words[words.count - 1], Array(words.dropLast()))] {
            let familyNames = families.filter { $0.value.contains(name) }.map(\.key).sorted()
            guard !familyNames.isEmpty, let spelled = pair(given) else { continue }
            for family in familyNames.prefix(2) {
                for first in syllables[spelled.0, default: []].prefix(3) {
                    for second in syllables[spelled.1, default: []].prefix(3) {
                        result.append(family + String(String.UnicodeScalarView([first, second])))
                    }
                }
            }
            // The first order that works out is the one.
            break
        }
        return result
    }

    /// Two syllables, from two words or from one in which there is one place between them.
    private static func pair(_ given: [String]) -> (String, String)? {
        if given.count == 2 {
            return syllables[given[0]] != nil && syllables[given[1]] != nil ? (given[0], given[1]) : nil
        }
        guard let word = given.first, word.utf8.count <= 14 else { return nil }
        let splits = word.indices.dropFirst().map { (String(word[..<$0]), String(word[$0...])) }
        // The longest first syllable: Jeongeun is jeong and eun.
        return splits.last { syllables[$0.0] != nil && syllables[$0.1] != nil }
    }
}
