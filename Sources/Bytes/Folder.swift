internal import Glibc

/// The few things that are done with folders and names.
public enum Folder {
    /// Makes the folder, and those above it, unless it is there.
    public static func create(_ path: String) throws(SignetError) {
        guard !path.isEmpty else { throw SignetError("folder.create", .cannotCreate, "the folder has no name") }
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += part
            if mkdir(prefix, 0o777) != 0 {
                let cause = errno
                guard cause == EEXIST || isFolder(prefix) else {
                    throw SignetError(
                        "folder.create", .cannotCreate,
                        "the folder \(prefix) cannot be created: \(FileSource.message(cause))")
                }
            }
            prefix += "/"
        }
        guard isFolder(path) else {
            throw SignetError("folder.create", .cannotCreate, "\(path) is there, but is not a folder")
        }
    }

    /// `path` from the root on; the names in it are left as they are.
    public static func absolute(_ path: String) throws(SignetError) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let current = getcwd(nil, 0) else {
            throw SignetError(
                "folder.current", .inputOutput, "the current folder is gone: \(FileSource.message(errno))")
        }
        defer { free(current) }
        return "\(String(cString: current))/\(path)"
    }

    /// Whether anything has this name, a dangling link included.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// What a name in a folder stands for.
    public enum Kind: Sendable {
        case file
        case folder
        case link
        case other
    }

    /// What `path` is, links not followed; nil when there is nothing.
    public static func kind(of path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }
}
