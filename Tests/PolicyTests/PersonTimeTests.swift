import Testing

@testable import Policy

@Suite struct PersonTimeTests {
    private func status(_ status: Person.Status, until: String?, on day: String?) -> Person.Status {
        Person(id: "a", name: "A", status: status, until: until).asOf(day).status
    }

    @Test func aStatusHoldsUntilItsDay() {
        #expect(status(.publicMinor, until: "2030-05-01", on: "2030-04-30") == .publicMinor)
        #expect(status(.publicMinor, until: "2030-05-01", on: "2030-05-01") == .publicAdult)
        #expect(status(.optedOut, until: "2030-05-01", on: "2031-01-01") == .publicAdult)
        #expect(status(.consenting, until: "2030-05-01", on: "2031-01-01") == .privatePerson)
    }

    @Test func withoutAnEndOrADayNothingEnds() {
        #expect(status(.publicMinor, until: nil, on: "2050-01-01") == .publicMinor)
        #expect(status(.optedOut, until: "2030-05-01", on: nil) == .optedOut)
        #expect(status(.privatePerson, until: "2030-05-01", on: "2031-01-01") == .privatePerson)
    }
}
