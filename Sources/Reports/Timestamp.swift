internal import FoundationEssentials

/// Dates as every printer writes them: UTC, RFC 3339, seconds; a fraction only where there is one.
enum Timestamp {
    /// For example `2026-01-01T00:00:00Z`. Years outside 0 to 9999 are brought to the nearest bound.
    static func text(_ date: Date) -> String {
        let parts = parts(of: date)
        let fraction =
            parts.milliseconds == 0
            ? "" : "." + trimmingZeros(padded(parts.milliseconds, to: 3))
        let clock = [parts.second / 3600, parts.second / 60 % 60, parts.second % 60].map { padded($0, to: 2) }
        return day(parts.day) + "T" + clock.joined(separator: ":") + fraction + "Z"
    }

    /// For example `2026-01-01`.
    static func day(_ date: Date) -> String { day(parts(of: date).day) }

    /// Days since 1970, the second of the day, and milliseconds.
    private static func parts(of date: Date) -> (day: Int, second: Int, milliseconds: Int) {
        let seconds = date.timeIntervalSince1970
        // 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z; not-a-number becomes the lower bound.
        let bounded = seconds.isNaN ? -62_167_219_200 : min(max(seconds, -62_167_219_200), 253_402_300_799)
        let milliseconds = Int((bounded * 1000).rounded())
        let (second, rest) = floored(milliseconds, 1000)
        let (day, ofDay) = floored(second, 86_400)
        return (day, ofDay, rest)
    }

    /// The civil date of a day count, by eras of 400 years that begin on 1 March.
    private static func day(_ days: Int) -> String {
        let (era, ofEra) = floored(days + 719_468, 146_097)
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return [padded(year, to: 4), padded(month, to: 2), padded(day, to: 2)].joined(separator: "-")
    }

    private static func floored(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func trimmingZeros(_ digits: String) -> String {
        String(digits.reversed().drop { $0 == "0" }.reversed())
    }
}
