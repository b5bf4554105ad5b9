import Findings
import Foundation
import Testing

@testable import Reports

@Suite struct JSONWriterTests {
    private func compact(_ value: DataValue) -> String { JSONWriter.text(value, isPretty: false) }

    @Test func keysAreSortedByTheirBytes() {
        let value: DataValue = .map([
            .init("b", .integer(1)), .init("ä", .null), .init("a_b", .null), .init("B", .null), .init("a", .null),
        ])
        #expect(compact(value) == #"{"B":null,"a":null,"a_b":null,"b":1,"ä":null}"#)
    }

    @Test func prettyOutputIsIndentedByTwo() {
        let value: DataValue = .map([.init("a", .list([.integer(1), .map([])])), .init("b", .list([]))])
        #expect(JSONWriter.text(value) == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
    }

    @Test func hiddenCharactersAreEscapedAndOthersStay() throws {
        let text = "한\u{1B}\u{7F}\u{85}\u{202E}\u{2028}\u{E0041}\"\\/\n\r\té"
        let json = compact(.text(text))
        #expect(json == #""한\u001b\u007f\u0085\u202e\u2028\udb40\udc41\"\\/\n\r\té""#)
        let back = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed) as? String
        #expect(back == text)
    }

    @Test func numbersKeepTheirValue() throws {
        let value: DataValue = .list([
            .integer(.min), .unsigned(.max), .double(0.1), .double(1e300), .double(-0.0), .double(.infinity),
            .double(.nan),
            .double(.leastNonzeroMagnitude),
        ])
        #expect(compact(value) == "[-9223372036854775808,18446744073709551615,0.1,1e+300,-0.0,null,null,5e-324]")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(compact(value).utf8)) }
    }

    @Test func theFirstOfTwoFieldsOfOneNameStays() {
        let value: DataValue = .map([.init("k", .integer(1)), .init("a", .null), .init("k", .integer(2))])
        #expect(compact(value) == #"{"a":null,"k":1}"#)
        // Two spellings of one letter are two keys.
        #expect(compact(.map([.init("é", .null), .init("e\u{301}", .null)])) == "{\"e\u{301}\":null,\"é\":null}")
    }

    @Test(
        arguments: [
            ([], ""), ([0x66], "Zg=="), ([0x66, 0x6F], "Zm8="), ([0x66, 0x6F, 0x6F], "Zm9v"),
            ([0xFB, 0xFF, 0xFE], "+//+"),
            (Array("foobar".utf8), "Zm9vYmFy"),
        ] as [([UInt8], String)]) func bytesAreBase64(bytes: [UInt8], text: String)
    {
        #expect(compact(.bytes(bytes)) == "\"\(text)\"")
        #expect(JSONWriter.text(.bytes(bytes), bytesForm: .prefixedBase64) == "\"b64'\(text)\"")
    }

    @Test func deepNestingIsCutAndStaysJSON() throws {
        var value: DataValue = .integer(1)
        for _ in 0..<5_000 { value = .list([.map([.init("a", value)])]) }
        let json = compact(value)
        #expect(json.contains(JSONWriter.depthMarker))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
    }

    @Test func aSummaryOfAHugeValueIsShortAndQuick() {
        let value: DataValue = .list([.text(String(repeating: "x", count: 10_000_000)), .bytes([1, 2, 3])])
        var writer = JSONWriter(isPretty: false, bytesForm: .count, maximumLength: 100)
        #expect(writer.text(of: value).utf8.count <= 110)
        #expect(writer.text(of: .bytes([1, 2, 3])) == "\"(3 bytes)\"")
    }
}
