import FoundationEssentials
import Testing

@testable import Provenance

@Suite struct DateTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2026-01-01T00:00:00Z", 1_767_225_600), ("2024-02-29T23:59:60Z", 1_709_251_199),
        ("2024-05-27T08:40:39.5Z", 1_716_799_239.5), ("2026-01-01T09:00:00+09:00", 1_767_225_600),
        ("2025-12-31t19:30:00-04:30", 1_767_225_600), ("0001-01-01T00:00:00Z", -62_135_596_800),
    ])
    func readsTheMoment(_ text: String, _ seconds: Double) throws {
        #expect(try #require(DateTime.parse(text)).timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00Zz", "2026-01-01T00:00:00+0900", "２026-01-01T00:00:00Z",
        "2026-01-01T00:00:00." + String(repeating: "0", count: 60) + "Z",
    ])
    func refusesOtherForms(_ text: String) { #expect(DateTime.parse(text) == nil) }
}
