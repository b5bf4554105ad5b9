import Bytes
import Policy
import TestSupport
import Testing
import Workflows

@Suite struct PromptStreamTests {
    private func items(_ text: String, _ name: String) throws -> [String] {
        let folder = try TemporaryFolder()
        let file = try OutputFile(path: "\(folder.path)/\(name)")
        try file.write(Array(text.utf8))
        try file.commit(durable: false)
        let stream = try PromptStream("\(folder.path)/\(name)")
        var items: [String] = []
        while let item = try stream.next() {
            switch item {
            case .prompt(let prompt, let line):
                items.append(
                    "\(line) \(prompt.id ?? "-") \(prompt.text)"
                        + (prompt.negative.isEmpty ? "" : " not \(prompt.negative)"))
            case .unreadable(let line, let reason): items.append("\(line) ! \(reason)")
            }
        }
        return items
    }

    @Test func `JSON Lines with bad lines among them`() throws {
        let text = """
            {"id": 7, "prompt": "a", "negative_prompt": "b"}

            {"text": 3}
            {"id": "x"}
            {"text": "c"}
            """
        #expect(
            try items(text, "a.jsonl") == [
                "1 7 a not b", "3 ! it is not a JSON object of texts",
                "4 ! it has no text field \"text\" or \"prompt\"", "5 - c",
            ])
    }

    @Test func `CSV with quoted fields, line breaks and bad records`() throws {
        let text =
            "\u{FEFF}ID,Text,negative\r\n1,\"a, \"\"b\"\"\r\nc\",d\r\n2,\"x\"y,\r\n3,e,f,g\r\n4,last\r\n5,\"open"
        #expect(
            try items(text, "a.csv") == [
                "2 1 a, \"b\"\r\nc not d", "4 ! there is something behind a closing quotation mark",
                "5 ! it has more fields than the header has columns", "6 4 last", "7 ! a quotation mark is not closed",
            ])
        #expect(throws: SignetError.self) { try items("id,words\n1,a\n", "b.csv") }
    }

    @Test func `plain lines`() throws { #expect(try items("a b\r\n\nc", "a.txt") == ["1 - a b", "3 - c"]) }
}
