import Bytes
import Policy
import TestSupport
import Testing

@Suite struct PeopleSourceTests {
    private func people(_ name: String, _ text: String, _ kind: PeopleSource? = nil) throws -> [Person] {
        let folder = try TemporaryFolder()
        return try PeopleSource.people(
            in: try folder.write(name, Array(text.utf8)), kind: kind, day: "2026-11-24")
    }

    @Test func readsLegislators() throws {
        let people = try people(
            "legislators-current.yaml",
            """
            - id: { bioguide: X000001, wikidata: Q1 }
              name: { first: Alex, last: Sampleton, official_full: Alex J. Sampleton, nickname: Lex }
              terms: [{ type: rep }, { type: sen }]
            - id: { bioguide: X000002 }
              name: { first: Bo, middle: Q., last: Sampleson }
            """)
        #expect(people.map(\.id) == ["Q1", "X000002"])
        #expect(people[0].name == "Alex J. Sampleton")
        #expect(people[0].aliases == ["Alex Sampleton", "Lex Sampleton"])
        #expect(people[0].role == "senator")
        #expect(people[1].name == "Bo Sampleson")
        #expect(people[1].aliases == ["Bo Q. Sampleson"])
        #expect(people.allSatisfy { $0.status == .publicAdult && $0.country == "US" })
    }

    @Test(arguments: ["a: 1", "- name: { first: Only }", "- id: {}\n  name: { first: A, last: B }", "[: :"])
    func refusesOtherYAML(_ text: String) {
        #expect(throws: SignetError.self) { try people("x.yaml", text) }
    }

    @Test func readsWikidataAndMergesLinesOfOneItem() throws {
        let people = try people(
            "query.csv",
            """
            item,itemLabel,itemAltLabel,birthDate,deathDate,ko
            http://www.wikidata.org/entity/Q5,Kim Sample,"K. Sample, Kimmy Sample",2012-05-01T00:00:00Z,,김샘플
            http://www.wikidata.org/entity/Q5,Kim Sample,Kim S.,2012-05-01T00:00:00Z,,김 샘플
            http://www.wikidata.org/entity/Q6,Old Sample,,1900-02-29T00:00:00Z,1990-01-01T00:00:00Z,
            http://www.wikidata.org/entity/Q7,Q7,,,,
            """)
        #expect(people.map(\.id) == ["Q5", "Q6"])
        #expect(people[0].status == .publicMinor)
        #expect(people[0].until == "2030-05-01")
        #expect(people[0].aliases == ["K. Sample", "Kimmy Sample", "Kim S."])
        #expect(people[0].native == ["김샘플", "김 샘플"])
        #expect(people[1].status == .deceased)
    }

    @Test(arguments: ["item\nx", "item,itemLabel\nnothing,A", "a,b\n1,2"])
    func refusesOtherCSV(_ text: String) {
        #expect(throws: SignetError.self) { try people("x.csv", text) }
    }
}
