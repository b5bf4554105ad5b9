public import Bytes
internal import FoundationEssentials
internal import ImageFormats

/// Turns what a user names (files, folders, patterns, `-`) into the files to look at.
public enum ImageFinder {
    /// How many files one run looks at.
    private static let maximumFiles = 10_000_000

    /// How deep folders are followed.
    private static let maximumDepth = 64

    /// Files stay as they are named; folders become the images in them, sorted by path, links to folders not followed.
    ///
    /// Patterns (``GlobPattern``) become what fits them: files that start as images, and the images in folders. In a folder an
    /// image is a file that starts as one, whatever it is called.
    public static func files(_ paths: [String]) throws(SignetError) -> [String] {
        var files: [String] = []
        for path in paths {
            if GlobPattern.isPattern(path) {
                files += try images(fitting: path)
                continue
            }
            guard path != "-", Folder.isFolder(path) else {
                files.append(path)
                continue
            }
            var images: [String] = []
            try collect(path.hasSuffix("/") ? String(path.dropLast()) : path, depth: 0, into: &images)
            files += images.sorted()
        }
        return files
    }

    private static func images(fitting pattern: String) throws(SignetError) -> [String] {
        var images: [String] = []
        for path in try GlobPattern.expand(pattern, maximum: maximumFiles) {
            if Folder.kind(of: path) == .folder {
                // What `**` finds in a folder it finds by itself.
                if !pattern.hasSuffix("**") { try collect(path, depth: 0, into: &images) }
            } else {
                try add(path, to: &images)
            }
        }
        // `in/**/*` fits a folder and what is in it.
        return Set(images).sorted()
    }

    /// Adds the file when it is an image.
    private static func add(_ path: String, to images: inout [String]) throws(SignetError) {
        guard let source = try? FileSource(path: path), let format = ImageFormat.detect(source) else { return }
        // A record is judged with its image; one that has none is not passed over.
        if format == .sidecar, Sidecar.image(of: path) != nil { return }
        images.append(path)
        guard images.count <= maximumFiles else {
            throw SignetError("folder.tooMany", .badData, "there are more than \(maximumFiles) images")
        }
    }

    private static func collect(_ folder: String, depth: Int, into images: inout [String]) throws(SignetError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw SignetError("folder.open", .noInput, "the folder \(folder) cannot be read")
        }
        for name in names {
            let path = "\(folder)/\(name)"
            switch Folder.kind(of: path) {
            case .folder where depth < maximumDepth: try collect(path, depth: depth + 1, into: &images)
            case .file: try add(path, to: &images)
            default: continue
            }
        }
    }
}
