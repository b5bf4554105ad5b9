import Policy
import Testing

@Suite struct RomanizationTests {
    private static let head = "id,name,aliases,native,role,country,status,until,not,source,notes\n"

    private func policy(_ row: String) throws -> CompiledPolicy {
        try WrittenPack.policy([
            "people/p.csv": Self.head + row + "\n",
            "r.yaml": "rules:\n  - { id: named, action: review, when: { person: any } }\n",
        ])
    }

    @Test func `a name in Hangul is found in the spellings people use`() throws {
        let policy = try policy("p,Jung Yeseul,,정예슬,singer,KR,public_adult,,,invented,")
        for text in ["Jeong Ye Seul on a stage", "a photo of Chung Yeseul", "yeseul jung", "정예슬의 사진", "JUNG YE-SEUL"] {
            #expect(policy.decide(PolicyRequest(text)).people.map(\.person.id) == ["p"], "\(text)")
        }
        for text in ["Jung Yeseong", "Kim Yeseul", "a seul day"] {
            #expect(policy.decide(PolicyRequest(text)).people.isEmpty, "\(text)")
        }
    }

    @Test func `a Korean listed in Latin letters is found in Hangul`() throws {
        let policy = try policy("p,Kim Bora Min,,,,KR,public_adult,,,invented,")
        #expect(policy.decide(PolicyRequest("김보라")).people.isEmpty)
        let other = try self.policy("p,Kim Ye-seul,,,singer,KR,public_adult,,,invented,")
        for text in ["김예슬이 노래한다", "a portrait of 김예슬"] {
            #expect(other.decide(PolicyRequest(text)).people.map(\.person.id) == ["p"], "\(text)")
        }
        #expect(other.decide(PolicyRequest("박예슬")).people.isEmpty)
    }

    @Test func `names of other languages are not taken apart`() throws {
        let policy = try policy("p,Joanna Exampleton,,조애나 이그잼플턴,,US,public_adult,,,invented,")
        #expect(policy.decide(PolicyRequest("jo ae na")).people.isEmpty)
        #expect(policy.decide(PolicyRequest("조애나 이그잼플턴")).people.count == 1)
    }
}
