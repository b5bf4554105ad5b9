import Boxes
import Bytes
import ContentCredentials
import Findings
import Testing

@Suite("AssertionContent")
struct AssertionContentTests {
    private func content(
        _ uuid: BoxUUID, _ contents: [[UInt8]], items: Int = 1_000
    ) throws -> (content: AssertionContent, left: Int) {
        var items = items
        let box = try Sample.superbox(BoxWriter.superbox(uuid, label: "a", contents: contents))
        return (AssertionContent(box, limits: .default, items: &items), items)
    }

    private func invalidCode(_ content: AssertionContent) -> StatusCode? {
        guard case .invalid(let code, _) = content else { return nil }
        return code
    }

    private func isRedacted(_ content: AssertionContent) -> Bool {
        if case .redacted = content { return true }
        return false
    }

    @Test("CBOR is decoded, and its items are counted")
    func cbor() throws {
        let result = try content(.cborContent, [Sample.cbor(.array([.integer(1), .null]))])
        #expect(result.content.cbor == .array([.integer(1), .null]))
        #expect(result.left == 997)
    }

    @Test("CBOR beyond the items that are left is invalid, and then none are left")
    func items() throws {
        let result = try content(.cborContent, [Sample.cbor(.array([.integer(1), .null]))], items: 2)
        #expect(invalidCode(result.content) == .assertionCBORInvalid)
        #expect(result.left == 0)
    }

    @Test("content that is not exactly one box of its kind is invalid")
    func oneBox() throws {
        let cbor = Sample.cbor(.integer(1))
        let json = BoxWriter.box(.json, Array("1".utf8))
        for contents in [[cbor, cbor], [json], [cbor, json]] {
            #expect(invalidCode(try content(.cborContent, contents).content) == .assertionCBORInvalid)
        }
        for contents in [[json, json], [cbor], [json, cbor]] {
            #expect(invalidCode(try content(.jsonContent, contents).content) == .assertionJSONInvalid)
        }
        #expect(invalidCode(try content(.cborContent, [BoxWriter.box(.cbor, [0x81])]).content) == .assertionCBORInvalid)
    }

    @Test("content of zeros, or none, is redacted")
    func redacted() throws {
        #expect(isRedacted(try content(.cborContent, []).content))
        #expect(isRedacted(try content(.cborContent, [BoxWriter.box(.cbor, [0, 0, 0])]).content))
        #expect(
            isRedacted(
                try content(.embeddedFile, [BoxWriter.box(.free, [0]), BoxWriter.box(.binaryData, [0])]).content))
        #expect(!isRedacted(try content(.cborContent, [BoxWriter.box(.cbor, [0, 1])]).content))
        #expect(!isRedacted(try content(.cborContent, [Sample.assertion("b", .null)]).content))
    }

    @Test("JSON is decoded with its numbers as they are")
    func json() throws {
        let text = #"{"b": [1, -2, 1.5, true, null, "x\u00e9"], "a": {}, "big": 9223372036854775807}"#
        guard case .json(let value) = try content(.jsonContent, [BoxWriter.box(.json, Array(text.utf8))]).content else {
            Issue.record("not JSON")
            return
        }
        #expect(value["b"] == .list([.integer(1), .integer(-2), .double(1.5), .bool(true), .null, .text("xé")]))
        #expect(value["a"] == .map([]))
        #expect(value["big"] == .integer(.max))
    }

    @Test(
        "JSON that is not well-formed is invalid",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "nul", "\"", "1 2", "{\"a\" 1}", "'a'", "[1", "\u{1}", "\"\u{1}\"", "01",
            "+1",
        ])
    func badJSON(text: String) throws {
        let bytes = Array(text.utf8) + [0x0A]
        #expect(invalidCode(try content(.jsonContent, [BoxWriter.box(.json, bytes)]).content) == .assertionJSONInvalid)
    }

    @Test("JSON that is too large or too deep is invalid, not a crash")
    func hostileJSON() throws {
        for text in [
            String(repeating: "[", count: 500_000),
            String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
            String(repeating: "{\"a\":", count: 100_000), "[" + String(repeating: "1,", count: 600_000) + "1]",
        ] {
            let result = try content(.jsonContent, [BoxWriter.box(.json, Array(text.utf8))]).content
            #expect(invalidCode(result) == .assertionJSONInvalid)
        }
    }

    @Test("JSON of many small values is read in time")
    func manyValues() throws {
        let budget = CPUBudget(seconds: 5)
        let text = "[" + String(repeating: "1,", count: 500_000) + "1]"
        _ = try content(.jsonContent, [BoxWriter.box(.json, Array(text.utf8))])
        try budget.check()
    }

    @Test("an embedded file has a media type, a name if one is said to be there, and its bytes")
    func embeddedFile() throws {
        func file(_ toggles: UInt8, _ text: String) throws -> (String, String?, [UInt8])? {
            let description = BoxWriter.box(.embeddedFileDescription, [toggles] + Array(text.utf8))
            let data = BoxWriter.box(.binaryData, [1, 2])
            guard
                case .embeddedFile(let type, let name, let bytes) = try content(.embeddedFile, [description, data])
                    .content
            else { return nil }
            return (type, name, Array(bytes))
        }
        let plain = try #require(try file(0, "image/png\0"))
        #expect(plain == ("image/png", nil, [1, 2]))
        #expect(try #require(try file(1, "image/png\0a.png\0")) == ("image/png", "a.png", [1, 2]))
        #expect(try #require(try file(0, "image/png\0a.png\0")) == ("image/png", nil, [1, 2]))
        #expect(try #require(try file(1, "image/png")) == ("image/png", nil, [1, 2]))
        #expect(try #require(try file(1, "")) == ("", nil, [1, 2]))
    }

    @Test("an embedded file without its boxes is unknown")
    func brokenFile() throws {
        let data = BoxWriter.box(.binaryData, [1])
        for contents in [
            [data], [BoxWriter.box(.embeddedFileDescription, [1])],
            [BoxWriter.box(.embeddedFileDescription, []), data],
        ] {
            guard case .unknown(.embeddedFile) = try content(.embeddedFile, contents).content else {
                Issue.record("not unknown")
                return
            }
        }
    }

    @Test("a description of millions of empty strings costs no more than its bytes")
    func manyStrings() throws {
        let description = BoxWriter.box(.embeddedFileDescription, [1] + [UInt8](repeating: 0, count: 4_000_000))
        let budget = CPUBudget(seconds: 2)
        guard
            case .embeddedFile(let type, let name, _) = try content(
                .embeddedFile, [description, BoxWriter.box(.binaryData, [1])]
            ).content
        else {
            Issue.record("not a file")
            return
        }
        #expect(type == "")
        #expect(name == "")
        try budget.check()
    }
}
