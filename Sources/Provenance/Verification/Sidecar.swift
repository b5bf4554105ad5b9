internal import Bytes
internal import FoundationEssentials
internal import ImageFormats

/// Where the manifest store of an image is when it is a file of its own beside it (C2PA 2.4 section 11.4).
public enum Sidecar {
    public static let suffix = ".c2pa"

    /// How many files of a folder are looked at for the image that a sidecar belongs to.
    private static let maximumNeighbours = 100_000

    /// The sidecar that is written for the image at `path`: the same name with the extension `.c2pa`.
    public static func path(of path: String) -> String { stem(path) + suffix }

    /// The sidecar that is there for the image at `path`: `picture.jpg.c2pa`, else `picture.c2pa`.
    public static func beside(_ path: String) -> String? {
        guard path != "-", !path.hasSuffix(suffix) else { return nil }
        return [path + suffix, stem(path) + suffix].first { Folder.exists($0) && !Folder.isFolder($0) }
    }

    /// The image that the sidecar at `path` belongs to: `picture.jpg` for `picture.jpg.c2pa`, else the only image of the same
    /// name in the folder.
    static func image(of path: String) -> String? {
        guard path.hasSuffix(suffix) else { return nil }
        let whole = String(path.dropLast(suffix.count))
        if Folder.kind(of: whole) == .file { return whole }
        let (folder, name) = split(whole)
        guard let all = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder),
            all.count <= maximumNeighbours
        else { return nil }
        let images = all.filter { $0.hasPrefix(name + ".") && stem($0) == name && !$0.hasSuffix(suffix) }.map {
            folder + $0
        }
        .filter { candidate in
            guard Folder.kind(of: candidate) == .file, let source = try? FileSource(path: candidate) else {
                return false
            }
            return ImageFormat.detect(source) != nil
        }
        return images.count == 1 ? images[0] : nil
    }

    /// The folder with its slash, and the name.
    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[...slash]), String(path[path.index(after: slash)...]))
    }

    /// `path` without the extension; a leading dot begins a name and no extension.
    private static func stem(_ path: String) -> String {
        let (folder, name) = split(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
        return folder + name[..<dot]
    }
}
