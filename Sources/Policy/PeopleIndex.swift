internal import Bytes
internal import TextMatching

/// Makes patterns of the names people go by.
struct PeopleIndex {
    private var aliases: [NameTables.Alias] = []
    private var table = PersonTable()
    private var hashed = HashedNames()
    private(set) var hasTooManySalts = false
    private let first: Int32
    private var next: Int32
    private var context: Int32 = 0
    private var likeness: Int32 = 0

    /// Words beside a one-word name that say a person is meant.
    private static let contextPatterns = [
        "(president|senator|governor|congressman|congresswoman|minister|chancellor|king|queen|prince|princess|pope|mayor|judge|justice|general|captain|coach|dr|mr|mrs|ms|sir|lord|dame|pastor|professor)",
        "(singer|rapper|actor|actress|musician|footballer|player|striker|quarterback|boxer|wrestler|politician|billionaire|ceo|celebrity|comedian|director|artist|idol|superstar|popstar|star|dictator|leader)",
        "(performing|singing|rapping|dancing|concert|onstage|stage|microphone|mic|speech|podium|rally|debate|interview|campaign|election|tweeting|signing|golfing|dunking|dribbling|acting|playing {0,2} (bass|guitar|piano|drums|football|soccer|basketball|tennis|golf|cello|violin))",
        "(portrait|photo|photograph|picture|selfie|face|mugshot|caricature|painting|statue|deepfake|impersonator|look|looks|looking) {0,1} (of|like)",
        "(dressed as|shaking hands|kissing|hugging|arguing with|punching|handcuffed|arrested|in jail|behind bars|giving a speech|red carpet|white house|oval office)",
        "(대통령|총리|의원|장관|가수|배우|래퍼|선수|감독|회장|연설|공연|콘서트|무대|사진|초상화|얼굴|악수)",
    ]

    /// What makes a likeness of a name.
    private static let likenessPatterns = [
        "(look|looks|looking|looked) {0,2} like", "(lookalike|look alike|doppelganger|impersonator|double) of",
        "resembl(es|ing|e)", "similar to", "modelled (on|after)", "modeled (on|after)", "with the face of",
        "(in the likeness of|identical to|dead ringer for|spitting image of)", "(닮은|닮았|비슷하게 생긴|똑같이 생긴)",
    ]

    private static let honorifics = ["대통령", "의원", "총리", "장관", "회장", "선수", "씨", "님"]

    init(
        _ people: [Person], roles: [(phrase: String, person: String)], into lexicon: inout Lexicon,
        firstIdentifier: Int32, _ strings: inout StringTable
    ) {
        first = firstIdentifier
        next = firstIdentifier
        var byName: [String: Int32] = [:]
        for (index, person) in people.enumerated() {
            byName[person.id] = Int32(index)
            if let hash = person.hash, !hashed.add(hash, person: Int32(index)) { hasTooManySalts = true }
        }
        // The patterns of all names come first, without a gap.
        for (index, person) in people.enumerated() { addNames(of: person, Int32(index), to: &lexicon) }
        for role in roles {
            guard let person = byName[role.person], let pattern = try? Pattern.parse(role.phrase) else { continue }
            lexicon.add(pattern, as: next, typos: false)
            aliases.append(NameTables.Alias(person: person, needsContext: 0, isRole: 1))
            next += 1
        }
        context = next
        likeness = next + 1
        next += 2
        for (patterns, identifier) in [(Self.contextPatterns, context), (Self.likenessPatterns, likeness)] {
            for text in patterns {
                if let pattern = try? Pattern.parse(text) {
                    lexicon.add(pattern, as: identifier, typos: false, decides: false)
                }
            }
        }
        for person in people {
            table.add(person, exclusion: person.excluded.isEmpty ? -1 : next, &strings)
            guard !person.excluded.isEmpty else { continue }
            for text in person.excluded {
                if let pattern = try? Pattern.parse(text) {
                    lexicon.add(pattern, as: next, typos: false, decides: false)
                }
            }
            next += 1
        }
    }

    func write(to writer: inout TableWriter) {
        writer.add(table.heads)
        writer.add([first, context, likeness])
        writer.add(aliases)
        hashed.write(to: &writer)
    }

    private mutating func add(
        _ sequences: [[Pattern.Element]], _ person: Int32, needsContext: Bool, typos: Bool, to lexicon: inout Lexicon
    ) {
        for sequence in sequences where !sequence.isEmpty {
            lexicon.add(Pattern(sequence), as: next, typos: typos, decides: !needsContext)
        }
        aliases.append(NameTables.Alias(person: person, needsContext: needsContext ? 1 : 0, isRole: 0))
        next += 1
    }

    private mutating func addNames(of person: Person, _ index: Int32, to lexicon: inout Lexicon) {
        for name in [person.name] + person.aliases {
            let words = Self.words(name)
            guard !words.isEmpty else { continue }
            let isOne = words.count == 1
            // Long single words are nobody else's: Schwarzenegger. Short or common ones are.
            add(
                NameForms.latin(words), index,
                needsContext: isOne && (words[0].count < 8 || !person.excluded.isEmpty),
                typos: !isOne || words[0].count >= 7, to: &lexicon)
        }
        let latin = Self.words(person.name)
        for name in Self.hangul(person, latin) + person.native {
            let words = Self.words(name)
            guard !words.isEmpty else { continue }
            let spellings =
                Romanization.isKorean(words.joined(), latin: latin) ? Romanization.latin(words.joined()) : []
            for spelling in spellings where spelling != latin {
                lexicon.add(Pattern(spelling.map { .word($0) }), as: next, typos: false)
            }
            let isShort = name.unicodeScalars.count <= 2
            add(
                NameForms.native(words, honorifics: Self.honorifics), index,
                needsContext: isShort && !person.excluded.isEmpty, typos: false, to: &lexicon)
        }
    }

    /// The Hangul forms of a Korean person who is listed without any.
    private static func hangul(_ person: Person, _ latin: [String]) -> [String] {
        guard ["KR", "KP"].contains(person.country),
            !person.native.contains(where: { $0.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) } })
        else { return [] }
        return Romanization.hangul(latin)
    }

    static func words(_ name: String) -> [String] { Normalizer().normalize(name).plainWords }
}
