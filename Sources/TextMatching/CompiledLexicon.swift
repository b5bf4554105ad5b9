/// A lexicon and what is derived from it for scanning.
final class CompiledLexicon: Sendable {
    let lexicon: Lexicon
    let slips: SlipIndex

    init(_ lexicon: Lexicon) {
        self.lexicon = lexicon
        slips = SlipIndex(lexicon)
    }

    init(_ lexicon: Lexicon, slips: SlipIndex) {
        self.lexicon = lexicon
        self.slips = slips
    }
}
