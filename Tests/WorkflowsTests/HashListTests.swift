import Bytes
import Fingerprints
import TestSupport
import Testing

@testable import Workflows

private let one = "d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22"
private let two = "e64cc9d91e623842f8d1f1d9a398e78c9f199a3bd87924f2b7e11e0bf061b064"

@Suite struct HashListTests {
    private func load(_ text: String) throws -> HashList {
        let folder = try TemporaryFolder()
        return try HashList.load(path: try folder.write("blocked.csv", Array(text.utf8)))
    }

    @Test(arguments: [
        "hash,id\n\(one),a\n\(two),b\n",
        "\u{FEFF}id,indicator,type\r\na,\(one),HASH_PDQ\r\nb,\(two),pdq\r\nc,xyz,HASH_MD5\r\n",
        "\(one),a,1601513795,\"['x', 'y']\"\n\(two),b,,\n", "# list\n\(one)\n\n\(two.uppercased())\n",
        "{\"data\":[{\"indicator\":\"\(one)\",\"type\":\"HASH_PDQ\"},\n{\"raw_indicator\":\"\(two)\"},{\"indicator\":\"q\",\"type\":\"URI\"}]}",
        "[\n{\"hash\":\"\(one)\"},{\"pdq\":\"\(two)\"}]",
        "{\"signal\":\"\(one)\",\"signal_type\":\"pdq\"}\n{\"signal\":\"\(two)\",\"signal_type\":\"pdq\"}\n",
    ])
    func `every form in which lists are exchanged is read`(_ text: String) throws {
        let list = try load(text)
        #expect(list.name == "blocked")
        #expect(list.entries.map(\.hash.hex) == [one, two])
    }

    @Test func `names, tags and times come along`() throws {
        let entry = try load("hash,id,timestamp,tags\n\(one),\"a, b\",1601513795,x;y\n").entries.first
        #expect(entry?.id == "a, b")
        #expect(entry?.tags == ["x", "y"])
        #expect(entry?.created == "2020-10-01T00:56:35Z")
    }

    @Test(arguments: [
        "", "hash\n", "hash\nzz\n", "\(one)\nnot a hash\n", "{\"data\": 5}", "{\n", "[{\"hash\":\"12\"}]",
    ])
    func `a list that cannot be read whole is refused`(_ text: String) throws {
        #expect(throws: SignetError.self) { try load(text) }
    }

    @Test func `the nearest entry within the radius is found, and no other`() throws {
        let list = try load("\(one)\n\(two)\n")
        let hash = try #require(Hash256(hex: two))
        func flipped(_ count: Int) -> Hash256 {
            var words = hash.words
            words.0 ^= count >= 64 ? .max : (1 << UInt64(count)) - 1
            return Hash256(words)
        }
        #expect(list.nearest(to: [flipped(31)])?.distance == 31)
        #expect(list.nearest(to: [flipped(31)])?.entry.hash == hash)
        #expect(list.nearest(to: [flipped(32)]) == nil)
        #expect(list.nearest(to: []) == nil)
    }

    @Test func `cells that a spreadsheet would run are made harmless, and come back`() {
        #expect(CSVLine.cell("=1+1") == "'=1+1")
        #expect(CSVLine.cell("a \"b\", c") == "\"a \"\"b\"\", c\"")
        #expect(CSVLine.cells("x,\"a \"\"b\"\", c\",") == ["x", "a \"b\", c", ""])
    }
}
