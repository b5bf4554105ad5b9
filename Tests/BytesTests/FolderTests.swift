import Bytes
import Glibc
import TestSupport
import Testing

@Suite("Folder")
struct FolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a folder is made with those above it, and making it again changes nothing")
    func create() throws {
        try Folder.create(folder.file("a/b/c"))
        try folder.write("a/b/c/file", [1])
        try Folder.create(folder.file("a//b/c/"))
        #expect(Folder.isFolder(folder.file("a/b/c")))
        #expect(Folder.exists(folder.file("a/b/c/file")))
        #expect(!Folder.isFolder(folder.file("a/b/c/file")))
    }

    @Test("a file in the way and a missing name are errors")
    func refused() throws {
        try folder.write("file", [1])
        for path in [folder.file("file"), folder.file("file/below"), ""] {
            let error = #expect(throws: SignetError.self) { try Folder.create(path) }
            #expect(error?.code == "folder.create")
            #expect(error?.category == .cannotCreate)
        }
    }

    @Test("a dangling link is there, but is no folder")
    func link() {
        #expect(symlink("nowhere", folder.file("link")) == 0)
        #expect(Folder.exists(folder.file("link")))
        #expect(!Folder.isFolder(folder.file("link")))
        #expect(!Folder.exists(folder.file("none")))
    }
}
