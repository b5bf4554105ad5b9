import Bytes
import Testing

@Suite("ByteReader and ByteWriter")
struct ByteReaderTests {
    @Test("integers are big-endian, and what was written is read back")
    func integers() throws {
        var writer = ByteWriter()
        writer.append(0x01 as UInt8)
        writer.append(0x0203 as UInt16)
        writer.append(0x0405_0607 as UInt32)
        writer.append(0x0809_0A0B_0C0D_0E0F as UInt64)
        writer.append(text: "é")
        writer.append(contentsOf: [0x10])
        #expect(writer.bytes == Array(1...15) + [0xC3, 0xA9, 0x10])
        #expect(writer.count == 18)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readUInt8() == 0x01)
        #expect(try reader.readUInt16() == 0x0203)
        #expect(try reader.readUInt32() == 0x0405_0607)
        #expect(try reader.readUInt64() == 0x0809_0A0B_0C0D_0E0F)
        #expect(try reader.take(2) == [0xC3, 0xA9])
        #expect(reader.takeRest() == [0x10])
        #expect(reader.isAtEnd)
    }

    @Test("offsets are those of the slice, and reading past its end is an error though there are bytes behind it")
    func slice() throws {
        var reader = ByteReader(Array(0..<10)[3..<6])
        #expect(reader.offset == 3)
        #expect(reader.remaining == 3)
        let error = #expect(throws: SignetError.self) { try reader.readUInt32() }
        #expect(error?.code == SignetError.endOfInputCode)
        #expect(error?.offset == 6)
        #expect(reader.offset == 3)
        #expect(try reader.readUInt16() == 0x0304)
        #expect(throws: SignetError.endOfInput(at: 6)) { try reader.take(2) }
        #expect(throws: SignetError.endOfInput(at: 6)) { try reader.take(-1) }
        #expect(throws: SignetError.endOfInput(at: 6)) { try reader.take(.max) }
        #expect(try reader.readUInt8() == 5)
        #expect(throws: SignetError.endOfInput(at: 6)) { try reader.readUInt8() }
        #expect(reader.takeRest() == [])
    }
}
