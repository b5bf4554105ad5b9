public import Bytes
internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// Hands out the images of a folder as they come, until it is told to stop. A file counts when it did not change between two
/// looks and nobody has it open for writing; one whose output is there already is done.
public final class FolderWatch: Sendable {
    private struct Mark: Equatable {
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
        let inode: UInt64
    }

    private struct State {
        var seen: [String: Mark] = [:]
        /// Handed out as they were then; a file that failed is tried again when it changes.
        var done: [String: Mark] = [:]
        var waiting: [String] = []
    }

    private let folder: String
    private let outputs: String
    private let stop: StopSignal
    private let state = Mutex(State())

    /// Milliseconds between two looks.
    private static let interval: UInt32 = 300
    /// How many files one folder may hold.
    private static let maximumFiles = 1_000_000

    /// - Parameters:
    ///   - folder: what is watched; folders in it and names that begin with a dot are left alone.
    ///   - outputs: the folder of the results.
    public init(folder: String, outputs: String, stop: StopSignal) throws(SignetError) {
        guard Folder.isFolder(folder) else {
            throw SignetError("watch.folder", .noInput, "\(folder) is not a folder that can be watched")
        }
        self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.outputs = outputs
        self.stop = stop
        // A lease that is broken by a writer is told by this signal, which would end the process.
        signal(SIGIO, SIG_IGN)
    }

    /// The next image with the place of its output; nil when the watch ends.
    public func next() -> RequestLine? {
        while !stop.isRaised {
            let name = state.withLock { state -> String? in
                if state.waiting.isEmpty { look(&state) }
                return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
            if let name { return RequestLine(file: "\(folder)/\(name)", output: "\(outputs)/\(name)") }
            stop.wait(milliseconds: Self.interval)
        }
        return nil
    }

    private func look(_ state: inout State) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder),
            names.count <= Self.maximumFiles
        else { return }
        var seen: [String: Mark] = [:]
        for name in names.sorted() where !name.hasPrefix(".") && !name.hasSuffix(".c2pa") {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { continue }
            let mark = Mark(
                size: Int64(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
                inode: UInt64(status.st_ino))
            seen[name] = mark
            guard state.seen[name] == mark, state.done[name] != mark, !Folder.exists("\(outputs)/\(name)"),
                !Self.isBeingWritten(path)
            else { continue }
            state.done[name] = mark
            state.waiting.append(name)
        }
        state.seen = seen
        state.done = state.done.filter { seen[$0.key] != nil }
    }

    /// A read lease is refused while anybody has the file open for writing. Where there are no leases, not having changed has to
    /// do.
    private static func isBeingWritten(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        // F_SETLEASE, which the C library hides behind _GNU_SOURCE (fcntl.h; the same on all processors of Linux).
        guard fcntl(descriptor, 1024, F_RDLCK) != 0 else {
            _ = fcntl(descriptor, 1024, F_UNLCK)
            return false
        }
        return errno == EAGAIN
    }
}
