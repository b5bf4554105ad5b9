internal import TextMatching

/// Finds the people of a pack in a text, by the names they go by.
struct PeopleIndex: Sendable {
    /// One way a person is called.
    private struct Alias: Sendable {
        let person: Int32
        /// One word alone may be any word: it needs something beside it that says a person is meant.
        let needsContext: Bool
        let isRole: Bool
    }

    struct Found: Sendable {
        let person: Person
        let words: Range<Int>
        let bytes: Range<Int>
        let how: String
        let revelation: Revelation

        func asOf(_ day: String?) -> Found {
            person.until == nil
                ? self
                : Found(person: person.asOf(day), words: words, bytes: bytes, how: how, revelation: revelation)
        }
    }

    private let people: [Person]
    private var aliases: [Alias] = []
    private let first: Int32
    private var contextIdentifier: Int32 = 0
    private var likenessIdentifier: Int32 = 0
    /// Patterns that say a one-word name is something else, by person.
    private var exclusions: [Int32: Int32] = [:]

    /// Words beside a one-word name that say a person is meant.
    private static let context = [
        "(president|senator|governor|congressman|congresswoman|minister|chancellor|king|queen|prince|princess|pope|mayor|judge|justice|general|captain|coach|dr|mr|mrs|ms|sir|lord|dame|pastor|professor)",
        "(singer|rapper|actor|actress|musician|footballer|player|striker|quarterback|boxer|wrestler|politician|billionaire|ceo|celebrity|comedian|director|artist|idol|superstar|popstar|star|dictator|leader)",
        "(performing|singing|rapping|dancing|concert|onstage|stage|microphone|mic|speech|podium|rally|debate|interview|campaign|election|tweeting|signing|golfing|dunking|dribbling|acting|playing {0,2} (bass|guitar|piano|drums|football|soccer|basketball|tennis|golf|cello|violin))",
        "(portrait|photo|photograph|picture|selfie|face|mugshot|caricature|painting|statue|deepfake|impersonator|look|looks|looking) {0,1} (of|like)",
        "(dressed as|shaking hands|kissing|hugging|arguing with|punching|handcuffed|arrested|in jail|behind bars|giving a speech|red carpet|white house|oval office)",
        "(대통령|총리|의원|장관|가수|배우|래퍼|선수|감독|회장|연설|공연|콘서트|무대|사진|초상화|얼굴|악수)",
    ]

    /// What makes a likeness of a name.
    private static let likeness = [
        "(look|looks|looking|looked) {0,2} like", "(lookalike|look alike|doppelganger|impersonator|double) of",
        "resembl(es|ing|e)",
        "similar to", "(in the likeness of|identical to|dead ringer for|spitting image of)", "(닮은|닮았|비슷하게 생긴|똑같이 생긴)",
    ]

    private static let honorifics = ["대통령", "의원", "총리", "장관", "회장", "선수", "씨", "님"]

    init(
        _ people: [Person], roles: [(phrase: String, person: String)], into lexicon: inout Lexicon,
        firstIdentifier: Int32
    ) {
        self.people = people
        first = firstIdentifier
        var next = firstIdentifier
        var added: [Alias] = []
        var byName: [String: Int32] = [:]
        func add(_ sequences: [[Pattern.Element]], _ alias: Alias, typos: Bool) {
            for sequence in sequences where !sequence.isEmpty {
                lexicon.add(Pattern(sequence), as: next, typos: typos)
            }
            added.append(alias)
            next += 1
        }
        for (index, person) in people.enumerated() {
            byName[person.id] = Int32(index)
            for name in [person.name] + person.aliases {
                let words = Self.words(name)
                guard !words.isEmpty else { continue }
                let isOne = words.count == 1
                var sequences = [words.map { Pattern.Element.word($0) }]
                if !isOne {
                    // #taylorswift, and the family name in front as in East Asia.
                    let joined = words.joined()
                    // With a number or a word behind it, as accounts are named.
                    sequences.append([joined.unicodeScalars.count >= 9 ? .stem(joined) : .word(joined)])
                    // A last letter typed twice, in names too short for other slips.
                    if let last = words.last, let letter = last.last, last.count >= 4 {
                        sequences.append(words.dropLast().map { .word($0) } + [.word(last + String(letter))])
                    }
                    if words.count == 2 { sequences.append([.word(words[1]), .word(words[0])]) }
                    if words.count == 3 { sequences.append([.word(words[0]), .word(words[2])]) }
                }
                // Long single words are nobody else's: Schwarzenegger. Short or common ones are.
                let needsContext = isOne && (words[0].count < 8 || !person.excluded.isEmpty)
                add(
                    sequences, Alias(person: Int32(index), needsContext: needsContext, isRole: false),
                    typos: !isOne || words[0].count >= 8)
            }
            for name in person.native {
                let isShort = name.unicodeScalars.count <= 2
                let words = Self.words(name)
                guard !words.isEmpty else { continue }
                // Chinese and Japanese are written without spaces: what follows a name belongs to the same run of letters.
                let isIdeographic = name.unicodeScalars.contains { (0x3040...0x9FFF).contains($0.value) }
                var sequences: [[Pattern.Element]] = [
                    words.map { word in isIdeographic ? .stem(word) : .word(word) }
                ]
                if name.unicodeScalars.contains(where: { (0xAC00...0xD7A3).contains($0.value) }) {
                    if words.count > 1 { sequences.append([.word(words.joined())]) }
                    for honorific in Self.honorifics {
                        sequences.append([.word(words.joined() + honorific)])
                        sequences.append(words.map { .word($0) } + [.word(honorific)])
                    }
                }
                add(
                    sequences,
                    Alias(person: Int32(index), needsContext: isShort && !person.excluded.isEmpty, isRole: false),
                    typos: false)
            }
        }
        for role in roles {
            guard let person = byName[role.person], let pattern = try? Pattern.parse(role.phrase) else { continue }
            lexicon.add(pattern, as: next, typos: false)
            added.append(Alias(person: person, needsContext: false, isRole: true))
            next += 1
        }
        aliases = added
        contextIdentifier = next
        for text in Self.context {
            if let pattern = try? Pattern.parse(text) { lexicon.add(pattern, as: next, typos: false) }
        }
        next += 1
        likenessIdentifier = next
        for text in Self.likeness {
            if let pattern = try? Pattern.parse(text) { lexicon.add(pattern, as: next, typos: false) }
        }
        next += 1
        for (index, person) in people.enumerated() where !person.excluded.isEmpty {
            exclusions[Int32(index)] = next
            for text in person.excluded {
                if let pattern = try? Pattern.parse(text) { lexicon.add(pattern, as: next, typos: false) }
            }
            next += 1
        }
    }

    private static func words(_ name: String) -> [String] {
        let text = Normalizer().normalize(name)
        return text.plainWords
    }

    /// The people among the hits of a text.
    func find(_ hits: [Hit], _ text: NormalizedText) -> [Found] {
        guard !aliases.isEmpty else { return [] }
        let names = hits.filter { $0.pattern >= first && $0.pattern < contextIdentifier }
        guard !names.isEmpty else { return [] }
        let context = hits.filter { $0.pattern == contextIdentifier }
        let likeness = hits.filter { $0.pattern == likenessIdentifier }
        // Where most words are capitals, capitals say nothing.
        let capitals = text.isCapitalized.filter { $0 }.count
        let hasCase = capitals * 2 < text.isCapitalized.count + 2
        var found: [Found] = []
        for hit in names.sorted(by: { ($0.words.count, $1.words.lowerBound) > ($1.words.count, $0.words.lowerBound) }) {
            let alias = aliases[Int(hit.pattern - first)]
            let person = people[Int(alias.person)]
            // Part of a longer name that was found there already.
            if found.contains(where: { $0.words.overlaps(hit.words) }) { continue }
            // What says that it is something else says so close by: a trump card, a boulevard of that name.
            if let exclusion = exclusions[alias.person],
                hits.contains(where: { $0.pattern == exclusion && Self.distance($0.words, hit.words) <= 1 })
            {
                continue
            }
            if alias.needsContext {
                // A slip of a short name is another word.
                if hit.revelation.contains(.typo) { continue }
                let isName =
                    hasCase && hit.words.allSatisfy { text.isCapitalized[$0] }
                    && !text.beginsSentence(hit.words.lowerBound)
                let isPerson = context.contains {
                    !$0.words.overlaps(hit.words) && Self.distance($0.words, hit.words) <= 4
                }
                guard isName || isPerson else { continue }
            }
            let isLikeness = likeness.contains {
                $0.words.upperBound <= hit.words.lowerBound && hit.words.lowerBound - $0.words.upperBound <= 3
            }
            let how =
                isLikeness
                ? "lookalike" : alias.isRole ? "descriptor" : hit.revelation.contains(.typo) ? "typo" : "alias"
            found.append(
                Found(person: person, words: hit.words, bytes: hit.bytes, how: how, revelation: hit.revelation))
        }
        return found.sorted { $0.words.lowerBound < $1.words.lowerBound }
    }

    static func distance(_ left: Range<Int>, _ right: Range<Int>) -> Int {
        left.overlaps(right)
            ? 0
            : left.upperBound <= right.lowerBound
                ? right.lowerBound - left.upperBound + 1 : left.lowerBound - right.upperBound + 1
    }
}
