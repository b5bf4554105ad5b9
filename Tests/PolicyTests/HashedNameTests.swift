import Policy
import TestSupport
import Testing

@Suite struct HashedNameTests {
    private static let salt: [UInt8] = Array(1...16)

    private func pack(_ names: [String], salt: [UInt8] = HashedNameTests.salt) -> [String: String] {
        var csv = "id,name,status,hash\n"
        for (number, name) in names.enumerated() {
            csv += "h\(number),,opted_out,\(HashedName(name: name, salt: salt).text)\n"
        }
        return [
            "people/hashed.csv": csv,
            "r.yaml":
                "rules:\n  - { id: r, action: block, category: real_person, when: { person: { status: [opted_out] } } }\n",
        ]
    }

    @Test(arguments: [
        "Joanna Exampleton at home", "joanna exampleton", "a photo of JOANNA EXAMPLETON", "Exampleton Joanna",
        "Joanna\u{200B} Éxampleton", "portrait of Mary Ann van Testerdam", "김예시가 걷는다", "김예시",
    ])
    func `a name is known by its hash`(_ text: String) throws {
        let policy = try WrittenPack.policy(pack(["Joanna Exampleton", "Mary Ann van Testerdam", "김예시"]))
        let decision = policy.decide(PolicyRequest(text))
        #expect(decision.verdict == .block, "\(text)")
        #expect(decision.people.first?.how == "hash")
        #expect(decision.restrictsPerson)
    }

    @Test(arguments: ["Joanna Example", "exampleton", "a joanna of exampletown", "김예"])
    func `other names are not`(_ text: String) throws {
        let policy = try WrittenPack.policy(pack(["Joanna Exampleton", "김예시"]))
        #expect(policy.decide(PolicyRequest(text)).verdict == .allow, "\(text)")
    }

    @Test func `the hash does not depend on how the name is written, but on the salt`() {
        #expect(
            HashedName(name: "Joanna  EXÁMPLETON", salt: Self.salt)
                == HashedName(name: "joanna exampleton", salt: Self.salt))
        #expect(HashedName(name: "a b", salt: Self.salt) != HashedName(name: "a b", salt: Array(2...17)))
        let name = HashedName(name: "a b", salt: Self.salt)
        #expect(HashedName(name.text) == name)
    }

    @Test(arguments: ["", "sha256:", "sha256:00:00", "md5:0001020304050607:00", "sha256:zz:zz"])
    func `what is no hash is a mistake with its place`(_ text: String) throws {
        #expect(HashedName(text) == nil)
        guard !text.isEmpty else { return }
        let files = ["people/h.csv": "id,name,status,hash\nh1,,opted_out,\(text)\n"]
        do {
            _ = try WrittenPack.policy(files)
            Issue.record("a wrong hash was taken")
        } catch let error as PackProblems {
            #expect(error.problems.first?.place.line == 2)
            #expect(error.problems.first?.place.column == 4)
        }
    }

    @Test func `too many salts are a mistake, not a list that is left out`() throws {
        var csv = "id,name,status,hash\n"
        for number in 0..<5 {
            let salt = [UInt8](repeating: UInt8(number), count: 8)
            csv += "h\(number),,opted_out,\(HashedName(name: "A B", salt: salt).text)\n"
        }
        #expect(throws: PackProblems.self) { try WrittenPack.policy(["people/h.csv": csv]) }
    }
}
