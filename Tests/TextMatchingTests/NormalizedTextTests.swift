import TestSupport
import Testing

@testable import TextMatching

/// Where words are in the original, whatever the text.
@Suite struct NormalizedTextTests {
    private static let pieces = [
        "a", "Volcano", "v0lc", "ﬁ", "é", "e\u{301}\u{302}", "가", "ㅎㅏ", "각", "👨‍👩‍👧", "🌋", "\u{200B}", "\u{202E}",
        "\u{202C}", " ", "  ",
        ".", "-", "*", "(", ")", ":1.3)", "|", "€", "$", "!", "\"", "'", "日本", "क्", "\r\n", "\u{0}", "①", "𝐯", "İ", "ß",
        "㎏", "'s", "BREAK",
    ]

    /// Texts from pieces, the same ones every time.
    private static func texts(_ count: Int) -> [String] {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        return (0..<count).map { _ in (0..<next(14) + 1).map { _ in pieces[next(pieces.count)] }.joined() }
    }

    @Test func `words are in order, within the text, and cut no scalar`() {
        for text in Self.texts(4000) {
            let read = Normalizer().normalize(text)
            let utf8 = Array(text.utf8)
            var last = 0
            for word in read.words {
                #expect(
                    word.lowerBound >= last && word.upperBound <= utf8.count && !word.isEmpty,
                    "\(text.debugDescription)")
                last = word.lowerBound
                for edge in [word.lowerBound, word.upperBound] where edge < utf8.count {
                    #expect(utf8[edge] & 0xC0 != 0x80, "\(text.debugDescription)")
                }
            }
            #expect(read.isCapitalized.count == read.words.count)
            for reading in read.readings {
                #expect(reading.next > 0 && Int(reading.next) <= read.words.count)
                #expect(Int(reading.unitStart + reading.unitCount) <= read.units.count)
            }
        }
    }

    @Test func `a text that is used again leaves nothing behind`() {
        var used = NormalizedText()
        for text in Self.texts(500) {
            var text = text
            text.withUTF8 { Normalizer().normalize($0, into: &used) }
            let fresh = Normalizer().normalize(text)
            #expect(used.words == fresh.words && used.units == fresh.units && used.quoted == fresh.quoted)
            #expect(used.readings.count == fresh.readings.count && used.spacedRuns == fresh.spacedRuns)
        }
    }

    @Test func `any bytes are read`() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            let bytes = (0..<40).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return UInt8(truncatingIfNeeded: state >> 40)
            }
            let read = bytes.withUnsafeBufferPointer { Normalizer().normalize($0) }
            #expect(read.words.allSatisfy { $0.upperBound <= bytes.count })
        }
    }

    @Test(.enabled(if: SharedFiles.has("security/strings-blns/blns.txt")))
    func `naughty strings are read`() throws {
        let bytes = try SharedFiles.bytes("security/strings-blns/blns.txt")
        let scanner = try Scanner(Lexicon())
        for line in bytes.split(separator: 10) {
            let read = Array(line).withUnsafeBufferPointer { Normalizer().normalize($0) }
            #expect(!scanner.scan(read).isCut)
        }
    }
}
