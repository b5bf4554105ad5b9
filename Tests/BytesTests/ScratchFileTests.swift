import Bytes
import Testing

@Suite("ScratchFile")
struct ScratchFileTests {
    @Test("what is written, skipped and filled is read back")
    func roundTrip() throws {
        let file = try ScratchFile()
        try file.write([1])
        try file.skip(2)
        try [UInt8](arrayLiteral: 4).withUnsafeBytes { try file.append($0) }
        try file.fill([2, 3], at: 1)
        #expect(file.count == 4)
        let source = try file.source()
        #expect(try source.bytes(0..<source.count) == [1, 2, 3, 4])
    }

    @Test("nothing is filled outside what was written", arguments: [-1, 1, 2, .max])
    func outside(offset: Int) throws {
        let file = try ScratchFile()
        try file.write([1, 2])
        #expect(throws: SignetError("sink.overflow", .unexpected, "")) { try file.fill([8, 9], at: offset) }
        #expect(try file.source().bytes(0..<2) == [1, 2])
    }
}
