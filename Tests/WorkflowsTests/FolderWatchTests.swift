import Bytes
import Foundation
import TestSupport
import Testing

@testable import Workflows

@Suite struct FolderWatchTests {
    @Test func `files are handed out once they are whole, and those that are done are not`() throws {
        let folder = try TemporaryFolder()
        let (input, output) = (folder.file("in"), folder.file("out"))
        try Folder.create(input)
        try Folder.create(output)
        try folder.write("in/a.png", [1])
        try folder.write("in/b.png", [2])
        try folder.write("out/b.png", [3])
        try folder.write("in/.hidden", [4])
        // Somebody is still writing this one.
        let slow = try #require(FileHandle(forWritingAtPath: try folder.write("in/c.png", [5])))
        let stop = StopSignal(catching: [])
        let watch = try FolderWatch(folder: input, outputs: output, stop: stop)
        #expect(watch.next()?.file == "\(input)/a.png")
        try slow.write(contentsOf: [6])
        try slow.close()
        #expect(watch.next() == RequestLine(file: "\(input)/c.png", output: "\(output)/c.png"))
        // It failed, and is handed out again when it is another.
        try folder.write("in/c.png", [7, 8, 9])
        #expect(watch.next()?.file == "\(input)/c.png")
        stop.raise()
        #expect(watch.next() == nil)
        #expect(throws: SignetError.self) {
            try FolderWatch(folder: folder.file("none"), outputs: output, stop: stop)
        }
    }
}
