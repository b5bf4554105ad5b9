import Bytes
import Findings
import TestSupport
import Testing

@testable import ContentCredentials

@Suite("JSONReader")
struct JSONReaderTests {
    private func read(_ bytes: [UInt8], depth: Int = 64, items: Int = 1_000) -> DataValue? {
        var reader = JSONReader(bytes[...], maximumDepth: depth, maximumItems: items)
        return try? reader.readWhole()
    }

    private func read(_ text: String) -> DataValue? { read(Array(text.utf8)) }

    @Test(
        "every kind of value",
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("-0", .integer(0)),
            ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .unsigned(1 << 63)), ("18446744073709551616", .double(0x1p64)),
            ("1.5", .double(1.5)),
            ("1e3", .double(1_000)), ("-1.25E-2", .double(-0.0125)), ("1E+2", .double(100)), ("\"\"", .text("")),
            ("\"é\"", .text("é")), (#""\"\\\/\b\f\n\r\t\u00e9""#, .text("\"\\/\u{8}\u{C}\n\r\té")),
            (#""\ud83d\ude00\u0000""#, .text("😀\0")), ("[]", .list([])), ("{}", .map([])),
            (" [ 1 , [ ] , { } ]\n", .list([.integer(1), .list([]), .map([])])),
            (
                #"{"b":1,"a":{"c":[null]}}"#,
                .map([.init("b", .integer(1)), .init("a", .map([.init("c", .list([.null]))]))])
            ),
        ] as [(String, DataValue)])
    func values(text: String, value: DataValue) { #expect(read(text) == value) }

    @Test(
        "what is not JSON to the letter is refused",
        arguments: [
            "", " ", "[1,]", "[,1]", "[1 2]", "[", "]", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}",
            "nul", "nulL",
            "TRUE", "01", "-01", "+1", ".5", "1.", "1.e1", "1e", "1e+", "-", "0x1", "1e999", "NaN", "Infinity", "\"",
            "\"\\\"",
            "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud83d\"", "\"\\ud83dx\"", "\"\\ud83d\\u0041\"", "\"\\ude00\"",
            "\"a\nb\"", "\"\t\"",
            "'a'", "1 2", "[] []", "/**/1", "\u{FEFF}1", "\u{A0}1", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}",
        ])
    func refused(text: String) { #expect(read(text) == nil) }

    @Test(
        "text that is not UTF-8 is refused",
        arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) { #expect(read([0x22] + bytes + [0x22]) == nil) }

    @Test("keys are the same by their bytes, not by what Unicode calls equal")
    func keys() { #expect(read("{\"\u{E9}\":1,\"e\u{301}\":2}") != nil) }

    @Test("nesting and values are allowed up to the limit and not beyond")
    func limits() {
        #expect(read(Array("[[[1]]]".utf8), depth: 3) != nil)
        #expect(read(Array("[[[[1]]]]".utf8), depth: 3) == nil)
        #expect(read(Array("{\"a\":{\"a\":{\"a\":{\"a\":1}}}}".utf8), depth: 3) == nil)
        #expect(read(Array("[1,2,3]".utf8), items: 4) != nil)
        #expect(read(Array("[1,2,3]".utf8), items: 3) == nil)
        #expect(read([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) == nil)
    }

    @Test("every byte set to every other value, and every prefix, gives a value or an error")
    func mutations() {
        let bytes = Array(#"{"a":[1,-2.5e1,"\ud83d\ude00x",true,null],"b":{}}"#.utf8)
        var read = 0
        for offset in bytes.indices {
            for value in UInt8.min...UInt8.max {
                var changed = bytes
                changed[offset] = value
                if self.read(changed) != nil { read += 1 }
            }
            #expect(self.read(Array(bytes[..<offset])) == nil)
        }
        #expect(read > bytes.count)
    }

    @Test(
        "the files of the JSON test suite are accepted and refused as they are named",
        .enabled(if: SharedFiles.has("security/json-suite")))
    func suite() throws {
        var counts = (accepted: 0, refused: 0)
        for file in try SharedFiles.files(in: "security/json-suite") where file.hasSuffix(".json") {
            let name = file.split(separator: "__").last ?? ""
            guard let bytes = try? SharedFiles.bytes(file) else { continue }
            let isRead = read(bytes, items: 100_000) != nil
            // The suite has y_ for must be read, n_ for must not, i_ for either.
            if name.hasPrefix("y_") {
                // Equal keys are the one thing that is refused though the standard only warns of it.
                #expect(isRead != name.contains("duplicated_key"), "\(name)")
                counts.accepted += 1
            } else if name.hasPrefix("n_") {
                #expect(!isRead, "\(name)")
                counts.refused += 1
            }
        }
        #expect(counts.accepted > 50)
        #expect(counts.refused > 100)
    }
}
