import Bytes
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("FileSource")
struct FileSourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let large = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    /// A pipe that is fed by a thread; the path names its reading end.
    private func pipe(_ bytes: [UInt8], from start: useconds_t = 0) throws -> String {
        let path = folder.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        Thread.detachNewThread {
            usleep(start)
            let descriptor = open(path, O_WRONLY)
            var done = 0
            while done < bytes.count {
                let piece = Array(bytes[done..<min(done + 60_000, bytes.count)])
                let put = write(descriptor, piece, piece.count)
                if put <= 0 { break }
                done += put
            }
            close(descriptor)
        }
        return path
    }

    @Test("any range can be read, in one piece or in chunks")
    func read() throws {
        let source = try FileSource(path: try folder.write("a", Self.large))
        #expect(source.count == Self.large.count)
        #expect(try source.bytes(0..<source.count) == Self.large)
        #expect(try source.bytes(699_990..<700_000) == Array(Self.large.suffix(10)))
        #expect(try source.bytes(5..<5) == [])
        var joined: [UInt8] = []
        try source.withChunks(of: 3..<699_999) { joined += $0 }
        #expect(joined == Array(Self.large[3..<699_999]))
    }

    @Test("a range beyond the end is an error", arguments: [699_999..<700_001, 700_000..<700_001, 800_000..<800_001])
    func beyond(range: Range<Int>) throws {
        let source = try FileSource(path: try folder.write("a", Self.large))
        #expect(throws: SignetError.endOfInput(at: 0)) { try source.bytes(range) }
        #expect(throws: SignetError.endOfInput(at: 0)) { try source.withChunks(of: range) { _ in } }
    }

    @Test("an error inside a chunk is handed on and ends the walk")
    func bodyThrows() throws {
        let source = try FileSource(path: try folder.write("a", Self.large))
        var calls = 0
        #expect(throws: SignetError("test.stop", .badData, "")) {
            try source.withChunks(of: 0..<source.count) { (_) throws(SignetError) in
                calls += 1
                throw SignetError("test.stop", .badData, "")
            }
        }
        #expect(calls == 1)
    }

    @Test("a file that shrinks after it was opened is an error, not a crash")
    func shrinks() throws {
        let path = try folder.write("a", Self.large)
        let source = try FileSource(path: path)
        #expect(truncate(path, 1_000) == 0)
        #expect(source.count == Self.large.count)
        #expect(try source.bytes(0..<1_000) == Array(Self.large.prefix(1_000)))
        let error = #expect(throws: SignetError.self) { try source.bytes(0..<1_001) }
        #expect(error?.code == SignetError.endOfInputCode)
        #expect(error?.offset == 1_000)
        #expect(throws: SignetError.endOfInput(at: 0)) { try source.withChunks(of: 0..<source.count) { _ in } }
    }

    @Test("a file that is replaced after it was opened is still the file that was opened")
    func replaced() throws {
        let path = try folder.write("a", [1, 2, 3])
        let source = try FileSource(path: path)
        #expect(unlink(path) == 0)
        try folder.write("a", [9, 9, 9])
        #expect(try source.bytes(0..<3) == [1, 2, 3])
    }

    @Test("a pipe is read to its end, even when its writer comes late", arguments: [0, 100_000] as [useconds_t])
    func pipe(delay: useconds_t) throws {
        let source = try FileSource(path: try pipe(Self.large, from: delay))
        #expect(source.count == Self.large.count)
        #expect(try source.bytes(0..<source.count) == Self.large)
    }

    @Test("a pipe is read up to the size limit and no further")
    func longPipe() throws {
        signal(SIGPIPE, SIG_IGN)
        var limits = Limits()
        limits.maximumFileBytes = 100_000
        let error = #expect(throws: SignetError.self) { try FileSource(path: try pipe(Self.large), limits: limits) }
        #expect(error?.code == "file.tooLarge")
        #expect(error?.category == .badData)
    }

    @Test("a file at the limit is read, one byte more is refused")
    func limit() throws {
        var limits = Limits()
        limits.maximumFileBytes = 3
        #expect(try FileSource(path: try folder.write("a", [1, 2, 3]), limits: limits).count == 3)
        let error = #expect(throws: SignetError.self) {
            try FileSource(path: try folder.write("b", [1, 2, 3, 4]), limits: limits)
        }
        #expect(error?.code == "file.tooLarge")
    }

    @Test("an empty file has no bytes")
    func empty() throws {
        let source = try FileSource(path: try folder.write("a", []))
        #expect(source.count == 0)
        #expect(try source.bytes(0..<0) == [])
        #expect(throws: SignetError.endOfInput(at: 0)) { try source.bytes(0..<1) }
    }

    @Test("what cannot be opened is named by its reason")
    func missing() throws {
        #expect(symlink("loop", folder.file("loop")) == 0)
        let expected = [
            (folder.file("none"), "file.open"), (folder.path, "file.notRegular"), (folder.file("loop"), "file.open"),
            ("", "file.open"),
        ]
        for (path, code) in expected {
            let error = #expect(throws: SignetError.self, "\(path)") { try FileSource(path: path) }
            #expect(error?.code.rawValue == code)
            #expect(error?.category == .noInput)
        }
        let folderError = #expect(throws: SignetError.self) { try FileSource(path: folder.path) }
        #expect(folderError?.reason == "is a folder")
    }

    @Test("no descriptor stays open, whether opening succeeds or fails")
    func descriptors() throws {
        func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        let path = try folder.write("a", [1, 2, 3])
        var limits = Limits()
        limits.maximumFileBytes = 2
        let before = try open()
        for _ in 0..<200 {
            _ = try FileSource(path: path)
            _ = try? FileSource(path: path, limits: limits)
            _ = try? FileSource(path: folder.path)
        }
        // Other tests open files at the same time, but not hundreds of them.
        #expect(try open() < before + 100)
    }
}
