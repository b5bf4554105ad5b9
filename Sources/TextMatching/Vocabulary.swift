/// Common English words, and how common they are.
enum Vocabulary {
    /// Classes of words, from the most common to the rarest.
    enum Class: UInt8 { case core, common, known, rare, listed }

    /// Calls `body` with the letters of each word and its class.
    static func forEach(_ body: (_ letters: ArraySlice<UInt8>, _ class: Class) -> Void) {
        let text = UnsafeBufferPointer(
            start: VocabularyTable.text.utf8Start, count: VocabularyTable.text.utf8CodeUnitCount)
        var letters = [UInt8](repeating: 0, count: 32)
        var count = 0
        var current = Class.core
        func end() { if count > 0 { body(letters[..<count], current) } }
        for byte in text {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                end()
                count = min(Int(byte) - 65, count)
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                guard count < letters.count else { continue }
                letters[count] = byte
                count += 1
            case UInt8(ascii: "."):
                end()
                count = 0
                current = Class(rawValue: current.rawValue + 1) ?? .listed
            default: break
            }
        }
    }
}
