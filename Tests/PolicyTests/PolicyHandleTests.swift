import Bytes
import Policy
import Synchronization
import TestSupport
import Testing

@Suite struct PolicyHandleTests {
    private final class Flag: Sendable { let isSet = Atomic<Bool>(false) }

    private func rule(_ word: String) -> String { "rules:\n  - { id: r, action: block, when: [\(word)] }\n" }

    private func write(_ path: String, _ text: String) throws {
        let file = try OutputFile(path: path)
        try file.write(Array(text.utf8))
        try file.commit(durable: false)
    }

    @Test func `a changed pack takes over, a broken one does not`() throws {
        try WrittenPack.write(["r.yaml": rule("tulip")]) { folder in
            let handle = try PolicyHandle(folder: folder)
            #expect(try handle.reload() == false)
            try write(folder + "/r.yaml", rule("rose"))
            #expect(handle.decide(PolicyRequest("tulip")).verdict == .block)
            #expect(try handle.reload() == true)
            #expect(handle.decide(PolicyRequest("tulip")).verdict == .allow)
            #expect(handle.decide(PolicyRequest("rose")).verdict == .block)
            try write(folder + "/r.yaml", "rules: [")
            #expect(throws: PackProblems.self) { try handle.reload() }
            #expect(handle.decide(PolicyRequest("rose")).verdict == .block)
        }
    }

    @Test func `no request is dropped while packs change`() async throws {
        let folder = try TemporaryFolder()
        try write(folder.path + "/policy.yaml", WrittenPack.head)
        try write(folder.path + "/r.yaml", rule("tulip"))
        let handle = try PolicyHandle(folder: folder.path)
        let isOver = Flag()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    var decisions = 0
                    while !isOver.isSet.load(ordering: .relaxed) || decisions < 100 {
                        // One of the two words is listed at any time, never both and never none.
                        let policy = handle.policy
                        let verdicts = ["tulip", "rose"].map { policy.decide(PolicyRequest($0)).verdict }
                        #expect(verdicts.filter { $0 == .block }.count == 1)
                        #expect(handle.decide(PolicyRequest("tulip rose")).verdict == .block)
                        decisions += 1
                        // The packs are changed on the same few threads.
                        await Task.yield()
                    }
                    return decisions
                }
            }
            for turn in 0..<8 {
                try write(folder.path + "/r.yaml", rule(turn % 2 == 0 ? "rose" : "tulip"))
                #expect(try handle.reload())
                await Task.yield()
            }
            isOver.isSet.store(true, ordering: .relaxed)
            var decisions = 0
            for try await count in group { decisions += count }
            #expect(decisions >= 300)
        }
    }
}
