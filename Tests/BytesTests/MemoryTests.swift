import Bytes
import Testing

@Suite("MemorySource and MemorySink")
struct MemoryTests {
    @Test("any range can be read, and none beyond the end")
    func source() throws {
        let source = MemorySource(Array(0..<100))
        #expect(try source.bytes(10..<13) == [10, 11, 12])
        #expect(try source.bytes(100..<100) == [])
        #expect(throws: SignetError.endOfInput(at: 0)) { try source.bytes(99..<101) }
        #expect(throws: SignetError.endOfInput(at: 0)) { try source.bytes(-1..<1) }
        #expect(throws: SignetError.endOfInput(at: 0)) { try source.withChunks(of: 0..<101) { _ in } }
        #expect(try MemorySource([]).bytes(0..<0) == [])
    }

    @Test("chunks are bounded and together are the range")
    func chunks() throws {
        let bytes = (0..<600_001).map { UInt8(truncatingIfNeeded: $0) }
        var joined: [UInt8] = []
        var largest = 0
        try MemorySource(bytes).withChunks(of: 1..<600_001) {
            joined += $0
            largest = max(largest, $0.count)
        }
        #expect(joined == Array(bytes.dropFirst()))
        #expect(largest <= 256 << 10)
    }

    @Test("a sink takes exactly its size, with a gap that is filled later")
    func sink() throws {
        let sink = MemorySink(size: 5)
        try [UInt8](arrayLiteral: 1).withUnsafeBytes { try sink.append($0) }
        try sink.skip(3)
        try [UInt8](arrayLiteral: 5).withUnsafeBytes { try sink.append($0) }
        try sink.fill([2, 3, 4], at: 1)
        #expect(sink.bytes == [1, 2, 3, 4, 5])
    }

    @Test("a sink never takes more than its size", arguments: [0, 1, 5])
    func overflow(size: Int) throws {
        let overflow = SignetError("sink.overflow", .unexpected, "")
        let sink = MemorySink(size: size)
        #expect(throws: overflow) {
            try [UInt8](repeating: 1, count: size + 1).withUnsafeBytes { try sink.append($0) }
        }
        #expect(throws: overflow) { try sink.skip(size + 1) }
        #expect(throws: overflow) { try sink.skip(-1) }
        #expect(throws: overflow) { try sink.fill([1], at: 0) }
        try sink.skip(size)
        #expect(throws: overflow) { try sink.fill([1], at: size) }
        #expect(throws: overflow) { try sink.fill([1], at: -1) }
        #expect(throws: overflow) { try sink.fill([1], at: .max) }
        #expect(sink.bytes == [UInt8](repeating: 0, count: size))
    }
}
