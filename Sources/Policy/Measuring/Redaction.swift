/// Hides what rules found in a text, so that people can judge the rest without reading it.
public enum Redaction {
    /// `text` with these ranges of bytes replaced by `█`, as many as there are characters, at most eight.
    public static func blank(_ text: String, _ ranges: [Range<Int>]) -> String {
        let utf8 = text.utf8
        var result = ""
        var from = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.upperBound > from {
            let start = max(from, range.lowerBound)
            guard start <= utf8.count, range.upperBound <= utf8.count else { continue }
            func index(_ offset: Int) -> String.Index { utf8.index(utf8.startIndex, offsetBy: offset) }
            result += text[index(from)..<index(start)]
            result += String(repeating: "█", count: min(8, text[index(start)..<index(range.upperBound)].count))
            from = range.upperBound
        }
        return result + text[utf8.index(utf8.startIndex, offsetBy: min(from, utf8.count))...]
    }
}
