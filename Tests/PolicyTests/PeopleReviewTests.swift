import Policy
import TestSupport
import Testing

@Suite struct PeopleReviewTests {
    private func codes(_ csv: String, _ more: String? = nil) throws -> [String] {
        let folder = try TemporaryFolder()
        var registers = [try PeopleRegister(path: try folder.write("a.csv", Array(csv.utf8)))]
        if let more { registers.append(try PeopleRegister(path: try folder.write("b.csv", Array(more.utf8)))) }
        return PeopleReview(day: "2026-11-24").remarks(registers).map { "\($0.place.line) \($0.code)" }
    }

    private static let header = "id,name,aliases,status,until,not,source\n"

    @Test func findsWhatIsOverOrEndsSoon() throws {
        let codes = try codes(
            Self.header + "a,Ada Example,,opted_out,2026-11-24,,x\nb,Bo Example,,opted_out,2026-12-20,,x\n"
                + "c,Cy Example,,opted_out,2027-01-20,,x\n")
        #expect(codes == ["2 over", "3 ends-soon"])
    }

    @Test func findsNamesThatAreWordsOrShared() throws {
        let codes = try codes(
            Self.header + "a,Ada Example,Rose,public_adult,,,x\nb,Bo Example,Rose,public_adult,,rose garden,x\n")
        #expect(codes == ["2 one-word-name", "3 shared-name"])
    }

    @Test func findsMinorsWithoutADay() throws {
        #expect(try codes(Self.header + "a,Ada Example,,public_minor,,,\n") == ["2 no-end", "2 no-source"])
    }

    @Test func findsIdsInTwoFiles() throws {
        let line = Self.header + "a,Ada Example,,deceased,,,x\n"
        #expect(try codes(line, line) == ["2 duplicate-id"])
    }
}
