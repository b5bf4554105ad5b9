internal import FoundationEssentials
internal import Glibc

/// Calls something now, and again whenever a file of a folder was saved. It looks a few times a second, which works on every
/// file system; the notices of the kernel do not.
public struct FolderWatcher: Sendable {
    private let folder: String
    private static let interval: UInt32 = 250_000
    private static let maximumFiles = 10_000

    public init(_ folder: String) { self.folder = folder }

    /// Runs until `body` throws, or for so many changes.
    public func run(changes: Int = .max, _ body: () throws -> Void) throws {
        var seen = state
        try body()
        var left = changes
        while left > 0 {
            usleep(Self.interval)
            var now = state
            guard now != seen else { continue }
            // Editors write in several steps: wait until nothing changes any more.
            repeat {
                seen = now
                usleep(Self.interval)
                now = state
            } while now != seen
            left -= 1
            try body()
        }
    }

    private struct File: Equatable {
        let name: String
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    private var state: [File] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder))?.sorted() ?? []
        return names.prefix(Self.maximumFiles).compactMap { name in
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return File(
                name: name, size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
                nanoseconds: status.st_mtim.tv_nsec)
        }
    }
}
