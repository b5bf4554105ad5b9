import Bytes
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("OutputFile")
struct OutputFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private func content(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test("nothing has the final name until commit")
    func commit() throws {
        let path = folder.file("out.png")
        let file = try OutputFile(path: path)
        try file.write([1, 2, 3])
        #expect(!Folder.exists(path))
        try file.commit()
        #expect(try content(path) == [1, 2, 3])
        #expect(try names() == ["out.png"])
    }

    @Test("a file that is dropped leaves nothing behind")
    func dropped() throws {
        do {
            let file = try OutputFile(path: folder.file("out"))
            try file.write([UInt8](repeating: 1, count: 100_000))
        }
        #expect(try names().isEmpty)
    }

    @Test("the old file stays as it was until commit, and for readers who have it open also afterwards")
    func replace() throws {
        let path = try folder.write("out", [9, 9])
        let reader = try FileSource(path: path)
        let file = try OutputFile(path: path)
        try file.write([1, 2, 3])
        #expect(try content(path) == [9, 9])
        try file.commit()
        #expect(try content(path) == [1, 2, 3])
        #expect(try reader.bytes(0..<2) == [9, 9])
        #expect(try names() == ["out"])
    }

    @Test("a file that is replaced keeps its mode", arguments: [0o600, 0o640, 0o755, 0o444] as [UInt32])
    func keepsMode(bits: UInt32) throws {
        let path = try folder.write("out", [9], mode: bits)
        let file = try OutputFile(path: path)
        try file.write([1])
        try file.commit(durable: false)
        #expect(mode(path) == bits)
    }

    @Test("the mode that is asked for is given whatever the umask and the old file say")
    func statedMode() throws {
        let path = try folder.write("key", [9], mode: 0o666)
        let file = try OutputFile(path: path, mode: 0o600)
        try file.commit()
        #expect(mode(path) == 0o600)
    }

    @Test("a link is replaced, and what it points to is left alone")
    func link() throws {
        let target = try folder.write("target", [9])
        #expect(symlink(target, folder.file("link")) == 0)
        let file = try OutputFile(path: folder.file("link"))
        try file.write([1])
        try file.commit()
        #expect(try content(target) == [9])
        #expect(try content(folder.file("link")) == [1])
    }

    @Test("committing twice is the same as once")
    func twice() throws {
        let file = try OutputFile(path: folder.file("out"))
        try file.write([1])
        try file.commit()
        try file.commit()
        #expect(try names() == ["out"])
    }

    @Test("a gap is filled last")
    func gap() throws {
        let file = try OutputFile(path: folder.file("out"))
        try file.write([1])
        try file.skip(2)
        try [UInt8](arrayLiteral: 4).withUnsafeBytes { try file.append($0) }
        #expect(file.count == 4)
        #expect(try file.source().bytes(0..<4) == [1, 0, 0, 4])
        try file.fill([2, 3], at: 1)
        try file.commit()
        #expect(try content(folder.file("out")) == [1, 2, 3, 4])
    }

    @Test("an empty file is a file")
    func empty() throws {
        try OutputFile(path: folder.file("out")).commit()
        #expect(try content(folder.file("out")) == [])
    }

    @Test("a folder that is not there, a folder as target and an empty name are errors that say so")
    func wrongPaths() throws {
        for path in [folder.file("none/out"), folder.path, "\(folder.path)/"] {
            let error = #expect(throws: SignetError.self, "\(path)") { try OutputFile(path: path) }
            #expect(error?.code == "file.create")
            #expect(error?.category == .cannotCreate)
        }
        let error = #expect(throws: SignetError.self) { try OutputFile(path: "").commit() }
        #expect(error?.code == "file.create")
        #expect(try names().isEmpty)
    }

    @Test("a device or pipe is not replaced by a file")
    func special() throws {
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        for path in [folder.file("pipe"), "/dev/null"] {
            let error = #expect(throws: SignetError.self) { try OutputFile(path: path) }
            #expect(error?.code == "file.create")
            #expect(error?.reason == "cannot be created: is not a regular file")
        }
    }

    @Test("a commit that fails leaves nothing behind")
    func failedCommit() throws {
        do {
            let file = try OutputFile(path: folder.file("out"))
            try file.write([1])
            // Somebody makes a folder of that name in the meantime.
            try Folder.create(folder.file("out"))
            #expect(throws: SignetError("file.create", .cannotCreate, "")) { try file.commit() }
        }
        #expect(try names() == ["out"])
        #expect(Folder.isFolder(folder.file("out")))
    }

    @Test("a folder that is read-only is an error, not a partial file", .enabled(if: SmallFileSystem.isMountable))
    func readOnly() throws {
        let mount = try SmallFileSystem(in: folder, options: "size=64k", isReadOnly: true)
        let error = #expect(throws: SignetError.self) { try OutputFile(path: mount.file("out")) }
        #expect(error?.code == "file.create")
        #expect(error?.category == .cannotCreate)
    }

    @Test("a full disk is an error, and nothing is left on it", .enabled(if: SmallFileSystem.isMountable))
    func full() throws {
        let mount = try SmallFileSystem(in: folder, options: "size=64k")
        do {
            let file = try OutputFile(path: mount.file("out"))
            let error = #expect(throws: SignetError.self) {
                for _ in 0..<100 { try file.write([UInt8](repeating: 7, count: 4_096)) }
            }
            #expect(error?.code == "file.write")
            #expect(error?.category == .inputOutput)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: mount.path).isEmpty)
        let small = try OutputFile(path: mount.file("out"))
        try small.write([1])
        try small.commit()
        #expect(try content(mount.file("out")) == [1])
    }
}
