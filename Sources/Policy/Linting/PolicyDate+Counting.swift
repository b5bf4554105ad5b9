extension PolicyDate {
    /// The days from one date to another; nil for what is no date.
    static func days(from: String, to: String) -> Int? {
        guard isValid(from), isValid(to) else { return nil }
        guard let from = number(from), let to = number(to) else { return nil }
        return to - from
    }

    /// Days since a fixed day of the Gregorian calendar; nil for what is no date.
    private static func number(_ text: String) -> Int? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...9999).contains(parts[0]), (1...12).contains(parts[1]), (1...31).contains(parts[2])
        else { return nil }
        // Years begin in March, so that the day that may be missing is the last.
        let year = parts[1] < 3 ? parts[0] - 1 : parts[0]
        let month = (parts[1] + 9) % 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + parts[2]
    }
}
