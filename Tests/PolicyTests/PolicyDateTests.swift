import Policy
import Testing

@Suite struct PolicyDateTests {
    @Test(arguments: ["2026-11-24", "2024-02-29", "2000-02-29", "0001-01-01"])
    func daysOfTheCalendar(_ day: String) { #expect(PolicyDate.isValid(day)) }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01", "20261101", "", "２026-11-01",
    ])
    func otherTexts(_ day: String) { #expect(!PolicyDate.isValid(day)) }

    @Test func comingOfAge() {
        #expect(PolicyDate.adding(years: 18, to: "2012-05-01") == "2030-05-01")
        #expect(PolicyDate.adding(years: 18, to: "2012-02-29") == "2030-03-01")
        #expect(PolicyDate.adding(years: 18, to: "9990-01-01") == nil)
        #expect(PolicyDate.adding(years: 18, to: "soon") == nil)
    }
}
