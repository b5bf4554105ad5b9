import Bytes
import TestSupport
import Testing
import Workflows

@Suite struct FolderWatcherTests {
    @Test func `saving a file runs again`() throws {
        let folder = try TemporaryFolder()
        var runs = 0
        try FolderWatcher(folder.path).run(changes: 2) {
            runs += 1
            guard runs < 3 else { return }
            let file = try OutputFile(path: "\(folder.path)/a.yaml")
            try file.write([UInt8](repeating: 35, count: runs))
            try file.commit(durable: false)
        }
        #expect(runs == 3)
    }
}
