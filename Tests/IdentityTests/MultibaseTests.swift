import Testing

@testable import Provenance

@Suite struct MultibaseTests {
    @Test(arguments: [("", []), ("2g", [0x61]), ("1112", [0, 0, 0, 1]), ("5Q", [0xFF])] as [(String, [UInt8])])
    func readsBase58(_ text: String, _ bytes: [UInt8]) { #expect(Multibase.base58(text) == bytes) }

    @Test(arguments: ["0", "O", "I", "l", "ab c", String(repeating: "z", count: 1_501)])
    func refusesWhatIsNotBase58(_ text: String) { #expect(Multibase.base58(text) == nil) }

    @Test(arguments: [("", []), ("_-8", [0xFF, 0xEF]), ("AQID", [1, 2, 3]), ("AQ", [1])] as [(String, [UInt8])])
    func readsBase64(_ text: String, _ bytes: [UInt8]) { #expect(Multibase.base64URL(text) == bytes) }

    @Test(arguments: ["/+8=", "A", "****"])
    func refusesOtherAlphabets(_ text: String) { #expect(Multibase.base64URL(text) == nil) }
}
