import Foundation
import Testing

@testable import Reports

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (1_767_225_600, "2026-01-01T00:00:00Z"), (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (1_767_225_600.5, "2026-01-01T00:00:00.5Z"),
            (1_767_225_600.045, "2026-01-01T00:00:00.045Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] as [(Double, String)]) func datesAreUTC(seconds: Double, text: String)
    {
        #expect(Timestamp.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test func impossibleDatesAreBroughtToABound() {
        #expect(Timestamp.text(Date(timeIntervalSince1970: .infinity)) == "9999-12-31T23:59:59Z")
        #expect(Timestamp.text(Date(timeIntervalSince1970: .nan)) == "0000-01-01T00:00:00Z")
        #expect(Timestamp.text(Date(timeIntervalSince1970: -1e300)) == "0000-01-01T00:00:00Z")
    }

    @Test func everyDayAgreesWithFoundation() {
        for day in stride(from: -800_000, to: 2_900_000, by: 997) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 12_345)
            guard day > -141_000 else { continue }  // Before 1584 Foundation's calendar is Julian.
            #expect(Timestamp.text(date) == date.formatted(.iso8601))
        }
    }
}
