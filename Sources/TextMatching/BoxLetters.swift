/// Letters drawn with several symbols: |-| for h, \\/ for v.
enum BoxLetters {
    /// The longest come first.
    private static let shapes: [(shape: [UInt8], letter: UInt32)] = [
        ("\\/\\/", "w"), ("/\\/\\", "m"), ("|\\/|", "m"), ("/-\\", "a"), ("|-|", "h"), ("|v|", "m"), ("|V|", "m"),
        ("|\\|", "n"), ("/\\/", "n"), ("|_|", "u"), ("(_)", "u"), ("\\_/", "u"), ("\\/", "v"), ("/\\", "a"),
        ("|<", "k"),
        ("|{", "k"), ("|)", "d"), ("|]", "d"), ("|>", "p"), ("|=", "f"), ("|_", "l"), ("_|", "j"), ("><", "x"),
        ("()", "o"),
        ("[]", "o"), ("}{", "h"), ("][", "i"),
    ].map { (Array($0.0.utf8), $0.1.unicodeScalars.first?.value ?? 0) }

    /// Whether a slash and what is behind it may begin a letter.
    @inline(__always) static func isBegun(_ slash: UInt8, _ next: UInt8) -> Bool {
        slash == UInt8(ascii: "/")
            ? next == UInt8(ascii: "\\") || next == UInt8(ascii: "-")
            : next == UInt8(ascii: "/") || next == UInt8(ascii: "_")
    }

    /// The letter that begins at a place, and how many bytes it takes.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, until end: Int) -> (letter: UInt32, size: Int)? {
        switch bytes[at] {
        case UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: "["),
            UInt8(ascii: "_"),
            UInt8(ascii: ">"), UInt8(ascii: "}"), UInt8(ascii: "]"):
            for (shape, letter) in shapes where shape.count <= end - at {
                if shape.indices.allSatisfy({ shape[$0] == bytes[at + $0] }) { return (letter, shape.count) }
            }
            return nil
        default: return nil
        }
    }
}
