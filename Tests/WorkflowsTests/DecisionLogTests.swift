import Bytes
import Policy
import TestSupport
import Testing
import Workflows

@Suite struct DecisionLogTests {
    private static let key = Array("0123456789abcdef".utf8)

    private func policy(_ folder: String) throws -> CompiledPolicy {
        try Folder.create("\(folder)/pack")
        let file = try OutputFile(path: "\(folder)/pack/policy.yaml")
        try file.write(
            Array("policy: { id: t, version: 1.0.0 }\nrules: [{ id: a, action: block, when: [tulip] }]\n".utf8))
        try file.commit(durable: false)
        return try CompiledPolicy.load("\(folder)/pack")
    }

    private func write(
        _ path: String, _ texts: [String], _ policy: CompiledPolicy, prompts: DecisionLog.Prompts = .keyedHash
    )
        throws -> (Int, String)
    {
        let log = try DecisionLog(path: path, key: Self.key, prompts: prompts)
        for text in texts {
            try log.record(LabelledPrompt(text), policy.decide(PolicyRequest(text)), at: "2026-11-24T00:00:00Z")
        }
        return (log.count, log.head)
    }

    private func lines(_ path: String) throws -> [String] {
        let source = try FileSource(path: path)
        return String(decoding: try source.bytes(0..<source.count), as: UTF8.self).split(separator: "\n").map(
            String.init)
    }

    @Test func `a log goes on where it ended, and its prompts cannot be read`() throws {
        let folder = try TemporaryFolder()
        let policy = try policy(folder.path)
        let path = "\(folder.path)/log"
        _ = try write(path, ["a tulip", "a rose"], policy)
        let (count, head) = try write(path, ["a lilac"], policy)
        let check = try DecisionLogCheck(path: path, key: Self.key)
        #expect(check.fault == nil && check.count == 3 && count == 3 && check.head == head)
        let text = try lines(path).joined()
        #expect(!text.contains("tulip") && text.contains(DecisionLog.hash("a tulip", key: Self.key)))
        #expect(text.contains("\"verdict\":\"block\"") && text.contains(policy.pack.digest))
        #expect(try DecisionLogCheck(path: path, key: nil).fault?.line == 1)
    }

    @Test func `edited, dropped, moved and cut lines are found`() throws {
        let folder = try TemporaryFolder()
        let policy = try policy(folder.path)
        let path = "\(folder.path)/log"
        _ = try write(path, ["a tulip", "a rose", "a lilac"], policy, prompts: .text)
        let whole = try lines(path)
        func fault(_ changed: [String], end: String = "\n") throws -> Int? {
            let file = try OutputFile(path: "\(folder.path)/changed")
            try file.write(Array((changed.joined(separator: "\n") + end).utf8))
            try file.commit(durable: false)
            return try DecisionLogCheck(path: "\(folder.path)/changed", key: Self.key).fault?.line
        }
        #expect(try fault(whole) == nil)
        #expect(try fault([whole[0], whole[1].replacing("allow", with: "block"), whole[2]]) == 2)
        #expect(try fault([whole[0], whole[2]]) == 2)
        #expect(try fault([whole[1], whole[0], whole[2]]) == 1)
        #expect(try fault([whole[0], whole[1] + " ", whole[2]]) == 2)
        #expect(try fault(whole, end: "") == 3)
        #expect(try fault([whole[0], "{}"]) == 2)
        // A shorter log is a correct one: only what was kept elsewhere tells.
        #expect(try fault([whole[0]]) == nil)
        #expect(throws: SignetError.self) {
            try DecisionLog(path: "\(folder.path)/changed", key: Array("another key 1234".utf8))
        }
        #expect(throws: SignetError.self) { try DecisionLog(path: path, key: nil) }
        #expect(throws: SignetError.self) { try DecisionLog(path: path, key: [1, 2, 3]) }
    }
}
