import Cryptography
import Testing

@Suite struct UUIDv4Tests {
    @Test func `UUIDs are random, of version 4, and lower-case`() {
        let made = Set((0..<200).map { _ in UUIDv4.make() })
        #expect(made.count == 200)
        for text in made {
            let groups = text.split(separator: "-")
            #expect(groups.map(\.count) == [8, 4, 4, 4, 12])
            #expect(text.allSatisfy { $0 == "-" || "0123456789abcdef".contains($0) })
            #expect(groups[2].first == "4")
            #expect(groups[3].first.map { "89ab".contains($0) } == true)
        }
    }
}
