import Bytes
import TestSupport
import Testing

@Suite struct TableMemoryTests {
    private static let key: [UInt8] = [1, 2, 3]

    private func tables() throws -> [UInt8] {
        var writer = TableWriter(capacity: 0)
        writer.add([1, 2, 3] as [UInt32])
        writer.add([] as [UInt64])
        writer.add(Array(0..<10_000) as [Int64])
        let finished = writer.finish(key: Self.key)
        let memory = try #require(finished)
        return withExtendedLifetime(memory) { Array(memory.bytes) }
    }

    @Test func `tables are read as they were written`() throws {
        var reader = TableReader(try TableMemory(MemorySource(try tables()), key: Self.key))
        #expect(Array(try reader.next(UInt32.self)) == [1, 2, 3])
        #expect(try reader.next(UInt64.self).isEmpty)
        #expect(Array(try reader.next(Int64.self)) == Array(0..<10_000))
        #expect(throws: SignetError.self) { try reader.next(UInt8.self) }
    }

    @Test func `a table of other values is not read`() throws {
        var reader = TableReader(try TableMemory(MemorySource(try tables()), key: Self.key))
        #expect(throws: SignetError.self) { try reader.next(UInt64.self) }
    }

    @Test func `tables for something else are not taken`() throws {
        let bytes = try tables()
        #expect(throws: SignetError.self) { try TableMemory(MemorySource(bytes), key: [9]) }
    }

    @Test func `every damaged byte and every lost one is noticed`() throws {
        let whole = try tables()
        for place in Array(0..<200) + [1000, whole.count - 1] {
            var bytes = whole
            bytes[place] ^= 0x10
            // The last bytes of the header are not used.
            if (56..<64).contains(place) { continue }
            #expect(throws: SignetError.self, "byte \(place)") { try TableMemory(MemorySource(bytes), key: Self.key) }
        }
        for count in [0, 1, 63, 64, 65, whole.count - 1] {
            let bytes = Array(whole.prefix(count))
            #expect(throws: SignetError.self, "\(count) bytes") { try TableMemory(MemorySource(bytes), key: Self.key) }
        }
    }
}
