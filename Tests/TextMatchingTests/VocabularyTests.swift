import Testing

@testable import TextMatching

@Suite struct VocabularyTests {
    @Test func `words come with how common they are`() {
        var found: [String: Vocabulary.Class] = [:]
        Vocabulary.forEach { letters, kind in found[String(decoding: letters, as: UTF8.self)] = kind }
        #expect(found.count > 60_000)
        #expect(found["people"] == .core)
        #expect(found["museum"] == .common)
        #expect(found["volcanic"] == .known || found["volcanic"] == .rare)
        #expect(found["xqzzt"] == nil)
    }
}
