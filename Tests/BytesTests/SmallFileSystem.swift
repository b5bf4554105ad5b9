import Bytes
import Glibc
import TestSupport

/// A file system in memory that is mounted inside a temporary folder and is gone with the value.
final class SmallFileSystem {
    let path: String

    init(in folder: TemporaryFolder, options: String, isReadOnly: Bool = false) throws {
        path = folder.file("mount")
        try Folder.create(path)
        guard mount("tmpfs", path, "tmpfs", isReadOnly ? UInt(1) : 0, options) == 0 else {
            throw SignetError("test.mount", .unexpected, "cannot be mounted")
        }
    }

    deinit { umount2(path, 2) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Whether this process may mount; prints loudly when not, so that a skipped test is seen.
    static let isMountable: Bool = {
        if let folder = try? TemporaryFolder(), (try? SmallFileSystem(in: folder, options: "size=4k")) != nil {
            return true
        }
        print(
            "SKIPPED: this process may not mount a small file system, so that full and read-only disks are not tested")
        return false
    }()
}
