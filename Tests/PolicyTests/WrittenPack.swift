import Bytes
import Policy
import TestSupport

/// Packs written for one test.
enum WrittenPack {
    static let head = "policy: { id: test, version: 1.0.0 }\n"

    /// The pack of these files, with a policy.yaml.
    static func policy(_ files: [String: String]) throws -> CompiledPolicy {
        try write(files) { try CompiledPolicy.load($0) }
    }

    /// Writes the files of a pack into a folder that is there while `body` runs.
    static func write<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
        let folder = try TemporaryFolder()
        for (name, text) in files.merging(["policy.yaml": head], uniquingKeysWith: { own, _ in own }) {
            if let slash = name.lastIndex(of: "/") { try Folder.create("\(folder.path)/\(name[..<slash])") }
            let file = try OutputFile(path: "\(folder.path)/\(name)")
            try file.write(Array(text.utf8))
            try file.commit(durable: false)
        }
        return try withExtendedLifetime(folder) { try body(folder.path) }
    }
}
