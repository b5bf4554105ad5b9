/// From bytes of a text to characters as people count them, in one pass over the text.
struct SpanMap {
    private let text: String
    /// Where characters begin, in bytes; nil where each byte is one.
    private let starts: [Int]?

    init(_ text: String) {
        self.text = text
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 && $0 != 13 }
        guard !isPlain else {
            starts = nil
            return
        }
        var starts: [Int] = []
        var at = 0
        for character in text {
            starts.append(at)
            at += character.utf8.count
        }
        starts.append(at)
        self.starts = starts
    }

    /// The characters that a range of bytes is in, whole: the bytes, their numbers and the text.
    func characters(_ bytes: Range<Int>) -> (bytes: Range<Int>, characters: Range<Int>, text: String) {
        var bytes = bytes
        var characters = bytes
        if let starts {
            let first = Self.last(in: starts, notAbove: bytes.lowerBound)
            var end = Self.last(in: starts, notAbove: bytes.upperBound)
            if starts[end] < bytes.upperBound { end += 1 }
            characters = first..<max(end, first)
            bytes = starts[first]..<starts[max(end, first)]
        }
        let utf8 = text.utf8
        let from = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        let to = utf8.index(from, offsetBy: bytes.count)
        return (bytes, characters, String(text[from..<to]))
    }

    private static func last(in starts: [Int], notAbove value: Int) -> Int {
        var low = 0
        var high = starts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= value { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
