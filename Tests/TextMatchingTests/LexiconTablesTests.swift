import Testing

@testable import Bytes
@testable import TextMatching

@Suite struct LexiconTablesTests {
    private func written() throws -> [UInt8] {
        var lexicon = Lexicon()
        for (number, pattern) in ["red fox", "paint*", "*wood", "old {0,2} house", "{age<18} years"].enumerated() {
            lexicon.add(try Pattern.parse(pattern), as: Int32(number))
        }
        var writer = TableWriter()
        lexicon.write(to: &writer)
        let finished = writer.finish(key: [])
        let memory = try #require(finished)
        return withExtendedLifetime(memory) { Array(memory.bytes) }
    }

    @Test func `what was written is read`() throws {
        let bytes = try written()
        var reader = TableReader(try TableMemory(MemorySource(bytes), key: []))
        let scanner = try Scanner(&reader)
        let hits = scanner.scan(Normalizer().normalize("a painted red fox, 12 years in driftwood")).hits
        #expect(Set(hits.map(\.pattern)) == [0, 1, 2, 4])
        #expect(scanner.highestPattern == 4)
    }

    /// Numbers that lead out of a table are found before they are followed, even where the checksum was made to fit.
    @Test func `forged tables are refused or harmless`() throws {
        let whole = try written()
        var state: UInt64 = 1
        var refused = 0
        for _ in 0..<150 {
            var bytes = whole
            for _ in 0..<6 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[64 + Int(state >> 20) % (bytes.count - 64)] = UInt8(truncatingIfNeeded: state >> 56)
            }
            bytes.withUnsafeMutableBytes { buffer in
                let sum = TableLayout.checksum(UnsafeRawBufferPointer(buffer))
                buffer.storeBytes(of: sum, toByteOffset: 16, as: UInt64.self)
            }
            let memory = try TableMemory(MemorySource(bytes), key: [])
            var reader = TableReader(memory)
            do throws(SignetError) {
                let scanner = try Scanner(&reader)
                _ = scanner.scan(
                    Normalizer().normalize("an old painted house of 12 years, a rde fox, drftwd, r*d, w o o d"))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }
}
