import Bytes
import Policy
import TestSupport
import Testing

@Suite struct PeopleRegisterTests {
    private static let csv = #"""
        id,name,status,notes
        a,Ada Example,public_adult,"likes tea, and ""quotes"""
        b,Bo Example,opted_out,
        """#

    private func file(_ text: String) throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        return (folder, try folder.write("people.csv", Array(text.utf8)))
    }

    @Test func keepsWhatIsNotEdited() throws {
        let (folder, path) = try file(Self.csv)
        defer { withExtendedLifetime(folder) {} }
        var register = try PeopleRegister(path: path)
        #expect(try register.add(Person(id: "c", name: "Cy", status: .privatePerson), replacing: false) == .added)
        try register.write()
        let source = try FileSource(path: path)
        let text = String(decoding: try source.bytes(0..<source.count), as: UTF8.self)
        #expect(text == Self.csv + "\nc,Cy,private,\n")
    }

    @Test func addsColumnsThatArePeoplesOwn() throws {
        let (folder, path) = try file(Self.csv)
        defer { withExtendedLifetime(folder) {} }
        var register = try PeopleRegister(path: path)
        try register.add(Person(id: "c", name: "Cy", aliases: ["C", "Cyy"], status: .optedOut), replacing: false)
        try register.write()
        let again = try PeopleRegister(path: path)
        #expect(again.people.map(\.id) == ["a", "b", "c"])
        #expect(again.people.last?.aliases == ["C", "Cyy"])
    }

    @Test func oneIdIsOnePerson() throws {
        let (folder, path) = try file(Self.csv)
        defer { withExtendedLifetime(folder) {} }
        var register = try PeopleRegister(path: path)
        let other = Person(id: "b", name: "Bea Example", status: .optedOut)
        #expect(throws: SignetError.self) { try register.add(other, replacing: false) }
        #expect(try register.add(other, replacing: true) == .replaced)
        #expect(try register.add(other, replacing: true) == .unchanged)
        #expect(register.remove(id: "b")?.name == "Bea Example")
        #expect(register.remove(id: "b") == nil)
        #expect(register.people.map(\.id) == ["a"])
    }

    @Test(arguments: [
        Person(id: "", name: "No Id", status: .optedOut), Person(id: "x", name: "Two\nLines", status: .optedOut),
        Person(id: "x", name: "X", aliases: ["a;b"], status: .optedOut),
        Person(id: "x", name: "X", status: .optedOut, until: "2027-02-29"),
        Person(id: "x", name: String(repeating: "x", count: 501), status: .optedOut),
    ])
    func refusesWhatDoesNotFitIntoALine(_ person: Person) throws {
        let (folder, path) = try file(Self.csv)
        defer { withExtendedLifetime(folder) {} }
        var register = try PeopleRegister(path: path)
        #expect(throws: SignetError.self) { try register.add(person, replacing: false) }
        #expect(register.people.count == 2)
    }

    @Test func aRegisterWithMistakesIsNotEdited() throws {
        let (folder, path) = try file("id,name,status\na,Ada,sleeping\n")
        defer { withExtendedLifetime(folder) {} }
        #expect(throws: PackProblems.self) { try PeopleRegister(path: path) }
    }

    @Test func aMissingFileIsEmpty() throws {
        let folder = try TemporaryFolder()
        #expect(try PeopleRegister(path: folder.file("none.csv")).people.isEmpty)
    }
}
