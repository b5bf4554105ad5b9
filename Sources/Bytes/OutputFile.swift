internal import Glibc

/// A file that appears under its name complete, or not at all.
///
/// The bytes are written to an unnamed file in the same folder, synced, then linked and renamed over the name. However
/// the process ends, there is no partial output under the final name; where the file system supports unnamed files,
/// there is no litter either.
public final class OutputFile: ByteSink {
    private let path: String
    private let folder: String
    private let scratch: ScratchFile
    /// The name of the temporary file, where it has to have one.
    private var temporaryName: String?
    private var isCommitted = false

    /// Starts a file that will be `path`, which need not exist.
    ///
    /// - Parameter mode: the permission bits; nil takes those of an existing file at `path`, else 0666 less the umask.
    public init(path: String, mode: UInt32? = nil) throws(SignetError) {
        self.path = path
        folder = Self.folder(of: path)
        var status = stat()
        let exists = stat(path, &status) == 0
        // Renaming over a device or pipe would replace it: `-o /dev/null`, run by root, would break the machine.
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is not a regular file"
            throw SignetError("file.create", .cannotCreate, "cannot be created: \(kind)")
        }
        let bits = mode ?? (exists ? status.st_mode & 0o777 : nil)
        var descriptor = open(folder, TemporaryFile.openUnnamed | O_RDWR | O_CLOEXEC, bits ?? 0o666)
        if descriptor < 0 {
            guard errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL else {
                throw SignetError("file.create", .cannotCreate, "cannot be created: \(FileSource.message(errno))")
            }
            let name = Self.temporaryName(in: folder)
            descriptor = open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, bits ?? 0o666)
            guard descriptor >= 0 else {
                throw SignetError("file.create", .cannotCreate, "cannot be created: \(FileSource.message(errno))")
            }
            temporaryName = name
        }
        if let bits { fchmod(descriptor, bits) }
        scratch = ScratchFile(owning: descriptor)
    }

    /// Writes a whole file.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(SignetError) {
        let file = try OutputFile(path: path)
        try file.write(bytes)
        try file.commit()
    }

    /// Writes a small file over itself: nothing is left beside it when the process ends in between, and a full disk leaves it as it
    /// is. Without waiting for the disk; a file that is not there is made whole.
    public static func overwrite(_ path: String, with bytes: [UInt8], mode: UInt32) throws(SignetError) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            let file = try OutputFile(path: path, mode: mode)
            try file.write(bytes)
            return try file.commit(durable: false)
        }
        let file = ScratchFile(owning: descriptor)
        try file.write(bytes)
        guard ftruncate(descriptor, off_t(bytes.count)) == 0 else {
            throw SignetError("file.write", .inputOutput, "cannot be written: \(FileSource.message(errno))")
        }
    }

    deinit {
        if let temporaryName { unlink(temporaryName) }
    }

    /// How many bytes were appended or skipped so far.
    public var count: Int { scratch.count }

    public func append(_ bytes: UnsafeRawBufferPointer) throws(SignetError) { try scratch.append(bytes) }

    public func skip(_ size: Int) throws(SignetError) { try scratch.skip(size) }

    public func fill(_ bytes: [UInt8], at offset: Int) throws(SignetError) { try scratch.fill(bytes, at: offset) }

    /// Appends all of `bytes`.
    public func write(_ bytes: [UInt8]) throws(SignetError) { try scratch.write(bytes) }

    /// What was written so far, for checking it before it gets its name.
    public func source(limits: Limits = .default) throws(SignetError) -> FileSource {
        try scratch.source(limits: limits)
    }

    /// Syncs the bytes and gives them their name, replacing what was there. The second time nothing happens.
    ///
    /// - Parameter durable: whether to wait until the bytes and the name are on the disk.
    public func commit(durable: Bool = true) throws(SignetError) {
        if isCommitted { return }
        if durable, fsync(scratch.descriptor) != 0 {
            throw SignetError("file.sync", .inputOutput, "cannot be synced: \(FileSource.message(errno))")
        }
        // A name that is free is taken in one step: there is nothing that a crash could leave behind.
        if temporaryName == nil,
            linkat(AT_FDCWD, "/proc/self/fd/\(scratch.descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
        {
            isCommitted = true
            if durable { syncFolder() }
            return
        }
        if temporaryName == nil {
            let name = Self.temporaryName(in: folder)
            guard linkat(AT_FDCWD, "/proc/self/fd/\(scratch.descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
                throw SignetError("file.create", .cannotCreate, "cannot be created: \(FileSource.message(errno))")
            }
            temporaryName = name
        }
        guard let name = temporaryName, rename(name, path) == 0 else {
            throw SignetError("file.create", .cannotCreate, "cannot be created: \(FileSource.message(errno))")
        }
        temporaryName = nil
        isCommitted = true
        if durable { syncFolder() }
    }

    /// A new name is only safe once its folder is on the disk too; some file systems refuse, which harms nothing.
    private func syncFolder() {
        let folderDescriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folderDescriptor >= 0 else { return }
        fsync(folderDescriptor)
        close(folderDescriptor)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func temporaryName(in folder: String) -> String {
        "\(folder)/.signet-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }
}
