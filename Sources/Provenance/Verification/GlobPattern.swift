internal import Bytes
internal import FoundationEssentials
internal import Glibc

/// A pattern of paths: `*`, `?` and `[…]` within one name, `**` for any number of folders. For patterns in quotation marks, and
/// for lists too long for a command line.
///
/// Names that begin with a dot are only found by patterns that begin with one; links to folders are not followed by `**`.
public enum GlobPattern {
    private static let maximumDepth = 64

    /// Whether `path` is a pattern: it has such characters, and no file is called so.
    public static func isPattern(_ path: String) -> Bool {
        path != "-" && path.contains { "*?[".contains($0) } && !Folder.exists(path)
    }

    /// The folder that everything found is in, which no pattern is in; empty for the current one.
    public static func base(_ pattern: String) -> String {
        let (base, _) = split(pattern)
        return base
    }

    private static func split(_ pattern: String) -> (base: String, rest: ArraySlice<String>) {
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let first = parts.firstIndex { part in part.contains { "*?[".contains($0) } } ?? parts.count
        let base = parts[..<first].joined(separator: "/")
        var rest: [String] = []
        // Several `**` in a row are as good as one, and would be walked again and again.
        for part in parts[first...] where !part.isEmpty && !(part == "**" && rest.last == "**") { rest.append(part) }
        return (base.isEmpty && pattern.hasPrefix("/") ? "/" : base, rest[...])
    }

    /// The files and folders that fit, sorted. Throws when there are none, or more than `maximum`.
    static func expand(_ pattern: String, maximum: Int) throws(SignetError) -> [String] {
        let (base, rest) = split(pattern)
        var found: Set<String> = []
        try walk(base, rest, depth: 0, maximum, &found)
        guard !found.isEmpty else {
            throw SignetError("glob.noMatch", .noInput, "no file fits the pattern \(pattern)")
        }
        return found.sorted()
    }

    private static func walk(
        _ folder: String, _ parts: ArraySlice<String>, depth: Int, _ maximum: Int, _ found: inout Set<String>
    ) throws(SignetError) {
        guard let part = parts.first, depth < maximumDepth else { return }
        let rest = parts.dropFirst()
        if part == "**" { try walk(folder, rest.isEmpty ? ["*"] : rest, depth: depth + 1, maximum, &found) }
        // A folder that cannot be read holds nothing that could be named.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        for name in names {
            let path = folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if part == "**" {
                guard !name.hasPrefix("."), Folder.kind(of: path) == .folder else { continue }
                try walk(path, parts, depth: depth + 1, maximum, &found)
                continue
            }
            guard fnmatch(part, name, FNM_PERIOD) == 0 else { continue }
            if rest.isEmpty {
                guard found.count < maximum else {
                    throw SignetError("folder.tooMany", .badData, "there are more than \(maximum) images")
                }
                found.insert(path)
            } else if Folder.isFolder(path) {
                try walk(path, rest, depth: depth + 1, maximum, &found)
            }
        }
    }
}
