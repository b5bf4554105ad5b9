import Bytes
import Testing

@Suite("Hex")
struct HexTests {
    @Test("every byte has two lower-case digits and is read back")
    func roundTrip() {
        let bytes = Array(UInt8.min...UInt8.max)
        let text = Hex.encode(bytes)
        #expect(text.hasPrefix("000102"))
        #expect(text.hasSuffix("fdfeff"))
        #expect(Hex.decode(text) == bytes)
        #expect(Hex.decode(text.uppercased()) == bytes)
        #expect(Hex.decode("") == [])
    }

    @Test("anything else is nothing", arguments: ["0", "0g", "0x", " 00", "00 ", "é0", "٠٠", "-1"])
    func refused(text: String) { #expect(Hex.decode(text) == nil) }
}
