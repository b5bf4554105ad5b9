internal import TextMatching

/// Finds people among the hits of a text.
struct PeopleFinder {
    struct Found {
        let person: Int32
        /// Counted as ``Hit/counted``.
        let words: Range<Int>
        let positions: Range<Int>
        /// Its number, on the day that was asked for.
        let status: UInt16
        let bytes: Range<Int>
        let how: String
        let revelation: Revelation
    }

    let tables: PolicyTables

    /// - Parameter day: today, as `2026-11-24`, for statuses that end.
    func find(_ scan: borrowing ScanBuffers, _ text: borrowing NormalizedText, _ day: String? = nil) -> [Found] {
        let hits = scan.hits
        let names = tables.names
        var candidates: [Hit] = []
        var surroundings: [Hit] = []
        if !names.aliases.isEmpty {
            for hit in hits where hit.pattern >= names.first {
                if hit.pattern < names.context { candidates.append(hit) } else { surroundings.append(hit) }
            }
        }
        var found = candidates.isEmpty ? [] : named(candidates, surroundings, text, day)
        if !tables.hashedNames.isEmpty {
            for (person, words) in tables.hashedNames.find(text, tables.scanner)
            where !found.contains(where: { $0.person == person && $0.positions.overlaps(words) }) {
                let bytes = text.words[words.lowerBound].lowerBound..<text.words[words.upperBound - 1].upperBound
                let counted = Int(scan.ordinals[words.lowerBound])..<Int(scan.ordinals[words.upperBound - 1]) + 1
                found.append(
                    Found(
                        person: person, words: counted, positions: words,
                        status: tables.people.status(Int(person), day), bytes: bytes, how: "hash", revelation: []))
            }
        }
        return found.sorted { $0.words.lowerBound < $1.words.lowerBound }
    }

    private func named(
        _ candidates: [Hit], _ surroundings: [Hit], _ text: borrowing NormalizedText, _ day: String?
    ) -> [Found] {
        let names = tables.names
        // Where most words are capitals, capitals say nothing.
        var capitals = 0
        for isCapital in text.isCapitalized where isCapital { capitals += 1 }
        let hasCase = capitals * 2 < text.isCapitalized.count + 2
        var found: [Found] = []
        let longestFirst = candidates.sorted {
            ($0.words.count, $1.words.lowerBound) > ($1.words.count, $0.words.lowerBound)
        }
        for hit in longestFirst.prefix(2000) {
            let alias = names.aliases[Int(hit.pattern - names.first)]
            // Part of a longer name that was found there already.
            if found.contains(where: { $0.positions.overlaps(hit.words) }) { continue }
            // What says that it is something else says so close by: a trump card, a boulevard of that name.
            let exclusion = tables.people.heads[Int(alias.person)].exclusion
            if exclusion >= 0,
                surroundings.contains(where: {
                    $0.pattern == exclusion && Self.distance($0.counted, hit.counted) <= 1
                })
            {
                continue
            }
            if alias.needsContext == 1 {
                // A slip of a short name is another word.
                if hit.revelation.contains(.typo) { continue }
                let isName =
                    hasCase && hit.words.allSatisfy { text.isCapitalized[$0] }
                    && !text.beginsSentence(hit.words.lowerBound)
                let isPerson = surroundings.contains {
                    $0.pattern == names.context && !$0.words.overlaps(hit.words)
                        && Self.distance($0.counted, hit.counted) <= 4
                }
                guard isName || isPerson else { continue }
            }
            let isLikeness = surroundings.contains {
                $0.pattern == names.likeness && $0.counted.upperBound <= hit.counted.lowerBound
                    && hit.counted.lowerBound - $0.counted.upperBound <= 3
            }
            let how =
                isLikeness
                ? "lookalike" : alias.isRole == 1 ? "descriptor" : hit.revelation.contains(.typo) ? "typo" : "alias"
            found.append(
                Found(
                    person: alias.person, words: hit.counted, positions: hit.words,
                    status: tables.people.status(Int(alias.person), day), bytes: hit.bytes, how: how,
                    revelation: hit.revelation))
        }
        return found
    }

    static func distance(_ left: Range<Int>, _ right: Range<Int>) -> Int {
        left.overlaps(right)
            ? 0
            : left.upperBound <= right.lowerBound
                ? right.lowerBound - left.upperBound + 1 : left.lowerBound - right.upperBound + 1
    }
}
