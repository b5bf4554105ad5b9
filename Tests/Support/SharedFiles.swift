internal import Bytes
internal import FoundationEssentials

/// The test material beside the package (`../shared`), read in place and never copied. It may be absent.
public enum SharedFiles {
    private static let root: String = {
        // Tests/Support/SharedFiles.swift is three levels below the package.
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        return parts.joined(separator: "/") + "/shared"
    }()

    /// The path of `name` below the folder.
    public static func path(_ name: String) -> String { "\(root)/\(name)" }

    /// Whether `name` is there; prints loudly when it is not, so that a skipped test is seen.
    public static func has(_ name: String) -> Bool {
        if FileManager.default.fileExists(atPath: path(name)) { return true }
        print("SKIPPED: \(path(name)) is not there")
        return false
    }

    public static func bytes(_ name: String) throws -> [UInt8] {
        let source = try FileSource(path: path(name))
        return try source.bytes(0..<source.count)
    }

    /// The files directly in the folder `name`, sorted by name.
    public static func files(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted().map { "\(name)/\($0)" }
    }
}
