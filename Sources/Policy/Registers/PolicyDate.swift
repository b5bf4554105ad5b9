/// Days as packs and registers write them: `2026-11-01`.
public enum PolicyDate {
    /// Whether `text` is a day of the calendar.
    public static func isValid(_ text: String) -> Bool { parts(text) != nil }

    /// The same day so many years later; 29 February becomes 1 March where there is none.
    public static func adding(years: Int, to day: String) -> String? {
        guard let (year, month, date) = parts(day), (0...9_999).contains(year + years) else { return nil }
        let later = year + years
        if month == 2, date == 29, !isLeap(later) { return text(later, 3, 1) }
        return text(later, month, date)
    }

    private static func parts(_ text: String) -> (year: Int, month: Int, day: Int)? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            guard bytes[range].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            (1...12).contains(month), day >= 1, day <= days(month, year)
        else { return nil }
        return (year, month, day)
    }

    private static func days(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
