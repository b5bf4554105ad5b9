public import Bytes
internal import Foundation
internal import ImageFormats

/// Turns what a user names (files, folders, `-`) into the files to look at.
public enum ImageFinder {
    /// How many files one run looks at.
    private static let maximumFiles = 10_000_000

    /// Files stay as they are named; folders become the images in them, sorted by path, links to folders not followed.
    ///
    /// In a folder an image is a file that starts as one, whatever it is called.
    public static func files(_ paths: [String]) throws(SignetError) -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
            else {
                files.append(path)
                continue
            }
            files += try images(in: path)
        }
        return files
    }

    private static func images(in folder: String) throws(SignetError) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else {
            throw SignetError("folder.open", .noInput, "the folder cannot be read")
        }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        var found: [String] = []
        while let name = walk.nextObject() as? String {
            guard walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            let path = base + name
            guard let source = try? FileSource(path: path), ImageFormat.detect(source) != nil else { continue }
            found.append(path)
            guard found.count <= maximumFiles else {
                throw SignetError("folder.tooMany", .badData, "the folder holds more than \(maximumFiles) images")
            }
        }
        return found.sorted()
    }
}
