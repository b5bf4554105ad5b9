import Foundation
import TestSupport
import Testing
import TextMatching

/// Every look-alike of a Latin letter that Unicode lists, put into words.
@Suite struct ConfusablesTests {
    private struct Entry: Decodable { let c: String }

    private static let file = "security/unicode-confusables/confusable_homoglyphs__confusables.json"

    @Test(.enabled(if: SharedFiles.has(ConfusablesTests.file)))
    func `every single letter that looks like another is seen through`() throws {
        let data = Data(try SharedFiles.bytes(Self.file))
        let table = try JSONDecoder().decode([String: [Entry]].self, from: data)
        let words = [
            "jumbled", "quickly", "waxworks", "frozen", "vexing", "hazelnuts", "pyjamas", "killing", "illicit",
        ]
        var lexicon = Lexicon()
        for (number, word) in words.enumerated() {
            lexicon.add(try Pattern.parse(word), as: Int32(number), typos: false)
        }
        let scanner = try Scanner(lexicon)
        var missed: [String] = []
        var count = 0
        for (number, word) in words.enumerated() {
            for place in word.indices {
                for entry in table[String(word[place])] ?? [] {
                    let scalars = entry.c.unicodeScalars.filter { $0.value != 0x200E }
                    // One letter for one letter; digits of other scripts stay digits, marks stay marks.
                    // A long s is an s before it looks like an f.
                    guard scalars.count == 1, let scalar = scalars.first, scalar.value > 127, scalar.value != 0x17F,
                        ![.decimalNumber, .nonspacingMark].contains(scalar.properties.generalCategory)
                    else { continue }
                    var text = word
                    text.replaceSubrange(place...place, with: String(scalar))
                    count += 1
                    let hits = scanner.scan(Normalizer().normalize("a \(text) b")).hits
                    if !hits.contains(where: { $0.pattern == Int32(number) }) {
                        missed.append("\(word[place]) as U+\(String(scalar.value, radix: 16))")
                    }
                }
            }
        }
        #expect(count > 1000)
        #expect(missed.isEmpty, "\(Set(missed).sorted().prefix(40)) of \(count)")
    }
}
